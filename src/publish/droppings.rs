//! Files that operating systems leave in every folder they look at: nobody wrote them, and nobody misses them.

/// Whether a file of this name is one.
pub(crate) fn is_dropping(name: &str) -> bool {
    let known = [".ds_store", "desktop.ini", "ehthumbs.db", "thumbs.db"];
    name.starts_with("._") || known.contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::is_dropping;

    #[test]
    fn only_what_systems_leave_behind_is_one() {
        for name in [".DS_Store", "Thumbs.db", "desktop.ini", "Desktop.ini", "._photo.png"] {
            assert!(is_dropping(name), "{name}");
        }
        for name in ["thumbs.md", ".nojekyll", "_photo.png", "CNAME"] {
            assert!(!is_dropping(name), "{name}");
        }
    }
}
