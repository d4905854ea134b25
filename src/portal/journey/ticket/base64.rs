//! Base64 in its two alphabets (RFC 4648).

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The alphabet that mail and JSON use, padded.
pub(in crate::journey) fn standard(bytes: &[u8]) -> String {
    let mut text = encode(bytes, STANDARD);
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// The alphabet that needs no escaping in an address, without padding.
pub(in crate::journey) fn url(bytes: &[u8]) -> String {
    encode(bytes, URL)
}

fn encode(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0, |bits, &byte| (bits << 8) | u32::from(byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            let digit = (bits >> (18 - 6 * place)) & 0x3f;
            text.push(char::from(alphabet[digit as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of RFC 4648, section 10.
    const VECTORS: [(&str, &str); 6] =
        [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")];

    #[test]
    fn both_alphabets_give_the_standard_answers() {
        for (bytes, text) in VECTORS {
            assert_eq!(standard(bytes.as_bytes()), text);
            assert_eq!(url(bytes.as_bytes()), text.trim_end_matches('='));
        }
        assert_eq!(standard(&[0xfb, 0xff, 0xfe]), "+//+");
        assert_eq!(url(&[0xfb, 0xff, 0xfe]), "-__-");
    }
}
