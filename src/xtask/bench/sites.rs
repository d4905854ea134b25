//! The sites that the parts of the bench share, each published once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use tempfile::TempDir;

use super::corpus::Corpus;
use super::publishing::{Publication, publish};
use crate::command::say;

/// Sites of a knowledge base, cut or grown to many sizes.
pub(super) struct Sites {
    tierzero: PathBuf,
    kb: PathBuf,
    corpus: Corpus,
    folder: Folder,
    published: BTreeMap<usize, Publication>,
    whole: Option<Publication>,
}

/// Where the bench writes.
enum Folder {
    Kept(PathBuf),
    Passing(TempDir),
}

impl Sites {
    /// Publishes nothing yet. What is written goes to `keep` and stays there, else to a folder that goes at the end.
    pub(super) fn new(tierzero: PathBuf, kb: PathBuf, keep: Option<PathBuf>) -> Result<Self> {
        let corpus = Corpus::read(&kb)?;
        let folder = match keep {
            Some(folder) => Folder::Kept(folder),
            None => Folder::Passing(tempfile::Builder::new().prefix("tierzero-bench-").tempdir()?),
        };
        Ok(Self { tierzero, kb, corpus, folder, published: BTreeMap::new(), whole: None })
    }

    /// The program that is measured.
    pub(super) fn tierzero(&self) -> &Path {
        &self.tierzero
    }

    /// The articles that all sites are made of.
    pub(super) fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// A folder for whatever a part needs.
    pub(super) fn folder(&self, name: &str) -> PathBuf {
        match &self.folder {
            Folder::Kept(folder) => folder.join(name),
            Folder::Passing(folder) => folder.path().join(name),
        }
    }

    /// The site of the knowledge base as it is.
    pub(super) fn whole(&mut self) -> Result<&Publication> {
        let publication = match self.whole.take() {
            Some(publication) => publication,
            None => publish(&self.tierzero, &self.kb, &self.folder("whole-site"))?,
        };
        Ok(self.whole.insert(publication))
    }

    /// The site of this many articles.
    pub(super) fn of(&mut self, articles: usize) -> Result<&Publication> {
        if !self.published.contains_key(&articles) {
            say(&format!("▸ publish {articles} articles"));
            let kb = self.folder(&format!("{articles}"));
            if !kb.exists() {
                self.corpus.write(articles, &kb)?;
            }
            let publication = publish(&self.tierzero, &kb, &self.folder(&format!("{articles}-site")))?;
            self.published.insert(articles, publication);
        }
        Ok(&self.published[&articles])
    }
}
