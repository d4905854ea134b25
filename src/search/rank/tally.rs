//! Numbers kept for pages while a question is ranked.

/// How often each page has a word.
pub(super) struct Times {
    pub(super) counts: Vec<u32>,
    pub(super) touched: Vec<u32>,
    /// Whether some pages could not be counted, because what is known about them has to be fetched first.
    pub(super) wanting: bool,
}

impl Times {
    pub(super) fn new(documents: u32) -> Self {
        Self { counts: vec![0; documents as usize], touched: Vec::new(), wanting: false }
    }

    pub(super) fn add(&mut self, page: u32, more: u32) {
        if let Some(count) = self.counts.get_mut(page as usize) {
            if *count == 0 {
                self.touched.push(page);
            }
            *count = count.saturating_add(more);
        }
    }

    pub(super) fn drain(&mut self, mut each: impl FnMut(u32, u32)) {
        for page in self.touched.drain(..) {
            if let Some(count) = self.counts.get_mut(page as usize) {
                each(page, std::mem::take(count));
            }
        }
    }
}

/// A number for each page.
pub(super) struct Tally {
    pub(super) scores: Vec<f64>,
    pub(super) counts: Vec<u16>,
    pub(super) touched: Vec<u32>,
}

impl Tally {
    pub(super) fn new(documents: u32) -> Self {
        let documents = documents as usize;
        Self { scores: vec![0.0; documents], counts: vec![0; documents], touched: Vec::new() }
    }

    /// Adds to a page's number and counts the addition.
    pub(super) fn add(&mut self, page: u32, score: f64) {
        self.change(page, |old| old + score);
    }

    /// Adds to the number of a page that has one.
    pub(super) fn add_to_known(&mut self, page: u32, score: f64) {
        if self.counts.get(page as usize).is_some_and(|count| *count > 0) {
            self.add(page, score);
        }
    }

    /// Raises a page's number to this one if it is lower.
    pub(super) fn raise(&mut self, page: u32, score: f64) {
        self.change(page, |old| old.max(score));
    }

    pub(super) fn change(&mut self, page: u32, change: impl Fn(f64) -> f64) {
        let index = page as usize;
        if let (Some(score), Some(count)) = (self.scores.get_mut(index), self.counts.get_mut(index)) {
            if *count == 0 {
                self.touched.push(page);
            }
            *score = change(*score);
            *count = count.saturating_add(1);
        }
    }

    /// Gives each page that has a number, with it and the count of changes, and forgets them.
    pub(super) fn drain(&mut self, mut each: impl FnMut(u32, f64, u16)) {
        for page in self.touched.drain(..) {
            let index = page as usize;
            if let (Some(score), Some(count)) = (self.scores.get_mut(index), self.counts.get_mut(index)) {
                each(page, std::mem::take(score), std::mem::take(count));
            }
        }
    }
}

/// Room for one search.
pub(super) struct Scratch {
    pub(super) times: Times,
    pub(super) word: Tally,
    pub(super) way: Tally,
    pub(super) unit: Tally,
}

impl Scratch {
    pub(super) fn new(documents: u32) -> Self {
        Self {
            times: Times::new(documents),
            word: Tally::new(documents),
            way: Tally::new(documents),
            unit: Tally::new(documents),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn a_tally_adds_raises_and_forgets() {
        let mut tally = Tally::new(3);
        tally.add(2, 1.0);
        tally.add(2, 0.5);
        tally.raise(0, 4.0);
        tally.raise(0, 3.0);
        tally.add(9, 1.0);
        tally.add_to_known(0, 0.25);
        tally.add_to_known(1, 1.0);
        let mut seen = Vec::new();
        tally.drain(|page, score, count| seen.push((page, score, count)));
        assert_eq!(seen, [(2, 1.5, 2), (0, 4.25, 3)]);
        tally.drain(|_, _, _| unreachable!("it was drained"));
    }
}
