//! Which suggestion the arrows are on.

/// An arrow key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrow {
    Up,
    Down,
}

/// The place after an arrow: round the list, with "none" (the words in the box) between its end and its beginning.
pub(super) fn step(active: Option<usize>, length: usize, arrow: Arrow) -> Option<usize> {
    match (arrow, active) {
        (_, _) if length == 0 => None,
        (Arrow::Down, None) => Some(0),
        (Arrow::Down, Some(at)) => (at + 1 < length).then_some(at + 1),
        (Arrow::Up, None) => Some(length - 1),
        (Arrow::Up, Some(at)) => at.checked_sub(1).map(|above| above.min(length - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_walk_round_the_list_and_through_the_box() {
        let down = |active| step(active, 3, Arrow::Down);
        let up = |active| step(active, 3, Arrow::Up);
        assert_eq!([down(None), down(Some(0)), down(Some(2))], [Some(0), Some(1), None]);
        assert_eq!([up(None), up(Some(1)), up(Some(0))], [Some(2), Some(0), None]);
    }

    #[test]
    fn a_list_that_shrank_or_went_is_no_trap() {
        assert_eq!(step(Some(7), 3, Arrow::Down), None);
        assert_eq!(step(Some(7), 3, Arrow::Up), Some(2));
        assert_eq!(step(Some(1), 0, Arrow::Down), None);
    }
}
