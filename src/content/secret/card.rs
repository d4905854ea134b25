//! Numbers of payment cards, and the keys that open encrypted disks: digits in groups that can be checked.

use super::{Kind, Secret, edge};

/// How the digits of a card are grouped, the longest first.
const GROUPS: [&[usize]; 8] = [&[4, 4, 4, 4, 3], &[19], &[4, 4, 4, 4], &[16], &[4, 6, 5], &[15], &[4, 6, 4], &[14]];
/// A disk's recovery key: eight groups of six digits.
const RECOVERY: [usize; 8] = [6; 8];
/// Words before a number that say it is something else.
const OTHERS: [&str; 7] = ["imei", "meid", "iccid", "serial", "s/n", "tracking", "parcel"];
/// How far before a number such a word is looked for, in bytes.
const NEAR: usize = 24;

/// Numbers of cards and recovery keys.
pub(super) fn find(text: &str) -> Vec<Secret> {
    let mut found = Vec::new();
    let mut done = 0;
    for at in edge::places(text) {
        let starts = text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        if at < done || !starts || !is_free_before(text, at) {
            continue;
        }
        if let Some(secret) = recovery_key(text, at).or_else(|| card(text, at)) {
            done = secret.span.end;
            found.push(secret);
        }
    }
    found
}

fn recovery_key(text: &str, at: usize) -> Option<Secret> {
    let end = grouped(text, at, &RECOVERY, b'-')?;
    // Each group is eleven times a number of sixteen bits.
    let fits = |group: &str| group.parse::<u32>().is_ok_and(|group| group % 11 == 0 && group / 11 < 65_536);
    text.get(at..end)?.split('-').all(fits).then_some(Secret { span: at..end, kind: Kind::RecoveryKey })
}

fn card(text: &str, at: usize) -> Option<Secret> {
    let tries = GROUPS.iter().flat_map(|groups| [b' ', b'-'].map(|separator| (groups, separator)));
    let end = tries.filter_map(|(groups, separator)| grouped(text, at, groups, separator)).find(|end| {
        let digits: Vec<u8> =
            text.as_bytes().get(at..*end).unwrap_or_default().iter().copied().filter(u8::is_ascii_digit).collect();
        is_issued(&digits) && checks(&digits)
    })?;
    (!is_named_otherwise(text, at)).then_some(Secret { span: at..end, kind: Kind::Card })
}

/// The end of groups of digits of these lengths that start here, if they do and nothing more belongs to them.
fn grouped(text: &str, at: usize, groups: &[usize], separator: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = at;
    for (number, length) in groups.iter().enumerate() {
        if number > 0 {
            (bytes.get(end) == Some(&separator)).then_some(())?;
            end += 1;
        }
        let group = bytes.get(end..end + length)?;
        group.iter().all(u8::is_ascii_digit).then_some(())?;
        end += length;
    }
    is_free_behind(text, end, separator).then_some(end)
}

/// Whether no number, name or longer row of groups comes from before.
fn is_free_before(text: &str, at: usize) -> bool {
    let Some(before) = edge::before(text, at) else { return true };
    let place = at - before.len_utf8();
    let further = edge::before(text, place);
    match before {
        '+' | '_' => false,
        c if c.is_alphanumeric() => false,
        '-' => !further.is_some_and(char::is_alphanumeric),
        '.' | '/' | ',' | ':' => !further.is_some_and(|c| c.is_ascii_digit()),
        ' ' => !follows_a_group(text, place) && !follows_a_country(text, place),
        _ => true,
    }
}

/// Whether a group of four ends here: one of a longer row, or the head of an account number (IBAN).
fn follows_a_group(text: &str, end: usize) -> bool {
    let group = end.checked_sub(4).and_then(|start| text.as_bytes().get(start..end).map(|group| (start, group)));
    group.is_some_and(|(start, group)| {
        let digits = group.iter().all(u8::is_ascii_digit);
        let head = group[..2].iter().all(u8::is_ascii_uppercase) && group[2..].iter().all(u8::is_ascii_digit);
        (digits || head) && text.is_char_boundary(start) && edge::opens(text, start)
    })
}

/// Whether the code of a country ends here, as in `+44`: then a phone number goes on.
fn follows_a_country(text: &str, end: usize) -> bool {
    let bytes = text.as_bytes().get(..end).unwrap_or_default();
    let digits = bytes.iter().rev().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    digits > 0 && bytes.get(..end - digits).is_some_and(|before| before.ends_with(b"+"))
}

fn is_free_behind(text: &str, end: usize, separator: u8) -> bool {
    let mut rest = text.get(end..).unwrap_or_default().chars();
    match (rest.next(), rest.next()) {
        (Some(c), _) if c.is_alphanumeric() || c == '_' => false,
        (Some('-' | '.' | '/' | ','), Some(c)) if c.is_ascii_digit() => false,
        (Some('-'), Some(c)) if c.is_alphabetic() => separator == b' ',
        _ => true,
    }
}

/// Whether a company issues cards with these first digits and of this length.
fn is_issued(digits: &[u8]) -> bool {
    let head =
        |length: usize| digits.iter().take(length).fold(0_u32, |number, digit| number * 10 + u32::from(digit - b'0'));
    match (digits.len(), head(1), head(2), head(3), head(4)) {
        // Visa.
        (16 | 19, 4, ..) => true,
        // Mastercard.
        (16, _, 51..=55, ..) | (16, _, _, _, 2221..=2720) => true,
        // American Express.
        (15, _, 34 | 37, ..) => true,
        // Discover, and Diners of today.
        (16 | 19, _, 65, ..) | (16 | 19, _, _, 644..=649, _) | (16 | 19, _, _, _, 6011) => true,
        // Diners.
        (14 | 16, _, 36 | 38 | 39, ..) | (14 | 16, _, _, 300..=305, _) => true,
        // JCB.
        (16 | 19, _, _, _, 3528..=3589) => true,
        // UnionPay.
        (16 | 19, _, 62, ..) => true,
        // Maestro.
        (16 | 19, _, _, _, 5018 | 5020 | 5038 | 5893 | 6304 | 6759 | 6761..=6763) => true,
        _ => false,
    }
}

/// Whether the last digit is the one that the others ask for (Luhn).
fn checks(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .map(|digit| u32::from(digit - b'0'))
        .enumerate()
        .map(|(place, digit)| if place % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether a word shortly before says that the number is of a device or a parcel.
fn is_named_otherwise(text: &str, at: usize) -> bool {
    let near = text.as_bytes().get(at.saturating_sub(NEAR)..at).unwrap_or_default().to_ascii_lowercase();
    OTHERS.iter().any(|word| near.windows(word.len()).any(|bytes| bytes == word.as_bytes()))
}
