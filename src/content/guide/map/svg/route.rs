//! Where everything is drawn: from layers with an order and places to coordinates.

use std::collections::{BTreeMap, BTreeSet};

use super::card::{self, Mark};
use super::layers::{Kind, Layers, RETURN_ROOM, Return};

/// Room around the drawing.
pub(super) const MARGIN: f64 = 28.0;
/// Height of the title above it.
const HEADER: f64 = 64.0;
/// Least room below a layer, where lines bend; more where they have far to go.
const GAP: f64 = 26.0;
const MOST_GAP: f64 = 84.0;
/// Room that one line back takes above a layer, or beside all of them.
const TRACK: f64 = 8.0;

/// Pixels from the left and from the top.
pub(super) type Point = (f64, f64);

/// A line with its label.
#[derive(Debug)]
pub(super) struct Stroke {
    pub(super) points: Vec<Point>,
    /// Left and baseline of the label's first line.
    pub(super) label: Point,
}

/// A drawing with all its coordinates, in pixels from the top left.
#[derive(Debug)]
pub(super) struct Drawing {
    pub(super) width: f64,
    pub(super) height: f64,
    /// Left and top of the box of each step.
    pub(super) cards: Vec<Point>,
    pub(super) lines: Vec<Stroke>,
    /// Points of each line back.
    pub(super) returns: Vec<Vec<Point>>,
}

impl Drawing {
    pub(super) fn of(layers: &Layers) -> Self {
        let bands = Bands::of(layers);
        let cards: Vec<Point> = (0..layers.cards.len())
            .map(|stop| {
                let item = &layers.items[stop];
                (MARGIN + item.x - item.left, bands.top[item.layer])
            })
            .collect();
        let router = Router { layers, bands: &bands, cards: &cards };
        let lines = (0..layers.lines.len()).map(|line| router.line(line)).collect();
        let content = MARGIN + layers.items.iter().map(|item| item.x + item.right).fold(0.0, f64::max);
        let (returns, right) = router.returns(content);
        Self { width: right + MARGIN, height: bands.bottom + MARGIN, cards, lines, returns }
    }
}

/// From where to where each layer reaches.
struct Bands {
    top: Vec<f64>,
    end: Vec<f64>,
    /// Lines back that run above a layer, by layer and the step they lead to.
    tracks: BTreeMap<usize, Vec<usize>>,
    bottom: f64,
}

impl Bands {
    fn of(layers: &Layers) -> Self {
        let mut tracks: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for Return { from, to, .. } in &layers.returns {
            tracks.entry(layers.items[*from].layer).or_default().insert(*to);
            tracks.entry(layers.items[*to].layer).or_default().insert(*to);
        }
        let tracks: BTreeMap<usize, Vec<usize>> =
            tracks.into_iter().map(|(layer, steps)| (layer, steps.into_iter().collect())).collect();
        let (mut y, mut top, mut end) = (MARGIN + HEADER, Vec::new(), Vec::new());
        for (layer, items) in layers.layers.iter().enumerate() {
            if let Some(tracks) = tracks.get(&layer) {
                y += (tracks.len() + 1) as f64 * TRACK;
            }
            let height = items.iter().map(|item| height_of(layers, *item)).fold(0.0, f64::max);
            top.push(y);
            y += height;
            end.push(y);
            y += gap_below(layers, layer);
        }
        let bottom = end.last().copied().unwrap_or(y);
        Self { top, end, tracks, bottom }
    }

    /// The height at which a line back to `to` runs above a layer.
    fn track(&self, layer: usize, to: usize) -> f64 {
        let tracks = self.tracks.get(&layer).map(Vec::as_slice).unwrap_or_default();
        let place = tracks.iter().position(|step| *step == to).unwrap_or(0);
        self.top[layer] - (place + 1) as f64 * TRACK - TRACK / 2.0
    }
}

fn height_of(layers: &Layers, item: usize) -> f64 {
    match layers.items[item].kind {
        Kind::Card(stop) => layers.cards[stop].height,
        Kind::Label(line) => layers.lines[line].label.len() as f64 * card::SMALL * card::LEADING,
        Kind::Bend => 0.0,
    }
}

