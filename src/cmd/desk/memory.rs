//! How much memory the desk is given at a time.

/// Refuses pages of two megabytes, which the allocator asks Linux for: each thread touches a few kilobytes of several, and a small
/// desk would take twice the memory. Where that cannot be refused the desk is merely larger.
#[cfg(target_os = "linux")]
pub(super) fn in_small_pages() {
    if let Err(cause) = rustix::thread::disable_transparent_huge_pages(true) {
        tracing::debug!(%cause, "the desk takes memory in large pages");
    }
}

/// Elsewhere memory comes as it comes.
#[cfg(not(target_os = "linux"))]
pub(super) fn in_small_pages() {}
