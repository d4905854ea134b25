//! Puts everything into layers: boxes, and between two layers of boxes one of labels. A line that passes a layer has a
//! place of its own in it, so that it crosses no box and no label.

use std::collections::BTreeMap;

use super::card::{self, Card};
use crate::guide::plan::Plan;

/// Something with a place in a layer.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) kind: Kind,
    pub(super) layer: usize,
    /// How far it reaches to the left and to the right of `x`.
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) x: f64,
    /// Items of the layers above and below that a line leads to.
    pub(super) above: Vec<usize>,
    pub(super) below: Vec<usize>,
}

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The box of the step at this position.
    Card(usize),
    /// The label of the line at this position.
    Label(usize),
    /// Where the line at this position passes.
    Bend,
}

/// A line from one box to another below it.
#[derive(Debug)]
pub(super) struct Line {
    /// Items it passes, boxes at both ends included.
    pub(super) through: Vec<usize>,
    /// Its label.
    pub(super) label: Vec<String>,
}

/// A line that leads back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Return {
    pub(super) from: usize,
    /// Which row of the box it leaves at.
    pub(super) row: usize,
    pub(super) to: usize,
}

/// All of a drawing before it has places. The item of a step has the step's position.
#[derive(Debug)]
pub(super) struct Layers {
    pub(super) items: Vec<Item>,
    /// Items by layer, from left to right; even ones hold boxes, odd ones labels.
    pub(super) layers: Vec<Vec<usize>>,
    pub(super) lines: Vec<Line>,
    pub(super) returns: Vec<Return>,
    pub(super) cards: Vec<Card>,
    /// The number of each step as it is shown.
    pub(super) numbers: Vec<usize>,
}

/// Room that each line back takes beside the box it leaves.
pub(super) const RETURN_ROOM: f64 = 7.0;
/// How far a passing line keeps others away.
const BEND: f64 = 5.0;

impl Layers {
    pub(super) fn of(plan: &Plan) -> Self {
        let back = plan.back_edges();
        let graph = plan.graph();
        let (order, _) = plan.nearest_first();
        let mut numbers = vec![0; plan.stops.len()];
        order.iter().enumerate().for_each(|(at, stop)| numbers[*stop] = at + 1);
        let mut depth = vec![0; plan.stops.len()];
        for stop in graph.onward_order(&back) {
            for target in graph.next(stop).iter().filter(|target| !back.contains(&(stop, **target))) {
                depth[*target] = depth[*target].max(depth[stop] + 1);
            }
        }
        let mut layers = Self {
            items: Vec::new(),
            layers: vec![Vec::new(); depth.iter().max().map_or(0, |deepest| deepest * 2 + 1)],
            lines: Vec::new(),
            returns: Vec::new(),
            cards: Vec::new(),
            numbers,
        };
        for (stop, depth) in depth.into_iter().enumerate() {
            let card = Card::of(plan, stop, &layers.numbers, |target| back.contains(&(stop, target)));
            let returns = card.rows.iter().enumerate().filter_map(|(row, told)| match told.mark {
                card::Mark::Back(to) => Some(Return { from: stop, row, to }),
                card::Mark::End(_) => None,
            });
            layers.returns.extend(returns);
            let beside = card.rows.iter().filter(|row| matches!(row.mark, card::Mark::Back(_))).count() as f64;
            let half = card::WIDTH / 2.0;
            layers.add(Kind::Card(stop), depth * 2, half, half + beside * RETURN_ROOM);
            layers.cards.push(card);
        }
        for stop in order {
            let mut leads: BTreeMap<usize, (usize, Vec<&str>)> = BTreeMap::new();
            for (at, way) in plan.stops[stop].ways.iter().enumerate() {
                if let Some(target) = way.to.stop().filter(|target| !back.contains(&(stop, *target))) {
                    leads.entry(target).or_insert_with(|| (at, Vec::new())).1.push(&way.text);
                }
            }
            let mut leads: Vec<_> = leads.into_iter().collect();
            leads.sort_by_key(|(_, (at, _))| *at);
            for (target, (_, texts)) in leads {
                layers.line(stop, target, &texts);
            }
        }
        layers
    }

    fn add(&mut self, kind: Kind, layer: usize, left: f64, right: f64) -> usize {
        let item = self.items.len();
        self.items.push(Item { kind, layer, left, right, x: 0.0, above: Vec::new(), below: Vec::new() });
        self.layers[layer].push(item);
        item
    }

    fn line(&mut self, from: usize, to: usize, texts: &[&str]) {
        let (label, label_width) = card::label(texts);
        let (top, bottom) = (self.items[from].layer, self.items[to].layer);
        let mut through = vec![from];
        through.push(self.add(Kind::Label(self.lines.len()), top + 1, BEND, label_width + 2.0 * BEND));
        for layer in top + 2..bottom {
            through.push(self.add(Kind::Bend, layer, BEND, BEND));
        }
        through.push(to);
        for pair in through.windows(2) {
            if let [above, below] = *pair {
                self.items[above].below.push(below);
                self.items[below].above.push(above);
            }
        }
        self.lines.push(Line { through, label });
    }
}
