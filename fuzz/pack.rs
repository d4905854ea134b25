//! A pack taken apart, as `src/search/pack.rs` describes it.

use xxhash_rust::xxh64::xxh64;

/// Bytes before the contents.
const HEADER: usize = 28;

/// The parts of a pack.
#[derive(Debug, Clone)]
pub struct Pack {
    version: [u8; 4],
    piece: u32,
    /// Names and lengths of the files.
    pub files: Vec<(Vec<u8>, u64)>,
    /// Where the parts that are held start, and their lengths.
    pub held: Vec<(u64, u64)>,
    /// Hashes of the pieces.
    pub hashes: Vec<u64>,
    /// The parts that are held.
    pub data: Vec<u8>,
}

impl Pack {
    /// Takes a sound pack apart.
    pub fn of(bytes: &[u8]) -> Self {
        let mut rest = Rest(&bytes[16..]);
        let length = rest.u32() as usize;
        let mut contents = Rest(&bytes[HEADER + 8..HEADER + length]);
        let piece = contents.u32();
        let files = (0..contents.u32())
            .map(|_| {
                let length = usize::from(contents.take(1)[0]);
                (contents.take(length).to_vec(), contents.u64())
            })
            .collect();
        let held = (0..contents.u32()).map(|_| (contents.u64(), contents.u64())).collect();
        let hashes = contents.0.chunks_exact(8).map(|bytes| Rest(bytes).u64()).collect();
        let version = bytes[4..8].try_into().expect("four bytes");
        Self { version, piece, files, held, hashes, data: bytes[HEADER + length..].to_vec() }
    }

    /// The files one by one; only of a pack that holds everything.
    pub fn split(&self) -> Vec<Vec<u8>> {
        let mut rest = Rest(&self.data);
        self.files.iter().map(|(_, length)| rest.take(*length as usize).to_vec()).collect()
    }

    /// Puts other files in the place of those there were.
    pub fn join(&mut self, files: &[Vec<u8>]) {
        self.data = files.concat();
        self.files.iter_mut().zip(files).for_each(|((_, length), bytes)| *length = bytes.len() as u64);
        self.held = vec![(0, self.data.len() as u64)];
    }

    /// Makes a pack that is in pieces one that holds everything.
    pub fn fill(&mut self, archive: Vec<u8>) {
        (self.piece, self.hashes) = (0, Vec::new());
        self.held = vec![(0, archive.len() as u64)];
        self.data = archive;
    }

    /// Puts another archive of the same length in the place of the one there was; its pieces come back.
    pub fn refill(&mut self, archive: &[u8]) -> Vec<Vec<u8>> {
        self.data = self
            .held
            .iter()
            .flat_map(|(start, length)| &archive[*start as usize..][..*length as usize])
            .copied()
            .collect();
        self.hashes = archive.chunks(self.piece as usize).map(|piece| xxh64(piece, 0)).collect();
        archive.chunks(self.piece as usize).map(<[u8]>::to_vec).collect()
    }

    /// The table of contents, without the checksum it begins with.
    pub fn contents(&self) -> Vec<u8> {
        let mut contents = self.piece.to_le_bytes().to_vec();
        contents.extend((self.files.len() as u32).to_le_bytes());
        for (name, length) in &self.files {
            contents.push(name.len() as u8);
            contents.extend(name);
            contents.extend(length.to_le_bytes());
        }
        contents.extend((self.held.len() as u32).to_le_bytes());
        contents
            .extend(self.held.iter().flat_map(|(start, length)| [start.to_le_bytes(), length.to_le_bytes()].concat()));
        contents.extend(self.hashes.iter().flat_map(|hash| hash.to_le_bytes()));
        contents
    }

    /// A pack with this table of contents, right lengths and right checksums.
    pub fn with(&self, contents: &[u8]) -> Vec<u8> {
        let contents = [xxh64(&self.data, 0).to_le_bytes().as_slice(), contents].concat();
        let in_all = (HEADER + contents.len() + self.data.len()) as u64;
        let length = contents.len() as u32;
        let mut pack = [b"TZPK".as_slice(), &self.version, &in_all.to_le_bytes(), &length.to_le_bytes()].concat();
        let sum = xxh64(&[pack.as_slice(), &contents].concat(), 0);
        pack.extend(sum.to_le_bytes());
        [pack.as_slice(), &contents, &self.data].concat()
    }
}

/// What is left of a sound pack.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }

    fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.take(4).try_into().expect("four bytes"))
    }

    fn u64(&mut self) -> u64 {
        u64::from_le_bytes(self.take(8).try_into().expect("eight bytes"))
    }
}
