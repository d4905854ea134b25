//! Which team gets which ticket.

mod check;
mod example;
mod read;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Settings;
use crate::ticket::Value;
use crate::{Category, ElementKind, Form, Platform, Sla, Verify};

pub(crate) use check::check;
pub(crate) use example::Rule;
pub(super) use read::read;
use words::Words;

/// Sends tickets that match all given conditions to a team.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// Matches tickets in this category.
    pub category: Option<String>,
    /// Matches tickets raised with this form.
    pub form: Option<String>,
    /// Matches tickets of this priority.
    pub priority: Option<String>,
    /// Matches tickets about this system.
    pub platform: Option<Platform>,
    /// Matches tickets whose answers hold any of these, as whole words in either case; empty matches all.
    pub keywords: Vec<String>,
    /// The team that gets them.
    pub team: String,
    /// What the desk does before it changes anything for a ticket that matches, whichever rule names its team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify: Option<Verify>,
}

/// Fields whose answer names the system that a ticket is about.
const DEVICE_FIELDS: [&str; 3] = ["platform", "platforms", "device"];
/// Fields whose answers are not searched for keywords: a reader's address, and titles of categories, which rules name
/// by their ids.
const UNSEARCHED: [&str; 2] = ["email", "category"];

/// What rules look at in a ticket.
struct Facts<'a> {
    form: &'a str,
    category: Option<String>,
    priority: Option<&'a str>,
    platforms: Vec<Platform>,
    words: Words,
}

impl<'a> Facts<'a> {
    fn of(rules: &Rules<'a>, form: &'a Form, values: &BTreeMap<String, Value>) -> Self {
        let searched = rules.routing.iter().any(|route| !route.keywords.is_empty());
        Self {
            form: &form.id,
            category: form.category_of(values, rules.categories),
            priority: rules.sla.priority_id(form, values),
            platforms: platforms(values),
            words: if searched { words(form, values) } else { Words::default() },
        }
    }
}

impl Route {
    fn matches(&self, facts: &Facts<'_>) -> bool {
        let same =
            |wanted: &Option<String>, is: Option<&str>| wanted.as_deref().is_none_or(|wanted| Some(wanted) == is);
        same(&self.form, Some(facts.form))
            && same(&self.category, facts.category.as_deref())
            && same(&self.priority, facts.priority)
            && self.platform.is_none_or(|platform| facts.platforms.contains(&platform))
            && (self.keywords.is_empty() || self.keywords.iter().any(|word| facts.words.hold(&Words::of(word))))
    }
}

/// Rules, and what they need to know of the settings.
struct Rules<'a> {
    routing: &'a [Route],
    categories: &'a [Category],
    sla: &'a Sla,
}

/// What the desk does before it changes anything for a ticket raised with a form, as far as the form and the rules say.
/// Every rule that matches counts. `values` are those that [`crate::ticket::sent`] gives.
pub fn verify(
    routing: &[Route],
    categories: &[Category],
    sla: &Sla,
    form: &Form,
    values: &BTreeMap<String, Value>,
) -> Option<Verify> {
    if form.verify.is_some() || routing.iter().all(|route| route.verify.is_none()) {
        return form.verify;
    }
    let facts = Facts::of(&Rules { routing, categories, sla }, form, values);
    routing.iter().filter(|route| route.verify.is_some()).find(|route| route.matches(&facts))?.verify
}

impl Settings {
    /// The team that gets a ticket raised with a form; the first rule that matches says it. `values` are those that
    /// [`crate::ticket::sent`] gives.
    pub fn team(&self, form: &Form, values: &BTreeMap<String, Value>) -> Option<&str> {
        self.rule(&Facts::of(&self.rules(), form, values)).map(|(_, route)| route.team.as_str())
    }

    /// All teams that there are: those that rules name, in their order, and those that tickets are passed on to beside them.
    pub fn teams(&self) -> Vec<&str> {
        let mut teams: Vec<&str> = Vec::new();
        for team in self.routing.iter().map(|route| &route.team).chain(&self.tickets.teams) {
            if !teams.contains(&team.as_str()) {
                teams.push(team);
            }
        }
        teams
    }

    /// What the desk does before it changes anything for such a ticket; see [`verify`].
    pub fn verify(&self, form: &Form, values: &BTreeMap<String, Value>) -> Option<Verify> {
        verify(&self.routing, &self.categories, &self.sla, form, values)
    }

    fn rules(&self) -> Rules<'_> {
        Rules { routing: &self.routing, categories: &self.categories, sla: &self.sla }
    }

    /// The first rule that matches, and its place.
    fn rule(&self, facts: &Facts<'_>) -> Option<(usize, &Route)> {
        self.routing.iter().enumerate().find(|(_, route)| route.matches(facts))
    }
}

/// The systems that the answers name where these are asked for.
fn platforms(values: &BTreeMap<String, Value>) -> Vec<Platform> {
    let mut named = Words::default();
    DEVICE_FIELDS.iter().filter_map(|id| values.get(*id)).for_each(|value| named.answer(value));
    Platform::ALL.into_iter().filter(|platform| named.hold_any(platform.words())).collect()
}

/// The words of the answers, field by field.
fn words(form: &Form, values: &BTreeMap<String, Value>) -> Words {
    let mut words = Words::default();
    let searched = form.fields().filter(|field| {
        let named = UNSEARCHED.contains(&field.id.as_str()) || field.measure.is_some();
        !named && !matches!(field.kind, ElementKind::Upload)
    });
    searched.filter_map(|field| values.get(&field.id)).for_each(|value| words.answer(value));
    words
}

#[cfg(test)]
mod tests;
