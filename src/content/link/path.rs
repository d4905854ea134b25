//! Paths inside of a knowledge base.

/// The path that `path` means in the file `from`; a leading `/` starts at the folder of the knowledge base. `None` when
/// it leads out of it.
pub(super) fn joined(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = match path.starts_with('/') {
        true => Vec::new(),
        false => from.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect()),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// How the file `from` writes a link to `path`.
pub(super) fn relative(from: &str, path: &str) -> String {
    let folder: Vec<&str> = from.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect());
    let parts: Vec<&str> = path.split('/').collect();
    let shared = folder.iter().zip(&parts).take_while(|(a, b)| a == b).count().min(parts.len() - 1);
    let up = std::iter::repeat_n("..", folder.len() - shared);
    up.chain(parts.iter().skip(shared).copied()).collect::<Vec<_>>().join("/").replace(' ', "%20")
}
