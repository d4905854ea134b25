//! How often a ticket's status is asked for: soon at first, then ever more seldom, and not at all while nobody looks.

/// Milliseconds until the first look.
const FIRST: u32 = 15_000;
/// Milliseconds between looks at most.
const LAST: u32 = 300_000;

/// Milliseconds from when something is due until the look that tells whether it came.
const AFTER_DUE: u32 = 1_000;

/// The pause before the next look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pause {
    milliseconds: u32,
}

impl Pause {
    /// The shortest one.
    pub(super) fn first() -> Self {
        Self { milliseconds: FIRST }
    }

    /// Milliseconds until the next look: at the latest when what is due in `due` milliseconds has not come, for then the
    /// ticket changes without anybody doing anything, and never before the desk wants to be asked again.
    pub(super) fn milliseconds(self, due: Option<u32>, patience: u32) -> u32 {
        let due = due.map(|due| due.saturating_add(AFTER_DUE));
        due.unwrap_or(u32::MAX).min(self.milliseconds).max(patience)
    }

    /// The pause after a look: short again when something is new, half as long again otherwise.
    pub(super) fn after(self, news: bool) -> Self {
        if news { Self::first() } else { Self { milliseconds: (self.milliseconds + self.milliseconds / 2).min(LAST) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_limit_and_news_shorten_them() {
        let mut pause = Pause::first();
        let mut lengths = Vec::new();
        for _ in 0..10 {
            lengths.push(pause.milliseconds(None, 0) / 1000);
            pause = pause.after(false);
        }
        assert_eq!(lengths, [15, 22, 33, 50, 75, 113, 170, 256, 300, 300]);
        assert_eq!(pause.after(true), Pause::first());
    }

    #[test]
    fn the_page_looks_when_something_was_due_and_not_before_the_desk_wants_it() {
        let pause = Pause::first();
        assert_eq!(pause.milliseconds(Some(4_000), 0), 5_000);
        assert_eq!(pause.milliseconds(Some(400_000), 0), 15_000);
        assert_eq!(pause.milliseconds(Some(u32::MAX), 0), 15_000);
        assert_eq!(pause.milliseconds(Some(4_000), 60_000), 60_000);
        assert_eq!(pause.milliseconds(None, 60_000), 60_000);
        assert_eq!(pause.milliseconds(None, 5_000), 15_000);
    }
}
