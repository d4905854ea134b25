//! A file as the reader gives it, made ready to go along.

use content::file::{Cleaned, Cleaning, FileLimits, sniff, without_metadata};
use content::ticket::File;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

use crate::journey::ticket::fresh_upload_id;
use crate::words::journey as words;

/// A file that may go along.
#[derive(Debug, PartialEq)]
pub(super) struct Picked {
    pub(super) file: File,
    pub(super) bytes: Vec<u8>,
    /// What its reader should know.
    pub(super) note: Option<String>,
}

/// Reads what the reader chose, or tells why it cannot go along. `taken` files go along already, with so many bytes.
pub(super) async fn read(file: &web_sys::File, limits: &FileLimits, taken: (usize, u64)) -> Result<Picked, String> {
    let name = given_name(&file.name());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "browsers count bytes in whole numbers"
    )]
    let size = file.size() as u64;
    if let Some(wrong) = limits.judge_all(taken.0 + 1, taken.1) {
        return Err(wrong);
    }
    // Before it is read: it may be a film of an hour.
    if size > limits.largest {
        return Err(limits.judge(&name, size, None).unwrap_or_default());
    }
    let Ok(buffer) = JsFuture::from(file.array_buffer()).await else { return Err(words::unreadable(&name)) };
    let picked = ready(name, js_sys::Uint8Array::new(buffer.unchecked_ref()).to_vec(), limits)?;
    match limits.judge_all(taken.0 + 1, taken.1 + picked.file.size) {
        Some(wrong) => Err(wrong),
        None => Ok(picked),
    }
}

/// Screenshots come from the clipboard under one name, all of them; by the time they differ.
fn given_name(name: &str) -> String {
    if !matches!(name, "" | "image.png") {
        return name.to_owned();
    }
    let now = js_sys::Date::new_0();
    let date = [now.get_full_year(), now.get_month() + 1, now.get_date()].map(|part| format!("{part:02}")).join("-");
    let time = [now.get_hours(), now.get_minutes(), now.get_seconds()].map(|part| format!("{part:02}")).join(".");
    format!("{} {date} {time}.png", words::SCREENSHOT)
}

/// Judges a file by its bytes, and frees it of what a picture tells.
fn ready(name: String, bytes: Vec<u8>, limits: &FileLimits) -> Result<Picked, String> {
    let Cleaned { bytes, cleaning } = without_metadata(bytes);
    let media_type = sniff(&bytes);
    let size = bytes.len() as u64;
    match (limits.judge(&name, size, media_type), media_type) {
        (None, Some(media_type)) => {
            let note = note(&name, media_type, cleaning);
            let file = File { name, media_type: media_type.to_owned(), size, upload: fresh_upload_id() };
            Ok(Picked { file, bytes, note })
        }
        (wrong, _) => Err(wrong.unwrap_or_default()),
    }
}

/// Pictures and films of phones tell where they were made.
fn note(name: &str, media_type: &str, cleaning: Cleaning) -> Option<String> {
    let tells = matches!(
        media_type,
        "image/jpeg"
            | "image/png"
            | "image/webp"
            | "image/heic"
            | "image/avif"
            | "image/tiff"
            | "video/mp4"
            | "video/quicktime"
    );
    match cleaning {
        Cleaning::Removed => Some(words::metadata_removed(name)),
        Cleaning::Unknown if tells => Some(words::metadata_unknown(name)),
        Cleaning::Unknown | Cleaning::Nothing => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    #[test]
    fn a_file_goes_along_as_what_its_bytes_are() {
        let picked = ready("log.exe".into(), b"all is well\n".to_vec(), &FileLimits::default()).unwrap();
        assert_eq!((&*picked.file.media_type, picked.file.size, picked.note), ("text/plain", 12, None));
        assert!(content::file::is_upload_id(&picked.file.upload));
    }

    #[test]
    fn what_is_not_taken_is_refused_with_the_reason() {
        let refused = ready("setup.png".into(), b"MZ\x90\0\x03".to_vec(), &FileLimits::default()).unwrap_err();
        assert!(refused.starts_with("The file “setup.png” is of a kind that is not taken"), "{refused}");
        assert!(ready("a.txt".into(), Vec::new(), &FileLimits::default()).unwrap_err().contains("is empty"));
    }

    #[test]
    fn the_reader_learns_what_of_a_picture_was_taken_out_and_what_could_not() {
        let told = |media_type, cleaning| note("a", media_type, cleaning);
        assert!(told("image/jpeg", Cleaning::Removed).is_some());
        assert_eq!(told("image/jpeg", Cleaning::Nothing), None);
        assert!(told("image/heic", Cleaning::Unknown).is_some());
        assert_eq!(told("application/pdf", Cleaning::Unknown), None);
    }
}
