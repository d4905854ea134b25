//! How much of a query pages have in the reader's own words.
//!
//! When some page has all of them, the reader knows what the pages call it: pages with more of the query should win, and
//! other words for it are mostly noise. When none has, the other words have to find it.

use crate::logarithm::ln;

/// How fast trust goes as the best page has less of the query: at nine tenths a fifth is left.
const STEEPNESS: i32 = 16;

/// The share of the query's rarity that each page has.
pub(crate) struct Coverage {
    documents: f64,
    pages: Vec<f64>,
    best: f64,
    whole: f64,
}

impl Coverage {
    pub(crate) fn new(documents: u32) -> Self {
        Self { documents: f64::from(documents), pages: vec![0.0; documents as usize], best: 0.0, whole: 0.0 }
    }

    /// Counts one thing asked for, of this weight, that these pages have. What no page has counts most.
    pub(crate) fn add(&mut self, pages: impl ExactSizeIterator<Item = u32>, weight: f64) {
        let count = pages.len() as f64;
        let worth = weight * ln(1.0 + (self.documents - count + 0.5) / (count + 0.5));
        self.whole += worth;
        for page in pages {
            if let Some(covered) = self.pages.get_mut(page as usize) {
                *covered += worth;
                self.best = self.best.max(*covered);
            }
        }
    }

    /// How much of the query a page has, from 0 to 1.
    pub(crate) fn share(&self, page: u32) -> f64 {
        self.of_whole(self.pages.get(page as usize).copied().unwrap_or(0.0))
    }

    /// How sure it is that the reader used the pages' own words, from 0 to 1.
    pub(crate) fn trust(&self) -> f64 {
        // By hand: `powi` may differ between targets in the last bit.
        let mut trust = self.of_whole(self.best);
        let mut power = 1;
        while power < STEEPNESS {
            trust *= trust;
            power *= 2;
        }
        trust
    }

    fn of_whole(&self, covered: f64) -> f64 {
        if self.whole > 0.0 { (covered / self.whole).min(1.0) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Coverage;

    #[test]
    fn a_rare_word_covers_more_than_a_common_one() {
        let mut coverage = Coverage::new(4);
        coverage.add([0, 1, 2].into_iter(), 1.0);
        coverage.add([3].into_iter(), 1.0);
        assert!(coverage.share(3) > 0.5 && coverage.share(0) < 0.5);
        assert!((coverage.share(3) + coverage.share(0) - 1.0).abs() < 1e-12);
        assert_eq!(coverage.share(9), 0.0);
    }

    #[test]
    fn a_page_with_everything_is_trusted_fully_and_half_of_it_hardly() {
        let mut coverage = Coverage::new(2);
        assert_eq!(coverage.trust(), 0.0);
        coverage.add([0].into_iter(), 1.0);
        assert_eq!(coverage.trust(), 1.0);
        coverage.add([1].into_iter(), 1.0);
        assert!(coverage.trust() < 0.001);
    }

    #[test]
    fn what_no_page_has_leaves_little_trust() {
        let mut coverage = Coverage::new(100);
        coverage.add([0, 1].into_iter(), 1.0);
        coverage.add([].into_iter(), 1.0);
        assert!(coverage.trust() < 0.01);
    }
}
