//! How much more text a field takes, told before the end comes.

/// What to tell about the room in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    /// There is room for this many characters more, at least.
    Left(usize),
    /// There are this many too many.
    Over(usize),
}

/// The room left in a field that takes `longest` characters; nothing while there is plenty. It is told in steps, so that a
/// screen reader does not count along with every key.
pub(super) fn room(text: &str, longest: usize) -> Option<Room> {
    // As the check counts.
    let used = text.trim().chars().count();
    let Some(left) = longest.checked_sub(used) else { return Some(Room::Over(used - longest)) };
    let step = longest / 50;
    let told = if left < step { left } else { left - left % step };
    (left <= longest / 10).then_some(Room::Left(told))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_told_in_steps_near_the_end_and_exactly_beyond_it() {
        let of = |used: usize| room(&"é".repeat(used), 500);
        assert_eq!(of(0), None);
        assert_eq!(of(449), None);
        assert_eq!(of(450), Some(Room::Left(50)));
        assert_eq!(of(457), Some(Room::Left(40)));
        assert_eq!(of(490), Some(Room::Left(10)));
        assert_eq!(of(493), Some(Room::Left(7)));
        assert_eq!(of(500), Some(Room::Left(0)));
        assert_eq!(of(503), Some(Room::Over(3)));
        assert_eq!(room(&format!("{}   ", "a".repeat(500)), 500), Some(Room::Left(0)));
    }
}
