//! How good rankings are, by what people say about documents.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result, bail};

use super::statistics::mean;

/// How many places of a ranking are looked at.
pub(super) const DEPTH: usize = 10;

/// What people say about documents: grades by query and document.
pub(super) struct Judgement(BTreeMap<String, HashMap<String, f64>>);

/// How good rankings are, as means over all queries that have an answer.
#[derive(Debug, PartialEq)]
pub(super) struct Quality {
    /// How many queries there are.
    pub(super) queries: usize,
    /// Gain, less the further down it comes, as a part of the best there could be; a grade is its own gain.
    pub(super) ndcg: f64,
    /// Share of queries with an answer in the first place.
    pub(super) s1: f64,
    /// The same in the first three.
    pub(super) s3: f64,
    /// The same in the first ten.
    pub(super) s10: f64,
    /// One divided by the place of the first answer.
    pub(super) mrr: f64,
}

impl Judgement {
    /// Reads lines of query, document and grade, with tabs between them.
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut grades: BTreeMap<String, HashMap<String, f64>> = BTreeMap::new();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            let parts: Vec<_> = line.split('\t').collect();
            let [query, document, grade] = parts[..] else { bail!("line {} has not three parts", number + 1) };
            let grade =
                grade.trim().parse().with_context(|| format!("the grade in line {} is no number", number + 1))?;
            if grade > 0.0 {
                grades.entry(query.to_owned()).or_default().insert(document.to_owned(), grade);
            }
        }
        Ok(Self(grades))
    }

    /// Judges rankings by query. A query without a ranking found nothing.
    pub(super) fn of(&self, rankings: &HashMap<String, Vec<String>>) -> Quality {
        let judged: Vec<(f64, Option<usize>)> = self
            .0
            .iter()
            .map(|(query, grades)| judge(grades, rankings.get(query).map_or(&[], Vec::as_slice)))
            .collect();
        let found =
            |places: usize| mean(judged.iter().map(|(_, first)| f64::from(first.is_some_and(|at| at < places))));
        Quality {
            queries: judged.len(),
            ndcg: mean(judged.iter().map(|(ndcg, _)| *ndcg)),
            s1: found(1),
            s3: found(3),
            s10: found(DEPTH),
            mrr: mean(judged.iter().map(|(_, first)| first.map_or(0.0, |at| 1.0 / (at as f64 + 1.0)))),
        }
    }
}

/// The nDCG of one ranking, and where its first answer is, counted from zero.
fn judge(grades: &HashMap<String, f64>, ranking: &[String]) -> (f64, Option<usize>) {
    let gains: Vec<f64> =
        ranking.iter().take(DEPTH).map(|document| grades.get(document).copied().unwrap_or(0.0)).collect();
    let mut best: Vec<f64> = grades.values().copied().collect();
    best.sort_by(|one, other| other.total_cmp(one));
    best.truncate(DEPTH);
    (discounted(&gains) / discounted(&best), gains.iter().position(|gain| *gain > 0.0))
}

fn discounted(gains: &[f64]) -> f64 {
    gains.iter().enumerate().map(|(place, gain)| gain / (place as f64 + 2.0).log2()).sum()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    fn quality(qrels: &str, rankings: &[(&str, &[&str])]) -> Quality {
        let of = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let rankings = rankings.iter().map(|(query, ids)| ((*query).to_owned(), of(ids))).collect();
        Judgement::read(qrels).unwrap().of(&rankings)
    }

    #[test]
    fn the_right_answer_in_the_first_place_is_perfect() {
        let perfect = Quality { queries: 1, ndcg: 1.0, s1: 1.0, s3: 1.0, s10: 1.0, mrr: 1.0 };
        assert_eq!(quality("q\td\t1\n", &[("q", &["d", "e"])]), perfect);
    }

    #[test]
    fn an_answer_further_down_is_worth_less() {
        let third = quality("q\td\t1\n", &[("q", &["a", "b", "d"])]);
        assert_eq!(third, Quality { queries: 1, ndcg: 0.5, s1: 0.0, s3: 1.0, s10: 1.0, mrr: 1.0 / 3.0 });
        let eleventh = quality("q\td\t1\n", &[("q", &["a", "b", "c", "e", "f", "g", "h", "i", "j", "k", "d"])]);
        assert_eq!(eleventh, Quality { queries: 1, ndcg: 0.0, s1: 0.0, s3: 0.0, s10: 0.0, mrr: 0.0 });
    }

    #[test]
    fn grades_weigh() {
        let swapped = quality("q\ta\t2\nq\tb\t1\n", &[("q", &["b", "a"])]);
        let expected = (1.0 + 2.0 / 3_f64.log2()) / (2.0 + 1.0 / 3_f64.log2());
        assert!((swapped.ndcg - expected).abs() < 1e-12, "{swapped:?}");
    }

    #[test]
    fn queries_without_an_answer_do_not_count_and_those_without_a_ranking_do() {
        let half = quality("q\td\t1\nr\td\t0\ns\td\t1\n", &[("q", &["d"]), ("r", &["d"])]);
        assert_eq!((half.queries, half.s1), (2, 0.5));
    }

    #[test]
    fn a_line_that_is_none_is_an_error() {
        assert!(Judgement::read("q d 1\n").is_err());
        assert!(Judgement::read("q\td\tgood\n").is_err());
    }
}
