//! What the desk does by time alone: it notes what is due and what is late, closes what was solved long ago, and erases what was
//! closed long ago and what nobody has confirmed.

use std::{
    sync::Weak,
    time::{Duration, Instant},
};

use jiff::{SignedDuration, Timestamp};
use tracing::{error, info, warn};

use crate::{desk::Inner, store::Ticked};

const PAUSE: Duration = Duration::from_secs(30);
/// A clock that moves so much farther than time passes was set, and nobody knows yet whether it is right now.
const JUMP: SignedDuration = SignedDuration::from_mins(10);
/// For so long nothing is done by a clock that was set.
const DOUBT: Duration = Duration::from_secs(3_600);

/// Whether the clock on the wall can be trusted, as far as time that passes can tell.
#[derive(Debug, Default)]
struct Steady {
    last: Option<(Instant, Timestamp)>,
    /// Since when there is doubt.
    doubt: Option<Instant>,
}

/// What a look at the clock finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// It goes as it should.
    Yes,
    /// It was just set.
    Jumped,
    /// It was set not long ago.
    NotYet,
}

impl Steady {
    /// Looks at both clocks.
    fn look(&mut self, passed: Instant, wall: Timestamp) -> Trust {
        let last = self.last.replace((passed, wall));
        let jumped = last.is_some_and(|(before, said)| {
            let went = SignedDuration::try_from(passed.duration_since(before)).unwrap_or(SignedDuration::MAX);
            wall.duration_since(said).checked_sub(went).is_none_or(|more| more.abs() > JUMP)
        });
        if jumped {
            self.doubt = Some(passed);
            return Trust::Jumped;
        }
        match self.doubt {
            Some(since) if passed.duration_since(since) < DOUBT => Trust::NotYet,
            _ => {
                self.doubt = None;
                Trust::Yes
            }
        }
    }
}

/// Ticks as long as there is a desk.
pub(crate) async fn tick(desk: Weak<Inner>) {
    let mut steady = Steady::default();
    while let Some(desk) = desk.upgrade() {
        let now = Timestamp::now();
        match steady.look(Instant::now(), now) {
            Trust::Yes => tick_once(&desk, now).await,
            Trust::Jumped => warn!("the clock was set; nothing is closed or erased by it for an hour"),
            Trust::NotYet => {}
        }
        forget_limits(&desk).await;
        drop(desk);
        tokio::time::sleep(PAUSE).await;
    }
}

/// Goes by the clock of the server.
async fn forget_limits(desk: &Inner) {
    if desk.store.is_shared()
        && let Err(problem) = desk.store.forget_limits().await
    {
        error!(cause = problem.cause().map(tracing::field::display), "cannot forget what limits have counted");
    }
}

async fn tick_once(desk: &Inner, now: Timestamp) {
    match desk.store.tick(&desk.rules().terms(), now).await {
        Ok(ticked) if ticked == Ticked::default() => {}
        Ok(Ticked { warned, breached, closed, erased, unconfirmed }) => {
            info!(warned, breached, closed, erased, unconfirmed, "time has passed");
        }
        Err(problem) => error!(cause = problem.cause().map(tracing::field::display), "cannot note what is due"),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    #[test]
    fn a_clock_that_was_set_is_not_trusted_for_an_hour() {
        let (start, noon): (_, Timestamp) = (Instant::now(), "2026-11-28T12:00:00Z".parse().unwrap());
        let mut steady = Steady::default();
        let mut look = |minutes: u64, wall: i64| {
            steady.look(start + Duration::from_secs(60 * minutes), noon + SignedDuration::from_mins(wall))
        };
        assert_eq!([look(0, 0), look(1, 1), look(2, 7)], [Trust::Yes; 3], "a little is what computers do");
        assert_eq!(look(3, 60 * 24 * 400), Trust::Jumped);
        assert_eq!(look(4, 60 * 24 * 400 + 1), Trust::NotYet);
        assert_eq!(look(5, 10), Trust::Jumped, "also back");
        assert_eq!(look(64, 69), Trust::NotYet);
        assert_eq!(look(66, 71), Trust::Yes);
    }
}
