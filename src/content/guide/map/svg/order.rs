//! Orders each layer so that few lines cross: every item goes where the middle of its neighbours is, downwards and upwards
//! in turn, and the best order met is kept.

use super::layers::Layers;

/// How often all layers are put in order.
const SWEEPS: usize = 24;

impl Layers {
    pub(super) fn order(&mut self) {
        let mut best = self.layers.clone();
        let mut fewest = self.crossings();
        for sweep in 0..SWEEPS {
            if fewest == 0 {
                break;
            }
            let down = sweep % 2 == 0;
            let count = self.layers.len();
            for at in 1..count {
                self.settle(if down { at } else { count - 1 - at }, down);
            }
            let crossings = self.crossings();
            if crossings < fewest {
                fewest = crossings;
                best.clone_from(&self.layers);
            }
        }
        self.layers = best;
    }

    /// Sorts one layer by the middle of each item's neighbours in the layer above, or below.
    fn settle(&mut self, layer: usize, by_above: bool) {
        let places = self.places();
        let middle = |item: usize| {
            let item_places = &self.items[item];
            let near = if by_above { &item_places.above } else { &item_places.below };
            match near.len() {
                0 => places[item],
                count => near.iter().map(|near| places[*near]).sum::<f64>() / count as f64,
            }
        };
        let mut keyed: Vec<(f64, usize)> = self.layers[layer].iter().map(|item| (middle(*item), *item)).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.layers[layer] = keyed.into_iter().map(|(_, item)| item).collect();
    }

    /// Where in its layer each item stands, from 0 to 1, as layers hold very different numbers of items.
    fn places(&self) -> Vec<f64> {
        let mut places = vec![0.0; self.items.len()];
        for layer in &self.layers {
            for (at, item) in layer.iter().enumerate() {
                places[*item] = (at as f64 + 0.5) / layer.len() as f64;
            }
        }
        places
    }

    /// How many lines cross.
    pub(super) fn crossings(&self) -> usize {
        let mut at = vec![0; self.items.len()];
        for layer in &self.layers {
            layer.iter().enumerate().for_each(|(place, item)| at[*item] = place);
        }
        let between = |upper: &Vec<usize>, width: usize| {
            let mut ends = Vec::new();
            for item in upper {
                let mut below: Vec<usize> = self.items[*item].below.iter().map(|below| at[*below]).collect();
                below.sort_unstable();
                ends.extend(below);
            }
            inversions(&ends, width)
        };
        self.layers.windows(2).map(|pair| if let [upper, lower] = pair { between(upper, lower.len()) } else { 0 }).sum()
    }
}

/// How many pairs stand the wrong way round; all numbers are below `limit`. (Counted with a tree of sums.)
fn inversions(numbers: &[usize], limit: usize) -> usize {
    let mut sums = vec![0_usize; limit + 1];
    let mut count = 0;
    for (seen, number) in numbers.iter().enumerate() {
        let (mut at, mut not_larger) = (number + 1, 0);
        while at > 0 {
            not_larger += sums[at];
            at &= at - 1;
        }
        count += seen - not_larger;
        let mut at = number + 1;
        while at <= limit {
            sums[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn pairs_the_wrong_way_round_are_counted(numbers in proptest::collection::vec(0_usize..12, 0..30)) {
            let pairs = (0..numbers.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
            let expected = pairs.filter(|(a, b)| numbers[*a] > numbers[*b]).count();
            proptest::prop_assert_eq!(inversions(&numbers, 12), expected);
        }
    }
}
