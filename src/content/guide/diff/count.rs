//! Numbers of paths, which double with every question.

use std::fmt;

/// A number of paths. It goes to 2^128 - 2; more is told as more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(u128);

impl Count {
    /// One path.
    pub(super) const ONE: Self = Self(1);

    pub(super) fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The number; `None` when there are more than can be told.
    pub fn exact(self) -> Option<u128> {
        (self.0 < u128::MAX).then_some(self.0)
    }

    /// Whether it is exactly one.
    pub fn is_one(self) -> bool {
        self.0 == 1
    }

    /// The number without so many.
    pub(super) fn without(self, shown: usize) -> Self {
        Self(if self.0 == u128::MAX { self.0 } else { self.0.saturating_sub(shown as u128) })
    }
}

impl From<u128> for Count {
    fn from(number: u128) -> Self {
        Self(number)
    }
}

impl fmt::Display for Count {
    /// With a comma every three digits.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.exact().is_none() {
            return to.write_str("more than 10^38");
        }
        let digits = self.0.to_string();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                to.write_str(",")?;
            }
            write!(to, "{digit}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_easily_and_never_too_small() {
        assert_eq!(Count(3988).to_string(), "3,988");
        assert_eq!(Count(12).to_string(), "12");
        let most = Count(u128::MAX - 1);
        assert_eq!(most.plus(Count::ONE).plus(Count::ONE).to_string(), "more than 10^38");
        assert_eq!(most.plus(most).without(3).exact(), None);
        assert_eq!(Count(5).without(3), Count(2));
    }
}
