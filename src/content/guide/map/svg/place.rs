//! Gives everything in a layer its place from left to right: as near as can be to what it is joined with, in order, and
//! without overlaps.

use super::layers::{Kind, Layers};

/// Room between two neighbours.
const APART: f64 = 18.0;
/// How often everything is drawn towards its neighbours.
const SWEEPS: usize = 30;

impl Layers {
    pub(super) fn place(&mut self) {
        for layer in 0..self.layers.len() {
            let wanted = vec![0.0; self.layers[layer].len()];
            self.spread(layer, &wanted);
        }
        let count = self.layers.len();
        for sweep in 0..SWEEPS {
            // Towards both sides in the end, so that neither pulls all of it.
            let (above, below) = match (sweep + 4 >= SWEEPS, sweep % 2 == 0) {
                (true, _) => (true, true),
                (false, down) => (down, !down),
            };
            for at in 0..count {
                let layer = if sweep % 2 == 0 { at } else { count - 1 - at };
                let wanted: Vec<f64> = self.layers[layer].iter().map(|item| self.wanted(*item, above, below)).collect();
                self.spread(layer, &wanted);
            }
        }
        self.straighten();
        let leftmost = self.items.iter().map(|item| item.x - item.left).fold(f64::INFINITY, f64::min);
        self.items.iter_mut().for_each(|item| item.x -= leftmost);
    }

    /// Puts what is the only thing below another right below it, so that rows of single steps run straight down.
    fn straighten(&mut self) {
        for layer in 0..self.layers.len() {
            let below = |item: &usize| {
                let own = &self.items[*item];
                match own.above.as_slice() {
                    [above] if self.items[*above].below.len() == 1 => self.items[*above].x,
                    _ => own.x,
                }
            };
            let wanted: Vec<f64> = self.layers[layer].iter().map(below).collect();
            self.spread(layer, &wanted);
        }
    }

    /// The middle of an item's neighbours; where it is when it has none.
    fn wanted(&self, item: usize, above: bool, below: bool) -> f64 {
        let own = &self.items[item];
        let near = own.above.iter().filter(|_| above).chain(own.below.iter().filter(|_| below));
        let (mut sum, mut weight) = (0.0, 0.0);
        for near in near {
            sum += self.items[*near].x;
            weight += 1.0;
        }
        if weight > 0.0 { sum / weight } else { own.x }
    }

    /// Puts the items of a layer as near to the wanted places as their order and their room allow. (Least squares under an
    /// order: neighbours that want the same room join and share it.)
    fn spread(&mut self, layer: usize, wanted: &[f64]) {
        struct Block {
            sum: f64,
            weight: f64,
            items: usize,
        }
        let order = &self.layers[layer];
        let mut offsets = Vec::with_capacity(order.len());
        let mut offset = 0.0;
        for (at, item) in order.iter().enumerate() {
            if let Some(before) = at.checked_sub(1).and_then(|before| order.get(before)) {
                offset += self.items[*before].right + APART + self.items[*item].left;
            }
            offsets.push(offset);
        }
        let mut blocks: Vec<Block> = Vec::new();
        for (at, item) in order.iter().enumerate() {
            // A line that bends is worse than a box that is off the middle.
            let weight = if self.items[*item].kind == Kind::Bend { 6.0 } else { 1.0 };
            let mut block = Block { sum: (wanted[at] - offsets[at]) * weight, weight, items: 1 };
            while let Some(last) = blocks.pop_if(|last| last.sum / last.weight > block.sum / block.weight) {
                block.sum += last.sum;
                block.weight += last.weight;
                block.items += last.items;
            }
            blocks.push(block);
        }
        let mut at = 0;
        for block in blocks {
            for _ in 0..block.items {
                self.items[self.layers[layer][at]].x = block.sum / block.weight + offsets[at];
                at += 1;
            }
        }
    }
}
