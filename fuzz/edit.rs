//! Ways to tamper with bytes.

use libfuzzer_sys::arbitrary::{self, Arbitrary};

/// The longest that bytes may become.
const LONGEST: usize = 1 << 16;

/// One way to tamper with bytes. Places count from the start, or from the end, where formats keep their footers.
#[derive(Debug, Arbitrary)]
pub enum Edit {
    /// Another byte.
    Byte(Place, u8),
    /// Another number of four bytes.
    Short(Place, u32),
    /// Another number of eight bytes.
    Long(Place, u64),
    /// Bytes left out.
    Cut(Place, u8),
    /// Bytes put in.
    Insert(Place, Vec<u8>),
    /// Other bytes altogether.
    Replace(Vec<u8>),
}

/// Where.
#[derive(Debug, Clone, Copy, Arbitrary)]
pub struct Place {
    at: u16,
    from_end: bool,
}

impl Edit {
    /// Tampers.
    pub fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Cut(place, count) => {
                let at = place.among(bytes.len());
                bytes.drain(at..bytes.len().min(at + usize::from(*count)));
            }
            Self::Insert(place, more) if bytes.len() + more.len() <= LONGEST => {
                let at = place.among(bytes.len());
                bytes.splice(at..at, more.iter().copied());
            }
            Self::Replace(other) if other.len() <= LONGEST => bytes.clone_from(other),
            _ => self.overwrite(bytes),
        }
    }

    /// Tampers, but leaves the length as it is.
    pub fn overwrite(&self, bytes: &mut [u8]) {
        let (place, new) = match self {
            Self::Byte(place, byte) => (*place, vec![*byte]),
            Self::Short(place, number) => (*place, number.to_le_bytes().to_vec()),
            Self::Long(place, number) => (*place, number.to_le_bytes().to_vec()),
            Self::Insert(place, new) => (*place, new.clone()),
            Self::Cut(place, count) => (*place, vec![0; usize::from(*count)]),
            Self::Replace(new) => (Place { at: 0, from_end: false }, new.clone()),
        };
        let at = place.among(bytes.len());
        bytes[at..].iter_mut().zip(new).for_each(|(byte, new)| *byte = new);
    }
}

impl Place {
    fn among(self, length: usize) -> usize {
        let at = usize::from(self.at) % length.max(1);
        if self.from_end { length.saturating_sub(at) } else { at.min(length) }
    }
}
