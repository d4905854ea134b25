//! Schema, query plan, ranking and the pack: the only crate that names tantivy. Native and wasm give the same hits in
//! the same order.

pub mod message;
pub mod titles;
