//! The search worker: messages in, hits out.
