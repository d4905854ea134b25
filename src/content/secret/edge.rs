//! What stands around a place in a text.

/// The character before a place.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character at a place.
pub(super) fn at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether no word goes on here from before.
pub(super) fn opens(text: &str, place: usize) -> bool {
    before(text, place).is_none_or(|c| !c.is_alphanumeric())
}

/// Whether no word goes on from here.
pub(super) fn closes(text: &str, place: usize) -> bool {
    at(text, place).is_none_or(|c| !c.is_alphanumeric())
}

/// The end of the run of bytes from a place on that fulfil a condition, which only ASCII may do.
pub(super) fn run(text: &str, from: usize, of: impl Fn(u8) -> bool) -> usize {
    run_of(text, from, usize::MAX, of)
}

/// The same for so many bytes at most. Whoever may ask again within the run says how far it needs to look, so that a long
/// text is not looked through again and again.
pub(super) fn run_of(text: &str, from: usize, most: usize, of: impl Fn(u8) -> bool) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    from + rest.iter().take(most).take_while(|byte| byte.is_ascii() && of(**byte)).count()
}

/// As much of a text from a place on as these bytes hold.
pub(super) fn part(text: &str, from: usize, bytes: usize) -> &str {
    let mut end = text.len().min(from + bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(from..end).unwrap_or_default()
}

/// Places at which a character begins.
pub(super) fn places(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().map(|(at, _)| at)
}
