//! Files that go with a ticket.

use super::{File, clean};

/// How many files one field takes.
pub const MOST_FILES: usize = 5;
/// How many bytes all files of a field may have together.
pub const LARGEST_FILES: usize = 5 * 1024 * 1024;
/// Most bytes of a file's name, as file systems have it.
const LONGEST_NAME: usize = 255;

/// How many bytes a base64 text (standard alphabet, padded) stands for; `None` when it is none.
pub fn decoded_length(base64: &str) -> Option<usize> {
    let digits = base64.strip_suffix("==").or_else(|| base64.strip_suffix('=')).unwrap_or(base64);
    let padding = base64.len() - digits.len();
    let valid = digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
    (valid && base64.len().is_multiple_of(4)).then(|| base64.len() / 4 * 3 - padding)
}

/// What is wrong with the files of a field.
pub(super) fn check(files: &[File]) -> Option<String> {
    if files.len() > MOST_FILES {
        return Some(format!("Choose at most {MOST_FILES} files"));
    }
    let mut total = 0_usize;
    for file in files {
        let name = clean::name_of(&file.name);
        if name.is_empty() || name.len() > LONGEST_NAME {
            return Some(format!("Choose files with a name of at most {LONGEST_NAME} characters"));
        }
        let name: String = name.chars().take(60).collect();
        match decoded_length(&file.data) {
            None => return Some(format!("The file “{name}” did not arrive in one piece. Choose it again")),
            Some(0) => return Some(format!("The file “{name}” is empty. Choose another one")),
            Some(length) => total = total.saturating_add(length),
        }
    }
    (total > LARGEST_FILES).then(|| "The files must be smaller than 5 MB together".to_owned())
}
