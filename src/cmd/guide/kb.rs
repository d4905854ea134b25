//! Plans of guides on disk, with the knowledge base around them when there is one.

use std::path::{Path, PathBuf};

use content::guide::plan::{Places, Plan};

use super::text_of;
use crate::cmd::Failure;

/// The plan of the guide in a file. When the file lies in a knowledge base, its links are followed there.
pub(super) fn plan(file: &Path) -> Result<Plan, Failure> {
    let text = text_of(file)?;
    if let Some((root, path)) = around(file)
        && let Ok(report) = publish::read(&root)
    {
        let mut plan = Plan::read(&path, &text, Some(&Places::of(&report.kb)));
        plan.path = file.display().to_string();
        return Ok(plan);
    }
    Ok(Plan::read(&file.display().to_string().replace('\\', "/"), &text, None))
}

/// The plans of all guides of the knowledge base in a folder, by path.
pub(super) fn plans(folder: &Path) -> Result<Vec<Plan>, Failure> {
    let report = publish::read(folder)?;
    let places = Places::of(&report.kb);
    let guides = report.kb.guides.iter();
    Ok(guides.filter_map(|guide| Some(Plan::read(&guide.path, report.source(&guide.path)?, Some(&places)))).collect())
}

/// The knowledge base that a guide lies in, and its path there. It is the nearest folder above with a `portal.toml`, or
/// else the one that holds the folder `guides` beside articles or forms.
fn around(file: &Path) -> Option<(PathBuf, String)> {
    let file = file.canonicalize().ok()?;
    let holds = |folder: &Path, name: &str| folder.join(name).exists();
    let is_kb = |folder: &&Path| {
        let untended = file.starts_with(folder.join("guides")) && (holds(folder, "articles") || holds(folder, "forms"));
        holds(folder, "portal.toml") || untended
    };
    let root = file.ancestors().skip(1).find(is_kb)?;
    let parts = file.strip_prefix(root).ok()?.iter().map(|part| part.to_str());
    let path = parts.collect::<Option<Vec<_>>>()?.join("/");
    Some((root.to_owned(), path))
}
