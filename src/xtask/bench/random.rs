//! Chance that comes out the same on every machine.

/// A source of chance: SplitMix64. It is no secret and need not be one.
pub(super) struct Random(u64);

impl Random {
    /// The source that gives the same numbers whenever it starts from this seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, or zero when there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        // Sizes of slices fit into 64 bits on every machine that Rust knows, and so does what is below them.
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// One of these; `None` when there are none.
    pub(super) fn one_of<'a, T>(&mut self, these: &'a [T]) -> Option<&'a T> {
        these.get(self.below(these.len()))
    }

    /// All of these in another order.
    pub(super) fn shuffled<T>(&mut self, mut these: Vec<T>) -> Vec<T> {
        for end in (1..these.len()).rev() {
            let other = self.below(end + 1);
            these.swap(end, other);
        }
        these
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_numbers_everywhere() {
        let mut random = Random::new(1);
        assert_eq!([(); 4].map(|()| random.below(1000)), [465, 519, 590, 235]);
    }

    #[test]
    fn shuffling_keeps_everything() {
        let mut shuffled = Random::new(1).shuffled((0..100).collect::<Vec<_>>());
        assert_ne!(shuffled, (0..100).collect::<Vec<_>>());
        shuffled.sort_unstable();
        assert_eq!(shuffled, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_can_be_chosen_from_nothing() {
        assert_eq!(Random::new(1).one_of::<u8>(&[]), None);
        assert_eq!(Random::new(1).below(0), 0);
    }
}
