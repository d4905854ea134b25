#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::ops::Range;

use proptest::prelude::*;

use super::{Archive, HEADER, Layout, VERSION, hash, read, write};
use crate::PackError;
use crate::pack::Piece;

/// Lays out `one.txt`, an empty file and `two`.
fn lay_out(held: &[Range<usize>], piece: usize) -> (Vec<u8>, Vec<u8>) {
    let files = [("one.txt".to_owned(), 5), ("empty".to_owned(), 0), ("two".to_owned(), 300)];
    let archive = [b"hello".as_slice(), &[7; 300]].concat();
    let pieces: Vec<Piece> = match piece {
        0 => Vec::new(),
        _ => archive.chunks(piece).map(hash).enumerate().map(|(number, hash)| Piece { number, hash }).collect(),
    };
    (write(&Layout { files: &files, held, pieces: (piece, &pieces) }, &archive).unwrap(), archive)
}

fn whole() -> Vec<u8> {
    lay_out(std::slice::from_ref(&(0..305)), 0).0
}

fn file(archive: &Archive, name: &str) -> Vec<u8> {
    archive.file(name).unwrap().unwrap().to_vec()
}

#[test]
fn what_was_written_is_read() {
    let archive = read(whole()).unwrap();
    assert_eq!(file(&archive, "one.txt"), b"hello");
    assert_eq!(file(&archive, "empty"), b"");
    assert_eq!(file(&archive, "two"), [7; 300]);
    assert!(archive.file("three").is_none());
    assert!(!archive.is_in_pieces());
}

#[test]
fn what_is_held_is_there_and_the_rest_comes_in_pieces() {
    let (pack, bytes) = lay_out(&[0..5, 100..110], 64);
    let archive = read(pack).unwrap();
    assert_eq!(file(&archive, "one.txt"), b"hello");
    assert_eq!(archive.file("two").unwrap().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
    let missing = archive.missing();
    assert_eq!(missing, archive.pieces().collect::<Vec<_>>());
    for (piece, bytes) in missing.into_iter().zip(bytes.chunks(64)) {
        archive.supply(piece, bytes.to_vec()).unwrap();
    }
    assert_eq!(file(&archive, "two"), [7; 300]);
}

#[test]
fn faults_have_readable_messages() {
    let message = |bytes: Vec<u8>| read(bytes).err().unwrap().to_string();
    assert_eq!(message(b"<!doctype html>".to_vec()), "this is not a search pack");
    assert_eq!(message(Vec::new()), "the search pack has 0 bytes where 28 were written");
    assert_eq!(
        message(whole()[..100].to_vec()),
        format!("the search pack has 100 bytes where {} were written", whole().len())
    );

    let mut other = whole();
    other[4] = 99;
    assert_eq!(message(other), format!("the search pack has format 99, but format {VERSION} is needed"));

    let mut flipped = whole();
    *flipped.last_mut().unwrap() ^= 1;
    assert_eq!(message(flipped), "the search pack is damaged: the checksum of `data` is wrong");

    let mut contents = whole();
    contents[HEADER + 1] ^= 1;
    assert_eq!(message(contents), "the search pack is damaged: the checksum of `contents` is wrong");
}

#[test]
fn contents_that_do_not_fit_together_are_refused() {
    for (held, piece) in [(vec![0..5, 10..20], 0), (vec![5..10, 0..5], 64), (vec![0..10, 5..20], 64)] {
        assert!(matches!(read(lay_out(&held, piece).0), Err(PackError::Damaged { .. })), "{held:?}, pieces of {piece}");
    }
}

/// A pack with these bytes in the place of its contents, and right checksums.
fn forged(contents: &[u8], data: &[u8]) -> Vec<u8> {
    let in_all = (HEADER + contents.len() + data.len()) as u64;
    let length = contents.len() as u32;
    let mut pack = [b"TZPK".as_slice(), &VERSION.to_le_bytes(), &in_all.to_le_bytes(), &length.to_le_bytes()].concat();
    let sum = hash(&[pack.as_slice(), contents].concat());
    pack.extend(sum.to_le_bytes());
    [pack.as_slice(), contents, data].concat()
}

#[test]
fn lengths_beyond_all_measure_are_refused() {
    let start = |files: u32| [hash(b"").to_le_bytes().as_slice(), &64_u32.to_le_bytes(), &files.to_le_bytes()].concat();
    let long = [start(1).as_slice(), &[1, b'a'], &u64::MAX.to_le_bytes(), &0_u32.to_le_bytes()].concat();
    let many = start(u32::MAX);
    let outside =
        [start(0).as_slice(), &1_u32.to_le_bytes(), &u64::MAX.to_le_bytes(), &u64::MAX.to_le_bytes()].concat();
    for contents in [long, many, outside] {
        assert!(matches!(read(forged(&contents, b"")), Err(PackError::Damaged { .. })), "{contents:?}");
    }
}

proptest! {
    #[test]
    fn any_cut_is_noticed(at in 0_usize..400) {
        let whole = whole();
        prop_assume!(at < whole.len());
        let torn = matches!(read(whole[..at].to_vec()), Err(PackError::Torn { .. }));
        prop_assert!(torn);
    }

    #[test]
    fn any_flipped_bit_is_noticed(at in 0_usize..450, bit in 0_u32..8) {
        let (mut bytes, _) = lay_out(&[0..5, 100..305], 64);
        prop_assume!(at < bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(read(bytes).is_err());
    }

    #[test]
    fn noise_is_refused(noise in proptest::collection::vec(any::<u8>(), 0..200), magic in any::<bool>()) {
        let mut bytes = if magic { [b"TZPK".as_slice(), &VERSION.to_le_bytes()].concat() } else { Vec::new() };
        bytes.extend(noise);
        prop_assert!(read(bytes).is_err());
    }

    #[test]
    fn forged_contents_never_panic(contents in proptest::collection::vec(0_u8..3, 0..80), data in 0_usize..9) {
        if let Ok(archive) = read(forged(&contents, &vec![0; data])) {
            for (_, place) in &archive.files {
                let _ = archive.read(place.clone());
            }
        }
    }
}
