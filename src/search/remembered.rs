//! What was looked up before: with every letter that a reader types, nearly all words are those of the last search.

use std::collections::HashMap;
use std::io;
use std::sync::{Mutex, PoisonError};

use crate::pack::unless_lost;

/// How many words are remembered; then all are forgotten, which costs no more than one slow search now and then.
const MOST: usize = 2_000;

/// What is known of words.
#[derive(Debug, Default)]
pub(crate) struct Remembered<T>(Mutex<HashMap<String, T>>);

impl<T: Clone + Default> Remembered<T> {
    /// What is known of a word, read now if it was not before. What cannot be had counts as nothing, and is read again the
    /// next time.
    pub(crate) fn or_read(&self, word: &str, read: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(word) {
            return Ok(found.clone());
        }
        let found = match read() {
            Ok(found) => found,
            lost => return unless_lost(lost),
        };
        let mut known = known();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(word.to_owned(), found.clone());
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_once() {
        let remembered = Remembered::default();
        assert_eq!(remembered.or_read("vpn", || Ok(3)).ok(), Some(3));
        assert_eq!(remembered.or_read("vpn", || Ok(4)).ok(), Some(3));
    }

    #[test]
    fn what_could_not_be_had_is_read_again() {
        let remembered = Remembered::default();
        let lost = || Err(io::ErrorKind::NotFound.into());
        assert_eq!(remembered.or_read("vpn", lost).ok(), Some(0));
        let wanted = || Err(io::ErrorKind::WouldBlock.into());
        assert!(remembered.or_read("vpn", wanted).is_err());
        assert_eq!(remembered.or_read("vpn", || Ok(4)).ok(), Some(4));
    }

    #[test]
    fn no_more_is_remembered_than_there_is_room_for() {
        let remembered = Remembered::default();
        for word in 0..=MOST {
            assert_eq!(remembered.or_read(&word.to_string(), || Ok(word)).ok(), Some(word));
        }
        assert!(remembered.0.lock().is_ok_and(|known| known.len() <= MOST));
    }
}
