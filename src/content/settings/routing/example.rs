//! A short ticket beside the rule that must take it.

use std::ops::Range;

use super::{Facts, Route, Words};
use crate::tree::Spanned;
use crate::{Form, Kb, Platform};

/// A rule as it stands in `portal.toml`: what is needed to check it when all files are known.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Which of the rules it is, from 1, as its author counts.
    pub(super) number: usize,
    /// Where to point when the rule as a whole is meant.
    pub(super) span: Range<usize>,
    /// Tickets that must go to its team.
    pub(super) examples: Vec<Spanned<Example>>,
}

#[cfg(test)]
impl Rule {
    /// A rule without examples.
    pub(super) fn plain(number: usize, span: Range<usize>) -> Self {
        Self { number, span, examples: Vec::new() }
    }
}

/// A short ticket. What it does not say is as its rule wants it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Example {
    pub(super) text: String,
    pub(super) form: Option<String>,
    pub(super) category: Option<String>,
    pub(super) priority: Option<String>,
    pub(super) platform: Option<Platform>,
}

impl Example {
    /// The form it is raised with: its own, the rule's, or the one that the portal opens.
    pub(super) fn form<'a>(&'a self, rule: &'a Route, kb: &'a Kb) -> Option<&'a str> {
        let main = || kb.settings.tickets.form.as_deref().or_else(|| kb.forms.first().map(|form| form.id.as_str()));
        self.form.as_deref().or(rule.form.as_deref()).or_else(main)
    }

    /// What rules see of it.
    pub(super) fn facts<'a>(&'a self, rule: &'a Route, form: Option<&'a Form>) -> Facts<'a> {
        let category = self.category.as_ref().or(rule.category.as_ref());
        let of_form = form.and_then(|form| form.category.as_ref());
        let priority = self.priority.as_deref().or(rule.priority.as_deref());
        Facts {
            form: form.map(|form| form.id.as_str()).unwrap_or_default(),
            category: category.or(of_form).cloned(),
            priority: priority.or_else(|| form.and_then(|form| form.priority.as_deref())),
            platforms: self.platform.or(rule.platform).into_iter().collect(),
            words: Words::of(&self.text),
        }
    }
}