/// Lines that go far to a side need more height, or they would lie nearly flat on each other.
fn gap_below(layers: &Layers, layer: usize) -> f64 {
    let items = layers.layers.get(layer).map(Vec::as_slice).unwrap_or_default();
    let far = items.iter().flat_map(|item| layers.items[*item].below.iter().map(|below| (*item, *below)));
    let far = far.map(|(a, b)| (layers.items[a].x - layers.items[b].x).abs()).fold(0.0, f64::max);
    (GAP + far / 14.0).min(MOST_GAP)
}

struct Router<'a> {
    layers: &'a Layers,
    bands: &'a Bands,
    cards: &'a [Point],
}

impl Router<'_> {
    fn line(&self, line: usize) -> Stroke {
        let line = &self.layers.lines[line];
        let mut points = Vec::new();
        let mut label = (0.0, 0.0);
        for (at, item) in line.through.iter().enumerate() {
            let own = &self.layers.items[*item];
            let (top, end) = (self.bands.top[own.layer], self.bands.end[own.layer]);
            match own.kind {
                Kind::Card(stop) if at == 0 => {
                    let x = self.port(stop, &own.below, line.through.get(1).copied(), 40.0);
                    points.push((x, self.cards[stop].1 + self.layers.cards[stop].height));
                    points.push((x, end));
                }
                Kind::Card(stop) => {
                    let before = at.checked_sub(1).and_then(|before| line.through.get(before)).copied();
                    points.push((self.port(stop, &own.above, before, 18.0), top));
                }
                Kind::Label(_) | Kind::Bend => {
                    let x = MARGIN + own.x;
                    points.push((x, top));
                    points.push((x, end));
                    if matches!(own.kind, Kind::Label(_)) {
                        label = (x + 6.0, top + card::SMALL);
                    }
                }
            }
        }
        Stroke { points, label }
    }

    /// Where a line to or from `neighbour` meets a box: beside the others, in the order of where they come from.
    fn port(&self, stop: usize, neighbours: &[usize], neighbour: Option<usize>, apart: f64) -> f64 {
        let mut sorted = neighbours.to_vec();
        sorted.sort_by(|a, b| self.layers.items[*a].x.total_cmp(&self.layers.items[*b].x));
        let place = sorted.iter().position(|item| Some(*item) == neighbour).unwrap_or(0) as f64;
        let count = sorted.len().max(1) as f64;
        let apart = apart.min(card::WIDTH * 0.7 / count);
        self.cards[stop].0 + card::WIDTH / 2.0 + (place - (count - 1.0) / 2.0) * apart
    }

    /// Lines back: out to the right, up above the own layer, along the right side of everything, and down into the box they
    /// lead to. Those that lead to one box share what they can.
    fn returns(&self, content: f64) -> (Vec<Vec<Point>>, f64) {
        let far: BTreeSet<usize> =
            self.layers.returns.iter().filter(|back| back.from != back.to).map(|back| back.to).collect();
        // The longest way is the outermost, so that lanes cross little.
        let mut lanes: Vec<usize> = far.into_iter().collect();
        lanes.sort_by_key(|to| std::cmp::Reverse(self.layers.items[*to].layer));
        let lane = |to: usize| {
            let place = lanes.iter().position(|lane| *lane == to).unwrap_or(0);
            content + (place + 2) as f64 * TRACK
        };
        let mut beside: BTreeMap<usize, usize> = BTreeMap::new();
        let mut paths = Vec::new();
        for back in &self.layers.returns {
            let (x, y) = self.cards[back.from];
            let row = &self.layers.cards[back.from].rows[back.row];
            debug_assert_eq!(row.mark, Mark::Back(back.to));
            let place = beside.entry(back.from).or_insert(0);
            *place += 1;
            let out = x + card::WIDTH + *place as f64 * RETURN_ROOM;
            let leave = y + row.top + card::SMALL * card::LEADING / 2.0;
            let (to_x, to_y) = self.cards[back.to];
            let arrive = to_x + card::WIDTH - 14.0;
            let up = self.bands.track(self.layers.items[back.from].layer, back.to);
            let mut points = vec![(x + card::WIDTH, leave), (out, leave), (out, up)];
            if back.from != back.to {
                let down = self.bands.track(self.layers.items[back.to].layer, back.to);
                points.extend([(lane(back.to), up), (lane(back.to), down), (arrive, down)]);
            } else {
                points.push((arrive, up));
            }
            points.push((arrive, to_y));
            paths.push(points);
        }
        (paths, content + if lanes.is_empty() { 0.0 } else { (lanes.len() + 1) as f64 * TRACK })
    }
}
