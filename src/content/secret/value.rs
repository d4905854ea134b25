//! Whether what stands behind a word is likely the secret that the word announces.

/// Words that stand behind `password=` and are none. With a colon, and with "is", no word without a digit counts anyway.
const WORDS: [&str; 24] = [
    "blank",
    "changed",
    "changeme",
    "empty",
    "error",
    "expired",
    "false",
    "forgotten",
    "hidden",
    "incorrect",
    "invalid",
    "missing",
    "none",
    "null",
    "password",
    "redacted",
    "removed",
    "required",
    "reset",
    "string",
    "true",
    "undefined",
    "unknown",
    "wrong",
];
/// Characters that people put into passwords and hardly ever into words.
const SYMBOLS: &str = "!@#$%^&*+=~?§€£<>|";

/// How a password is announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// By `=`, as programs do: a word alone is one then.
    Equals,
    /// By a colon or by "is", as people do.
    Said,
}

/// Whether a value is likely a password.
pub(super) fn is_password(value: &str, sign: Sign) -> bool {
    let core = value.trim_end_matches(['!', '?']).trim_end_matches("'s").trim_end_matches("’s");
    let (letters, digits) = (any(core, char::is_alphabetic), any(core, |c| c.is_ascii_digit()));
    let symbols = core.char_indices().any(|(at, c)| at > 0 && SYMBOLS.contains(c));
    if value.chars().count() < 4 || is_placeholder(value) || is_something_else(core) {
        return false;
    }
    match (letters, digits) {
        (true, true) => true,
        (false, true) => core.chars().all(|c| c.is_ascii_digit()) || symbols,
        (true, false) if symbols => true,
        (true, false) => sign == Sign::Equals && !WORDS.contains(&core.to_lowercase().as_str()),
        (false, false) => false,
    }
}

/// Whether a value is likely a personal identification number.
pub(super) fn is_pin(value: &str) -> bool {
    (4..=8).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a value is likely a key: long, of the characters that encodings use, and mixed. Sixteen hexadecimal digits are
/// how .NET names who published a library (`PublicKeyToken=`), which error messages are full of.
pub(super) fn is_key(value: &str) -> bool {
    let encoded = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.+/=~%".contains(&byte);
    let (letters, digits) = (any(value, char::is_alphabetic), any(value, |c| c.is_ascii_digit()));
    let short_hex = value.len() == 16 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    value.len() >= 16
        && !short_hex
        && value.bytes().all(encoded)
        && letters
        && digits
        && !is_guid(value)
        && !is_address(value)
}

/// Whether something stands in for a value: `<password>`, `${PASSWORD}`, `%PASSWORD%`, `****`, or the mark of one that
/// was removed.
pub(super) fn is_placeholder(value: &str) -> bool {
    let mut chars = value.chars();
    let first = chars.next();
    let same = first.is_some_and(|first| chars.all(|c| c.eq_ignore_ascii_case(&first)));
    let wrapped = [('<', '>'), ('{', '}'), ('%', '%'), ('[', ']'), ('(', ')')];
    same || value.starts_with("${")
        || value.starts_with("$(")
        || wrapped.iter().any(|(open, close)| value.len() > 1 && value.starts_with(*open) && value.ends_with(*close))
}

/// Whether a value is a date, a version, a code, an address: what people write behind a colon more often than a password.
fn is_something_else(value: &str) -> bool {
    is_guid(value) || is_address(value) || is_code(value) || is_reference(value) || is_numbers(value)
}

/// Numbers with separators, with or without a unit or a `v`: dates, times, versions, fractions, addresses of networks.
fn is_numbers(value: &str) -> bool {
    let value = value.strip_prefix(['v', 'V']).unwrap_or(value);
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let unit = value.len() - number.len();
    let separated = number.contains(['.', '-', '/', ':', ',', '+', 'T']);
    let plain = number.chars().all(|c| c.is_ascii_digit() || ".-/:,+T".contains(c));
    plain && any(number, |c| c.is_ascii_digit()) && (separated || unit > 0) && unit <= 3
}

/// `0x80070005`, and what else counts in sixteens.
fn is_code(value: &str) -> bool {
    let digits = value.strip_prefix("0x").or_else(|| value.strip_prefix("0X"));
    let hash = value.len() >= 32 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    hash || digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Capitals and a long number, as of tickets, updates and errors: `INC0012345`, `KB5034441`, `AADSTS50126`, `TZ-7F3K9Q`.
fn is_reference(value: &str) -> bool {
    let number = value.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let capitals = value.len() - number.len();
    let upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let with_dash =
        number.strip_prefix('-').is_some_and(|rest| (3..=8).contains(&rest.len()) && rest.chars().all(upper));
    let without = number.len() >= 5 && number.bytes().all(|byte| byte.is_ascii_digit());
    (2..=8).contains(&capitals) && (with_dash || without)
}

/// An address of the web, of mail or of a file.
fn is_address(value: &str) -> bool {
    let domain = value.rsplit_once('@').map(|(_, domain)| domain);
    let ends = |domain: &str| {
        domain
            .rsplit_once('.')
            .is_some_and(|(_, top)| top.len() > 1 && top.bytes().all(|byte| byte.is_ascii_alphabetic()))
    };
    value.contains("://") || value.starts_with("www.") || value.starts_with("\\\\") || domain.is_some_and(ends)
}

fn is_guid(value: &str) -> bool {
    let value = value.trim_matches(['{', '}']);
    let groups = value.split('-').map(str::len);
    groups.eq([8, 4, 4, 4, 12]) && value.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn any(text: &str, is: impl Fn(char) -> bool) -> bool {
    text.chars().any(is)
}
