//! How often a ticket's status is asked for: soon at first, then ever more seldom, and not at all while nobody looks.

/// Milliseconds until the first look.
const FIRST: u32 = 15_000;
/// Milliseconds between looks at most.
const LAST: u32 = 300_000;

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

    /// How long it is.
    pub(super) fn milliseconds(self) -> u32 {
        self.milliseconds
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
            lengths.push(pause.milliseconds() / 1000);
            pause = pause.after(false);
        }
        assert_eq!(lengths, [15, 22, 33, 50, 75, 113, 170, 256, 300, 300]);
        assert_eq!(pause.after(true), Pause::first());
    }
}
