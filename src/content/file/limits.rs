//! How many files may come, how large, and of which kinds.

use serde::{Deserialize, Serialize};

use super::kinds::{self, DEFAULT_TYPES};

/// Bytes of what settings and messages call a megabyte.
pub const MEGABYTE: u64 = 1024 * 1024;
/// Most bytes of a file's name, as file systems have it.
const LONGEST_NAME: usize = 255;
/// How much of a name is repeated in a message.
const SHOWN: usize = 60;

/// What one field of a form, or one reply, takes of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLimits {
    /// How many files; none where it is 0.
    pub most: usize,
    /// How many bytes each may have.
    pub largest: u64,
    /// How many bytes all may have together.
    pub together: u64,
    /// Media types, or all of a kind such as `image/*`.
    pub types: Vec<String>,
}

impl Default for FileLimits {
    fn default() -> Self {
        Self {
            most: 5,
            largest: 10 * MEGABYTE,
            together: 25 * MEGABYTE,
            types: DEFAULT_TYPES.iter().map(|entry| (*entry).to_owned()).collect(),
        }
    }
}

impl FileLimits {
    /// What is wrong with a file, as a sentence without its full stop. `name` may be a path; `media_type` is what
    /// [`sniff`](super::sniff()) tells of its bytes.
    pub fn judge(&self, name: &str, size: u64, media_type: Option<&str>) -> Option<String> {
        let name = crate::ticket::name_of(name);
        if name.is_empty() || name.len() > LONGEST_NAME {
            return Some(format!("Choose files with a name of at most {LONGEST_NAME} characters"));
        }
        let name: String = name.chars().take(SHOWN).collect();
        if size == 0 {
            return Some(format!("The file “{name}” is empty. Choose another one"));
        }
        if size > self.largest {
            let limit = megabytes(self.largest);
            return Some(format!("The file “{name}” is larger than {limit}. Choose a smaller one"));
        }
        let taken = media_type.is_some_and(|media_type| self.allows(media_type));
        (!taken).then(|| format!("The file “{name}” is of a kind that is not taken. Choose {}", self.kinds()))
    }

    /// What is wrong with several files taken together; each of them alone is [judged](Self::judge).
    pub fn judge_all(&self, count: usize, together: u64) -> Option<String> {
        if count > 0 && self.most == 0 {
            return Some("No files are taken. Take them out".to_owned());
        }
        if count > self.most {
            let files = if self.most == 1 { "file" } else { "files" };
            return Some(format!("Choose at most {} {files}", self.most));
        }
        let limit = megabytes(self.together);
        (together > self.together)
            .then(|| format!("The files are larger than {limit} together. Choose fewer or smaller ones"))
    }

    /// Whether files of this media type are taken.
    pub fn allows(&self, media_type: &str) -> bool {
        self.types.iter().any(|entry| kinds::allows(entry, media_type))
    }

    /// What is taken, in words: `pictures, PDF and zip archives`.
    pub fn kinds(&self) -> String {
        kinds::words(&self.types)
    }
}

/// `10 MB`. Settings name whole megabytes.
fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes / MEGABYTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_judged_by_its_name_its_size_and_its_bytes() {
        let limits = FileLimits::default();
        let said = |name, size, media_type| limits.judge(name, size, media_type).unwrap_or_default();
        assert_eq!(said("jam.jpg", 10 * MEGABYTE, Some("image/jpeg")), "");
        assert_eq!(said("../..", 1, Some("image/jpeg")), "Choose files with a name of at most 255 characters");
        assert_eq!(said("a.png", 0, Some("image/png")), "The file “a.png” is empty. Choose another one");
        assert_eq!(
            said("C:\\a.png", 10 * MEGABYTE + 1, Some("image/png")),
            "The file “a.png” is larger than 10 MB. Choose a smaller one"
        );
        let kind = "The file “a.exe” is of a kind that is not taken. Choose pictures, PDF, plain text such as logs and \
                    CSV, office documents, zip archives and videos";
        assert_eq!(said("a.exe", 1, None), kind);
        assert_eq!(said("a.exe", 1, Some("application/gzip")), kind);
    }

    #[test]
    fn files_are_counted_and_weighed_together() {
        let limits = FileLimits { most: 2, ..FileLimits::default() };
        assert_eq!(limits.judge_all(2, 25 * MEGABYTE), None);
        assert_eq!(limits.judge_all(3, 3).as_deref(), Some("Choose at most 2 files"));
        let heavy = "The files are larger than 25 MB together. Choose fewer or smaller ones";
        assert_eq!(limits.judge_all(2, 25 * MEGABYTE + 1).as_deref(), Some(heavy));
        let none = FileLimits { most: 0, ..FileLimits::default() };
        assert_eq!((none.judge_all(0, 0), none.judge_all(1, 1).is_some()), (None, true));
    }
}
