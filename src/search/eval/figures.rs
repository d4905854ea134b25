//! The figures that people who measure searches compare.

use std::time::Duration;

/// How well queries were answered; all but the first and the times are means from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// How many queries were measured.
    pub queries: usize,
    /// Normalised discounted cumulative gain of the first ten hits; a grade is its own gain, as in `trec_eval`.
    pub ndcg_10: f64,
    /// Share of queries whose first hit answers them.
    pub success_1: f64,
    /// Share of queries with an answer among the first three hits.
    pub success_3: f64,
    /// Share of queries with an answer among the first ten hits.
    pub success_10: f64,
    /// Mean of one by the place of the first answer, 0 when it is not among the first ten.
    pub mrr_10: f64,
    /// Share of queries that the desk would answer with a page if they were tickets.
    pub first_answers: f64,
    /// Share of these pages that answer the query; 0 when there are none.
    pub first_right: f64,
    /// Time that half of the queries did not exceed, in milliseconds.
    pub ms_p50: f64,
    /// Time that 95 of 100 queries did not exceed, in milliseconds.
    pub ms_p95: f64,
}

/// What came of one query.
#[derive(Debug, Clone)]
pub(super) struct Result {
    /// Grades of the hits, best hit first.
    pub(super) found: Vec<i32>,
    /// All grades that were given.
    pub(super) judged: Vec<i32>,
    /// Grade of the page that the desk would answer with, when it would.
    pub(super) first: Option<i32>,
    /// How long it took.
    pub(super) took: Duration,
}

impl Figures {
    pub(super) fn of(results: &[Result]) -> Self {
        let mean =
            |figure: &dyn Fn(&Result) -> f64| results.iter().map(figure).sum::<f64>() / results.len().max(1) as f64;
        let share = |holds: &dyn Fn(&Result) -> bool| mean(&|result| f64::from(holds(result)));
        let answered = share(&|result| result.first.is_some());
        let right = share(&|result| result.first.is_some_and(|grade| grade > 0));
        let success = |places: usize| share(&|result| first(result).is_some_and(|place| place < places));
        let mut times: Vec<Duration> = results.iter().map(|result| result.took).collect();
        times.sort_unstable();
        Self {
            queries: results.len(),
            ndcg_10: mean(&ndcg),
            success_1: success(1),
            success_3: success(3),
            success_10: success(10),
            mrr_10: mean(&|result| {
                first(result).filter(|place| *place < 10).map_or(0.0, |place| 1.0 / (place + 1) as f64)
            }),
            first_answers: answered,
            first_right: if answered > 0.0 { right / answered } else { 0.0 },
            ms_p50: percentile(&times, 50),
            ms_p95: percentile(&times, 95),
        }
    }
}

/// Where the first answer stands, from 0.
fn first(result: &Result) -> Option<usize> {
    result.found.iter().position(|grade| *grade > 0)
}

fn ndcg(result: &Result) -> f64 {
    let mut best = result.judged.clone();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let ideal = gain(&best);
    if ideal > 0.0 { gain(&result.found) / ideal } else { 0.0 }
}

/// Discounted cumulative gain of the first ten.
fn gain(grades: &[i32]) -> f64 {
    grades.iter().take(10).zip(2_u32..).map(|(grade, place)| f64::from((*grade).max(0)) / f64::from(place).log2()).sum()
}

/// The nearest rank: the smallest time that so many of a hundred do not exceed.
fn percentile(sorted: &[Duration], share: usize) -> f64 {
    let rank = (sorted.len() * share).div_ceil(100).max(1);
    sorted.get(rank - 1).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Figures, Result, percentile};

    fn result(found: &[i32], judged: &[i32]) -> Result {
        Result { found: found.to_vec(), judged: judged.to_vec(), first: None, took: Duration::from_millis(4) }
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn places_are_counted() {
        let figures = Figures::of(&[
            result(&[1], &[1]),
            result(&[0, 0, 1], &[1]),
            result(&[0, 0, 0, 1], &[1]),
            result(&[0, -1], &[1, -1]),
        ]);
        assert_eq!(figures.queries, 4);
        assert_eq!((figures.success_1, figures.success_3, figures.success_10), (0.25, 0.5, 0.75));
        assert!(close(figures.mrr_10, (1.0 + 1.0 / 3.0 + 0.25) / 4.0));
        assert!(close(figures.ndcg_10, (1.0 + 0.5 + 1.0 / 5_f64.log2()) / 4.0));
    }

    #[test]
    fn better_grades_belong_further_up() {
        let figures = Figures::of(&[result(&[1, 3], &[3, 1, 0])]);
        let ideal = 3.0 + 1.0 / 3_f64.log2();
        assert!(close(figures.ndcg_10, (1.0 + 3.0 / 3_f64.log2()) / ideal));
    }

    #[test]
    fn first_answers_are_counted_and_right_ones_among_them() {
        let first = |first| Result { first, ..result(&[1], &[1]) };
        let figures = Figures::of(&[first(Some(2)), first(None), first(Some(0)), first(Some(1))]);
        assert!(close(figures.first_answers, 0.75) && close(figures.first_right, 2.0 / 3.0));
        assert_eq!(Figures::of(&[first(None)]).first_right, 0.0);
    }

    #[test]
    fn the_eleventh_place_is_too_far() {
        let mut found = vec![0; 10];
        found.push(1);
        let figures = Figures::of(&[result(&found, &[1])]);
        assert_eq!((figures.ndcg_10, figures.mrr_10, figures.success_10), (0.0, 0.0, 0.0));
    }

    #[test]
    fn times_are_those_that_were_measured() {
        let times: Vec<Duration> = (1..=20).map(Duration::from_millis).collect();
        assert_eq!((percentile(&times, 50), percentile(&times, 95)), (10.0, 19.0));
        assert_eq!(percentile(&[], 50), 0.0);
    }

    #[test]
    fn nothing_asked_is_nothing_measured() {
        assert_eq!(Figures::of(&[]).ndcg_10, 0.0);
    }
}
