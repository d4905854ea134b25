//! What many samples come to.

/// The sample that this share of all samples does not exceed; `None` when there are none.
pub(super) fn percentile(samples: &[f64], percent: usize) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied()
}

/// The sample in the middle.
pub(super) fn median(samples: &[f64]) -> Option<f64> {
    percentile(samples, 50)
}

/// The mean; zero when there are none.
pub(super) fn mean(samples: impl IntoIterator<Item = f64>) -> f64 {
    let (sum, count) = samples.into_iter().fold((0.0, 0_u32), |(sum, count), sample| (sum + sample, count + 1));
    sum / f64::from(count.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_samples_whatever_their_order() {
        let samples: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        assert_eq!([50, 95, 100].map(|percent| percentile(&samples, percent)), [Some(100.0), Some(190.0), Some(200.0)]);
        assert_eq!(percentile(&[7.0], 95), Some(7.0));
        assert_eq!(percentile(&[7.0], 0), Some(7.0));
        assert_eq!(percentile(&[], 50), None);
    }

    #[test]
    fn the_median_of_few_samples_is_the_lower_of_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), Some(2.0));
    }

    #[test]
    fn the_mean_of_nothing_is_zero() {
        assert_eq!(mean([]), 0.0);
        assert_eq!(mean([1.0, 2.0]), 1.5);
    }
}
