#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::io::ErrorKind;
use std::sync::Mutex;

use proptest::prelude::*;
use tantivy::directory::OwnedBytes;

use super::{Archive, KEPT, State, hash};
use crate::PackError;
use crate::pack::Piece;

/// A hundred bytes in pieces of ten; the first twenty-five are held.
fn archive() -> (Archive, Vec<u8>) {
    let bytes: Vec<u8> = (0..100).collect();
    let archive = Archive {
        files: Vec::new(),
        held: vec![(0, OwnedBytes::new(bytes[..25].to_vec()))],
        length: 100,
        piece_size: 10,
        hashes: bytes.chunks(10).map(hash).collect(),
        state: Mutex::new(State::default()),
    };
    (archive, bytes)
}

fn piece(archive: &Archive, number: usize) -> Piece {
    archive.pieces().nth(number).unwrap()
}

#[test]
fn what_is_missing_is_named_and_read_once_it_is_here() {
    let (archive, bytes) = archive();
    assert_eq!(archive.read(5..25).unwrap().as_slice(), &bytes[5..25]);
    assert_eq!(archive.read(20..41).unwrap_err().kind(), ErrorKind::WouldBlock);
    assert_eq!(archive.missing(), [2, 3, 4].map(|number| piece(&archive, number)));
    for number in [2, 3, 4] {
        archive.supply(piece(&archive, number), bytes[number * 10..][..10].to_vec()).unwrap();
    }
    archive.begin();
    assert_eq!(archive.read(20..41).unwrap().as_slice(), &bytes[20..41]);
    assert!(archive.missing().is_empty() && !archive.is_partial());
}

#[test]
fn other_bytes_are_not_taken_for_a_piece() {
    let (archive, bytes) = archive();
    let third = piece(&archive, 3);
    for wrong in [&bytes[40..50], &bytes[30..39], &bytes[30..41], &[]] {
        assert!(matches!(archive.supply(third, wrong.to_vec()), Err(PackError::Damaged { .. })));
    }
    let stranger = Piece { number: 30, hash: 1 };
    assert!(archive.supply(stranger, bytes[30..40].to_vec()).is_err());
}

#[test]
fn what_is_lost_is_told_from_what_is_on_its_way_until_there_is_hope() {
    let (archive, _) = archive();
    archive.begin();
    archive.give_up(piece(&archive, 5));
    assert_eq!(archive.read(50..55).unwrap_err().kind(), ErrorKind::NotFound);
    assert!(archive.is_partial() && archive.missing().is_empty());
    archive.hope();
    archive.begin();
    assert!(!archive.is_partial());
    assert_eq!(archive.read(50..55).unwrap_err().kind(), ErrorKind::WouldBlock);
}

#[test]
fn pieces_that_were_not_used_for_longest_go_first() {
    let size = KEPT / 4;
    let bytes = vec![0; size * 8];
    let archive = Archive {
        files: Vec::new(),
        held: Vec::new(),
        length: bytes.len(),
        piece_size: size,
        hashes: bytes.chunks(size).map(hash).collect(),
        state: Mutex::new(State::default()),
    };
    for number in 0..8 {
        archive.begin();
        archive.supply(piece(&archive, number), bytes[..size].to_vec()).unwrap();
        archive.read(0..1).unwrap();
    }
    archive.begin();
    assert!(archive.read(0..1).is_ok(), "it was used all the time");
    assert!(archive.read(7 * size..8 * size).is_ok());
    assert_eq!(archive.read(size..2 * size).unwrap_err().kind(), ErrorKind::WouldBlock);
}

proptest! {
    #[test]
    fn any_range_reads_the_same_from_pieces(start in 0_usize..110, length in 0_usize..110) {
        let (archive, bytes) = archive();
        for (piece, bytes) in archive.pieces().zip(bytes.chunks(10)) {
            archive.supply(piece, bytes.to_vec()).unwrap();
        }
        let read = archive.read(start..start + length);
        match bytes.get(start..start + length) {
            Some(expected) => prop_assert_eq!(read.unwrap().to_vec(), expected),
            None => prop_assert!(length == 0 || read.is_err()),
        }
    }

    #[test]
    fn what_was_read_is_recorded_without_overlaps(reads in prop::collection::vec((0_usize..90, 1_usize..10), 1..9)) {
        let (archive, _) = archive();
        archive.record();
        for (start, length) in &reads {
            let _ = archive.read(*start..start + length);
        }
        let recorded = archive.recorded(0);
        for place in 0..100 {
            let asked = reads.iter().any(|(start, length)| (*start..start + length).contains(&place));
            prop_assert_eq!(recorded.iter().filter(|range| range.contains(&place)).count(), usize::from(asked));
        }
    }
}
