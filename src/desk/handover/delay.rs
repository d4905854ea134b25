//! How long to wait before the next attempt.

use std::time::Duration;

/// The longest wait that the desk chooses by itself.
const LONGEST: Duration = Duration::from_secs(3_600);
/// The longest wait that another system can ask for.
const MOST_ASKED: Duration = Duration::from_secs(24 * 3_600);

/// After so many attempts that failed, when the wait after the first is this long, and not before what the other system asked
/// for. `chance` is anything from 0 to 255: it makes
/// a wait up to a fourth longer, so that what failed together does not come back together.
pub(super) fn after(first: Duration, failed: u32, asked: Option<Duration>, chance: u8) -> Duration {
    let doubled = first.saturating_mul(2_u32.saturating_pow(failed.saturating_sub(1).min(16)));
    let wait = doubled.min(LONGEST).max(asked.unwrap_or_default().min(MOST_ASKED));
    wait + wait.mul_f64(f64::from(chance) / 255.0 / 4.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(failed: u32, asked: Option<u64>, chance: u8) -> u64 {
        after(Duration::from_secs(5), failed, asked.map(Duration::from_secs), chance).as_secs()
    }

    #[test]
    fn waits_double_up_to_an_hour() {
        assert_eq!([1, 2, 3, 4].map(|failed| seconds(failed, None, 0)), [5, 10, 20, 40]);
        assert_eq!([20, u32::MAX].map(|failed| seconds(failed, None, 0)), [3_600, 3_600]);
    }

    #[test]
    fn chance_makes_a_wait_longer_and_never_shorter() {
        assert_eq!((seconds(20, None, 255), seconds(1, Some(100), 255)), (4_500, 125));
    }

    #[test]
    fn what_the_other_system_asks_for_is_kept_to_within_reason() {
        assert_eq!(seconds(1, Some(600), 0), 600);
        assert_eq!(seconds(9, Some(1), 0), 1_280);
        assert_eq!(seconds(1, Some(u64::MAX), 0), 24 * 3_600);
    }
}
