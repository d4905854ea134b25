//! Any bytes as what another system tells, rightly signed: by each of the five ways.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| desk::fuzzing::callbacks(bytes));
