//! CRC-32 as in gzip and PNG. The crate that tantivy writes its own with carries 16 kB of tables, which the browser would
//! have to download.

/// Counts up over several pieces.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Checksum(u32);

impl Checksum {
    pub(crate) fn new() -> Self {
        Self(u32::MAX)
    }

    #[must_use]
    pub(crate) fn with(self, bytes: &[u8]) -> Self {
        let mut register = self.0;
        for byte in bytes {
            let [low, ..] = (register ^ u32::from(*byte)).to_le_bytes();
            register = (register >> 8) ^ TABLE[usize::from(low)];
        }
        Self(register)
    }

    pub(crate) fn value(self) -> u32 {
        !self.0
    }
}

/// The checksum of one piece.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    Checksum::new().with(bytes).value()
}

static TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut entry = index as u32;
        let mut bit = 0;
        while bit < 8 {
            entry = if entry & 1 == 1 { (entry >> 1) ^ 0xEDB8_8320 } else { entry >> 1 };
            bit += 1;
        }
        table[index] = entry;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{Checksum, checksum};

    #[test]
    fn it_is_the_checksum_of_gzip() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
        assert_eq!(checksum(b""), 0);
        assert_eq!(Checksum::new().with(b"1234").with(b"56789").value(), 0xCBF4_3926);
    }
}
