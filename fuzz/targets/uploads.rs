//! Any bytes as a file: what it is, is told without a fault, and a picture that lost what it told of people is still the same kind.
//! Files are sent as they are, one by one, so that there is no `multipart/form-data` to be taken apart.

#![no_main]

use content::file::{sniff, without_metadata};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let kind = sniff(bytes);
    let cleaned = without_metadata(bytes.to_vec());
    assert_eq!(sniff(&cleaned.bytes), kind);
    assert_eq!(without_metadata(cleaned.bytes.clone()).bytes, cleaned.bytes, "a second time there is nothing left to do");
});
