//! The ticket endpoint and its store.
