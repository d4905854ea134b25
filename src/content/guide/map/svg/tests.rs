use proptest::prelude::*;

use super::*;
use crate::guide::plan::sample;
use layers::Kind;

fn laid_out(plan: &Plan) -> (Layers, Drawing) {
    let mut layers = Layers::of(plan);
    layers.order();
    layers.place();
    let drawing = Drawing::of(&layers);
    (layers, drawing)
}

/// Left, top, right and bottom.
type Area = (f64, f64, f64, f64);

fn overlap(a: Area, b: Area) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

fn cards(layers: &Layers, drawing: &Drawing) -> Vec<Area> {
    let area = |(card, (x, y)): (&Card, &(f64, f64))| (*x, *y, x + WIDTH, y + card.height);
    layers.cards.iter().zip(&drawing.cards).map(area).collect()
}

fn labels(layers: &Layers, drawing: &Drawing) -> Vec<Area> {
    let area = |(line, Stroke { label: (x, y), .. }): (&layers::Line, &Stroke)| {
        let widest = line.label.iter().map(|words| measure::width(words, SMALL)).fold(0.0, f64::max);
        (*x, y - SMALL, x + widest, y - SMALL + line.label.len() as f64 * SMALL * LEADING)
    };
    layers.lines.iter().zip(&drawing.lines).map(area).collect()
}

/// Points along a line; where it bends it stays between the heights of both ends.
fn along(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let step = |a: (f64, f64), b: (f64, f64)| {
        (1..20).map(move |at| {
            let part = f64::from(at) / 20.0;
            let smooth = part * part * (3.0 - 2.0 * part);
            (a.0 + (b.0 - a.0) * smooth, a.1 + (b.1 - a.1) * part)
        })
    };
    points.windows(2).flat_map(|pair| step(pair[0], pair[1])).collect()
}

fn is_clear(plan: &Plan) -> Result<(), TestCaseError> {
    let (layers, drawing) = laid_out(plan);
    let (cards, labels) = (cards(&layers, &drawing), labels(&layers, &drawing));
    let boxes: Vec<Area> = cards.iter().chain(&labels).copied().collect();
    for (at, a) in boxes.iter().enumerate() {
        prop_assert!(
            a.0 >= 0.0 && a.1 >= 0.0 && a.2 <= drawing.width && a.3 <= drawing.height,
            "{a:?} leaves the drawing"
        );
        for b in &boxes[at + 1..] {
            prop_assert!(!overlap(*a, *b), "{a:?} and {b:?} overlap");
        }
    }
    for card in &layers.cards {
        prop_assert!(card.widest() <= WIDTH - 2.0 * PADDING + 1e-9);
    }
    let ways = drawing.lines.iter().map(|line| &line.points).chain(&drawing.returns);
    for points in ways {
        for (x, y) in along(points) {
            let hit =
                cards.iter().find(|area| x > area.0 + 0.5 && x < area.2 - 0.5 && y > area.1 + 0.5 && y < area.3 - 0.5);
            prop_assert!(hit.is_none(), "a line crosses {hit:?} at {x} {y}");
        }
    }
    for Stroke { points, .. } in &drawing.lines {
        for (x, y) in along(points) {
            let hit = labels.iter().find(|area| x > area.0 && x < area.2 && y > area.1 && y < area.3);
            prop_assert!(hit.is_none(), "a line crosses the label {hit:?} at {x} {y}");
        }
    }
    Ok(())
}

#[test]
fn each_step_has_one_box_and_each_way_on_one_line() {
    let plan = sample::plan(&sample::vpn());
    let (layers, _) = laid_out(&plan);
    assert_eq!(layers.cards.len(), plan.stops.len());
    assert_eq!(layers.items.iter().filter(|item| matches!(item.kind, Kind::Card(_))).count(), plan.stops.len());
    assert_eq!(layers.returns.len(), 1);
}

#[test]
fn text_is_safe_in_the_picture() {
    let picture = svg(&sample::plan("# A <b> & \"c\"\n\n## Is `<x>` & y\u{7}?\n- [A < b](#solved)\n"));
    assert!(picture.contains("Is &lt;x&gt; &amp; y?"), "{picture}");
    assert!(picture.contains("A &lt; b") && !picture.contains("<b>") && !picture.contains('\u{7}'));
    assert!(picture.starts_with("<svg ") && picture.contains("role=\"img\"") && picture.contains("<desc"));
}

#[test]
fn a_guide_without_steps_has_a_picture_too() {
    assert!(svg(&sample::plan("# Empty\n")).contains("0 steps"));
}

#[test]
fn a_large_guide_is_clear() {
    is_clear(&sample::plan(&sample::large(120, 1))).unwrap_or_else(|fault| panic!("{fault}"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_overlaps_and_no_line_crosses_a_box(steps in 1_usize..40, seed in any::<u64>()) {
        is_clear(&sample::plan(&sample::large(steps, seed)))?;
    }
}
