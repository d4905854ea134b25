#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use proptest::prelude::*;

use super::{HEADER, Pack, VERSION, write};
use crate::PackError;

fn files() -> Vec<(String, Vec<u8>)> {
    vec![("one.txt".to_owned(), b"hello".to_vec()), ("empty".to_owned(), Vec::new()), ("two".to_owned(), vec![7; 300])]
}

#[test]
fn what_was_written_is_read() {
    let pack = Pack::open(write(&files()).unwrap()).unwrap();
    assert_eq!(pack.file("one.txt").unwrap().as_slice(), b"hello");
    assert_eq!(pack.file("empty").unwrap().len(), 0);
    assert_eq!(pack.file("two").unwrap().len(), 300);
    assert!(pack.file("three").is_none());
}

#[test]
fn faults_have_readable_messages() {
    let whole = write(&files()).unwrap();
    let message = |bytes: Vec<u8>| Pack::open(bytes).unwrap_err().to_string();

    assert_eq!(message(b"<!doctype html>".to_vec()), "this is not a search pack");
    assert_eq!(message(Vec::new()), "the search pack has 0 bytes where 24 were written");
    assert_eq!(
        message(whole[..100].to_vec()),
        format!("the search pack has 100 bytes where {} were written", whole.len())
    );

    let mut other = whole.clone();
    other[4] = 9;
    assert_eq!(message(other), format!("the search pack has format 9, but format {VERSION} is needed"));

    let mut flipped = whole.clone();
    *flipped.last_mut().unwrap() ^= 1;
    assert_eq!(message(flipped), "the search pack is damaged: the checksum of `two` is wrong");

    let mut contents = whole;
    contents[HEADER + 1] ^= 1;
    assert_eq!(message(contents), "the search pack is damaged: the checksum of `contents` is wrong");
}

proptest! {
    #[test]
    fn any_cut_is_noticed(at in 0_usize..380) {
        let whole = write(&files()).unwrap();
        prop_assume!(at < whole.len());
        let torn = matches!(Pack::open(whole[..at].to_vec()), Err(PackError::Torn { .. }));
        prop_assert!(torn);
    }

    #[test]
    fn any_flipped_bit_is_noticed(at in 0_usize..380, bit in 0_u32..8) {
        let mut bytes = write(&files()).unwrap();
        prop_assume!(at < bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(Pack::open(bytes).is_err());
    }

    #[test]
    fn noise_is_refused(noise in proptest::collection::vec(any::<u8>(), 0..200), magic in any::<bool>()) {
        let mut bytes = if magic { [b"TZPK".as_slice(), &VERSION.to_le_bytes()].concat() } else { Vec::new() };
        bytes.extend(noise);
        prop_assert!(Pack::open(bytes).is_err());
    }
}
