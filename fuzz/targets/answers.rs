//! Any bytes as what other systems answer to the five sinks that speak HTTP, line by line: a status, a space and the body.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| desk::fuzzing::answers(bytes));
