//! Slugs: words of an address.
