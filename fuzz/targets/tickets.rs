//! Any bytes as the body of a ticket, or of what is done with one: read or refused in few words, and what was read is written and
//! read back the same.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| desk::fuzzing::bodies(bytes));
