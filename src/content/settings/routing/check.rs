//! Whether the rules do what their author thinks: the examples beside them, and rules that nothing reaches.

use super::example::Example;
use super::{Route, Rule, Words};
use crate::tree::{Spanned, shortened};
use crate::{Form, Kb, Problem};

/// Checks the rules of a knowledge base whose forms are known; `rules` stand in the order of its routing.
pub(crate) fn check(kb: &Kb, rules: &[Rule]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, (rule, route)) in rules.iter().zip(&kb.settings.routing).enumerate() {
        problems.extend(rule.examples.iter().filter_map(|example| try_out(kb, rules, route, example)));
        problems.extend(unreachable(kb, rules, at, rule, route));
    }
    problems
}

/// A problem when an example goes to another team than its rule's.
fn try_out(kb: &Kb, rules: &[Rule], route: &Route, example: &Spanned<Example>) -> Option<Problem> {
    let form = match example.form(route, kb) {
        // A form that is not there, or could not be read, has been told.
        Some(id) => Some(kb.forms.iter().find(|form| form.id == id)?),
        None => None,
    };
    let found = kb.settings.rule(&example.facts(route, form));
    let (goes, help) = match found {
        Some((_, other)) if other.team == route.team => return None,
        Some((place, other)) => {
            let number = rules.get(place).map_or(place + 1, |rule| rule.number);
            let help = format!("move this rule above rule {number}, or make one of them match less or more");
            (format!("goes to `{}` (rule {number}), not to `{}`", other.team, route.team), help)
        }
        None => {
            let help = "give the rule the words people write, or name the form and the category of the example";
            (format!("goes to nobody, not to `{}`", route.team), help.to_owned())
        }
    };
    let message = format!("this example {goes}: `{}`", shortened(&example.text));
    let problem = Problem::error("routing/example", "portal.toml", message);
    Some(problem.at(example.span.clone(), "goes elsewhere").help(help))
}

/// A warning when no ticket can come as far as this rule.
fn unreachable(kb: &Kb, rules: &[Rule], at: usize, rule: &Rule, route: &Route) -> Option<Problem> {
    let form = route.form.as_ref().and_then(|id| kb.forms.iter().find(|form| form.id == *id));
    let earlier = kb.settings.routing.iter().take(at).position(|earlier| covers(earlier, route, form));
    // What it demands holds whichever rule names the team.
    let earlier = earlier.filter(|at| route.verify.is_none() || kb.settings.routing[*at].verify == route.verify);
    let (message, help) = match (contradiction(kb, route, form), earlier) {
        (Some(why), _) => (why, "leave one of the two conditions out".to_owned()),
        (None, Some(earlier)) => {
            let number = rules.get(earlier).map_or(earlier + 1, |rule| rule.number);
            let message = format!("rule {number} takes every ticket before it comes to this one");
            (message, format!("move this rule above rule {number}, or remove it"))
        }
        (None, None) => return None,
    };
    let problem = Problem::warning("routing/unreachable", "portal.toml", message);
    Some(problem.at(rule.span.clone(), "no ticket matches").help(help))
}

/// Whether every ticket that matches `later` matches `earlier` too, as far as single conditions tell.
fn covers(earlier: &Route, later: &Route, form: Option<&Form>) -> bool {
    let category = later.category.as_deref().or_else(|| form.and_then(only_category));
    let priority = later.priority.as_deref().or_else(|| form.and_then(only_priority));
    let within = |wide: &Option<String>, narrow: Option<&str>| wide.as_deref().is_none_or(|wide| Some(wide) == narrow);
    within(&earlier.form, later.form.as_deref())
        && within(&earlier.category, category)
        && within(&earlier.priority, priority)
        && (earlier.platform.is_none() || earlier.platform == later.platform)
        && (earlier.keywords.is_empty() || narrower(&later.keywords, &earlier.keywords))
}

/// Whether whatever holds any of the later keywords holds any of the earlier ones.
fn narrower(later: &[String], earlier: &[String]) -> bool {
    let earlier: Vec<Words> = earlier.iter().map(|word| Words::of(word)).collect();
    let held = |word: &String| {
        let word = Words::of(word);
        earlier.iter().any(|part| word.hold(part))
    };
    !later.is_empty() && later.iter().all(held)
}

/// Why no ticket of a rule's form can have the rule's category or priority.
fn contradiction(kb: &Kb, route: &Route, form: Option<&Form>) -> Option<String> {
    let form = form.filter(|form| !kb.unread.contains(&form.path))?;
    let other = |wanted: &Option<String>, only: &Option<String>| wanted.is_some() && wanted != only;
    if form.field("category").is_none() && other(&route.category, &form.category) {
        let category = form.category.as_ref().map_or("no category".to_owned(), |id| format!("`{id}`"));
        return Some(format!("tickets of the form `{}` are always in {category}", form.id));
    }
    if form.fields().all(|field| field.measure.is_none()) && other(&route.priority, &form.priority) {
        let priority = form.priority.as_ref().map_or("no priority".to_owned(), |id| format!("the priority `{id}`"));
        return Some(format!("tickets of the form `{}` always have {priority}", form.id));
    }
    None
}

/// The category of all tickets of a form, where readers do not choose it.
fn only_category(form: &Form) -> Option<&str> {
    if form.field("category").is_none() { form.category.as_deref() } else { None }
}

/// The priority of all tickets of a form, where readers do not make it.
fn only_priority(form: &Form) -> Option<&str> {
    if form.fields().all(|field| field.measure.is_none()) { form.priority.as_deref() } else { None }
}
