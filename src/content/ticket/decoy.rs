//! A field that people never see. Programs that fill in whatever they find give themselves away by it.

use super::FieldError;

/// What it is called, in requests, errors and pages.
pub const DECOY: &str = "leave_empty";

/// What is wrong when it holds something. It is said so that a person can mend it, should it ever be filled by one.
pub fn decoy(text: &str) -> Option<FieldError> {
    let message = "Empty the field “Leave this empty”: it is there for machines, which fill in everything";
    (!text.trim().is_empty()).then(|| FieldError { field: DECOY.into(), message: message.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_says_something_fills_it() {
        assert_eq!([decoy(""), decoy(" \n")], [None, None]);
        assert_eq!(decoy("https://pills.example").map(|error| error.field), Some(DECOY.to_owned()));
    }
}
