//! What lies where in a knowledge base, and which of it a path may have meant.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::anchors::Anchors;
use crate::{Form, Kb, markdown, spelling};

/// Every file of a knowledge base by its path.
#[derive(Debug)]
pub(super) struct Places {
    places: BTreeMap<String, Place>,
    /// Paths by their lower-case form, for links that are right but for their case.
    folded: HashMap<String, String>,
    /// Paths by their lower-case file name, for files that were moved.
    named: HashMap<String, Vec<String>>,
    folders: HashSet<String>,
}

/// What a path leads to.
#[derive(Debug)]
pub(super) enum Place {
    Article { slug: String, anchors: Anchors },
    Guide { slug: String, steps: Anchors },
    Form(Box<Form>),
    Notice { id: String, anchors: Anchors },
    File,
}

impl Places {
    /// Takes in all files of a knowledge base.
    pub(super) fn new(kb: &Kb) -> Self {
        let mut places = BTreeMap::new();
        for file in &kb.files {
            places.insert(file.clone(), Place::File);
        }
        for article in &kb.articles {
            let mut anchors = Anchors::below(&article.title);
            article.headings.iter().for_each(|heading| anchors.add(&heading.id, &heading.text));
            anchors.ids.extend(article.anchors.iter().cloned());
            places.insert(article.path.clone(), Place::Article { slug: article.slug.clone(), anchors });
        }
        for guide in &kb.guides {
            let mut steps = Anchors::default();
            guide.steps.iter().for_each(|step| steps.add(&step.id, &step.title));
            places.insert(guide.path.clone(), Place::Guide { slug: guide.slug.clone(), steps });
        }
        for form in &kb.forms {
            places.insert(form.path.clone(), Place::Form(Box::new(form.clone())));
        }
        for notice in &kb.notices {
            let mut anchors = Anchors::below(&notice.title);
            anchors.take(&markdown::outline(&notice.body, 0));
            places.insert(notice.path.clone(), Place::Notice { id: notice.id.clone(), anchors });
        }
        let mut places =
            Self { places, folded: HashMap::new(), named: HashMap::new(), folders: HashSet::from([String::new()]) };
        places.index();
        places
    }

    /// Prepares for paths that are not quite right.
    fn index(&mut self) {
        for path in self.places.keys() {
            self.folded.entry(path.to_lowercase()).or_insert_with(|| path.clone());
            let name = path.rsplit('/').next().unwrap_or_default().to_lowercase();
            self.named.entry(name).or_default().push(path.clone());
            let ends = path.match_indices('/').map(|(at, _)| path.get(..at).unwrap_or_default().to_owned());
            self.folders.extend(ends);
        }
    }

    /// What lies at a path.
    pub(super) fn get(&self, path: &str) -> Option<&Place> {
        self.places.get(path)
    }

    /// The path itself, when something lies there.
    pub(super) fn exactly(&self, wanted: &str) -> Option<&String> {
        self.places.get_key_value(wanted).map(|(path, _)| path)
    }

    /// The path that differs in its case only.
    pub(super) fn but_for_case(&self, wanted: &str) -> Option<&String> {
        self.folded.get(&wanted.to_lowercase())
    }

    /// The path of a Markdown file whose ending was left out.
    pub(super) fn but_for_ending(&self, wanted: &str) -> Option<&String> {
        let wanted = wanted.to_lowercase();
        ["md", "markdown"].iter().find_map(|ending| self.folded.get(&format!("{wanted}.{ending}")))
    }

    /// Whether a path is a folder.
    pub(super) fn is_folder(&self, path: &str) -> bool {
        self.folders.contains(path.trim_end_matches('/'))
    }

    /// The file that was meant by a path that is not there.
    pub(super) fn nearest(&self, wanted: &str) -> Option<String> {
        let (folder, name) = wanted.rsplit_once('/').unwrap_or(("", wanted));
        let moved =
            self.named.get(&name.to_lowercase()).filter(|paths| paths.len() == 1).and_then(|paths| paths.first());
        moved.cloned().or_else(|| {
            let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
            let siblings = self.places.range(prefix.clone()..).map(|(path, _)| path.as_str());
            // Endings are the same anyway, and would make short names look alike.
            let (stem, ending) = name.rfind('.').map_or((name, ""), |dot| name.split_at(dot));
            let names =
                siblings.map_while(|path| path.strip_prefix(prefix.as_str())).filter(|name| !name.contains('/'));
            let stems = names.filter_map(|name| name.strip_suffix(ending));
            spelling::closest(stem, stems).map(|stem| format!("{prefix}{stem}{ending}"))
        })
    }
}
