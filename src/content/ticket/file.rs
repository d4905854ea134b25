//! Files that go with a ticket.

use super::File;
use crate::file::{FileLimits, is_upload_id};

/// What is wrong with the files of a field.
pub(super) fn check(files: &[File], limits: &FileLimits) -> Option<String> {
    if let Some(message) = limits.judge_all(files.len(), 0) {
        return Some(message);
    }
    for File { name, media_type, size, upload } in files {
        let twice = files.iter().filter(|other| other.upload == *upload).count() > 1;
        if twice || !is_upload_id(upload) {
            let name: String = super::name_of(name).chars().take(60).collect();
            return Some(format!("The file “{name}” did not arrive in one piece. Choose it again"));
        }
        if let Some(message) = limits.judge(name, *size, Some(media_type)) {
            return Some(message);
        }
    }
    let together = files.iter().fold(0_u64, |together, file| together.saturating_add(file.size));
    limits.judge_all(files.len(), together)
}
