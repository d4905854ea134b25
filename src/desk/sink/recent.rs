//! What was handed over a moment ago.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

/// How many are remembered.
const MOST: usize = 1_000;

/// The newest things this process handed over. It only saves others from getting something twice when an attempt failed halfway;
/// nothing is lost when it is forgotten.
pub(super) struct Recent<T>(Mutex<VecDeque<(String, T)>>);

impl<T: Clone> Recent<T> {
    pub(super) fn new() -> Self {
        Self(Mutex::new(VecDeque::new()))
    }

    pub(super) fn add(&self, key: String, value: T) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(known, _)| *known != key);
        if all.len() >= MOST {
            all.pop_front();
        }
        all.push_back((key, value));
    }

    pub(super) fn get(&self, key: &str) -> Option<T> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().rev().find(|(known, _)| known == key).map(|(_, value)| value.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_remembered() {
        let recent = Recent::new();
        (0..=MOST).for_each(|number| recent.add(number.to_string(), number));
        assert_eq!((recent.get("0"), recent.get("1"), recent.get("1000")), (None, Some(1), Some(1000)));
        recent.add("1".into(), 7);
        assert_eq!((recent.get("1"), recent.get("2")), (Some(7), Some(2)));
    }
}
