//! Finds what is wrong with a guide as a whole, once all its choices lead somewhere.

use super::graph::{Graph, longest_path};
use super::trial;
use crate::guide::read::DraftChoice;
use crate::link::{Resolution, Resolved, Resolver};
use crate::tree::Spanned;
use crate::{Channel, Choice, Guide, Problem, Severity, Step, Target, Verify};

/// More choices than this are hard to take in at once.
const MOST_CHOICES: usize = 7;
/// More questions than this tire a reader.
const MOST_STEPS: usize = 12;

/// Fills in where the choices of `guide` lead, and checks it. Choices that lead nowhere are left out, with an error.
pub(crate) fn check(
    guide: &mut Guide,
    drafts: Vec<Vec<DraftChoice>>,
    resolver: &Resolver,
    contact: &[Channel],
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut lost = vec![false; guide.steps.len()];
    // What a part that could not be read would have said is not missed.
    let mut excused = resolver.is_unread(&guide.path) || resolver.is_cut(&guide.path);
    for (index, drafts) in drafts.into_iter().enumerate() {
        let count = drafts.len();
        let mut choices = Vec::new();
        for draft in drafts {
            let (target, found) = target(guide, &draft, resolver);
            excused |= target.is_none() && found.is_empty();
            problems.extend(found);
            let Some(target) = target else { continue };
            let verify = draft.verify.filter(|verify| match misplaced(&guide.path, &target, verify) {
                Some(problem) => {
                    problems.push(problem);
                    false
                }
                None => true,
            });
            let DraftChoice { id, text, span, .. } = draft;
            choices.push(Choice { id, text, target, verify: verify.map(|verify| verify.value), span });
        }
        if let Some(step) = guide.steps.get_mut(index) {
            lost[index] = choices.len() < count;
            step.choices = choices;
        }
    }
    let shape = Shape { guide, graph: Graph::new(&guide.steps), lost, contact };
    problems.extend(shape.dead_ends());
    problems.extend(shape.crowded());
    if excused {
        return problems;
    }
    problems.extend(shape.ways_to_a_person());
    let (failed, reached) = trial::run(guide, resolver);
    problems.extend(failed);
    problems.extend(shape.untested(&reached));
    problems
}

/// What a choice leads to.
fn target(guide: &Guide, draft: &DraftChoice, resolver: &Resolver) -> (Option<Target>, Vec<Problem>) {
    let path = &guide.path;
    if draft.href == "#solved" {
        return (Some(Target::Solved), Vec::new());
    }
    let Resolution { target, faults } = resolver.resolve(path, &draft.href);
    let problems = faults.into_iter().map(|mut fault| {
        // A choice that leads nowhere is an error in any knowledge base; a doubtful one stays doubtful.
        if !matches!(fault.code, "link/spelling" | "link/query") {
            fault.severity = Severity::Error;
        }
        fault.problem(path, draft.span.clone())
    });
    let problems = problems.collect();
    let refuse = |what: &str| {
        let message = format!("the choice `{}` leads to {what}", draft.text);
        let problem = Problem::error("guide/target", path, message).at(draft.span.clone(), "no outcome");
        (None, vec![problem.help("lead to a step, an article, a guide, a form or an address")])
    };
    let target = match target {
        Some(Resolved::Anchor(id)) if id.is_empty() || id == "top" => return refuse("no step"),
        Some(Resolved::Anchor(id)) => Target::Step { id },
        Some(Resolved::Article { slug, anchor }) => Target::Article { slug, anchor },
        // A guide may name its own file in front of a step.
        Some(Resolved::Guide { slug, step: Some(id) }) if slug == guide.slug => Target::Step { id },
        Some(Resolved::Guide { slug, step }) => Target::Guide { slug, step },
        Some(Resolved::Form { id, prefill }) => Target::Form { id, prefill },
        Some(Resolved::External(url)) => Target::Contact { url },
        Some(Resolved::Notice { .. }) => return refuse("a notice"),
        Some(Resolved::File(path)) if resolver.is_unread(&path) => return (None, problems),
        Some(Resolved::File(_)) => return refuse("a file"),
        None => return (None, problems),
    };
    (Some(target), problems)
}

/// A problem when something is to be verified although no ticket comes of the choice.
fn misplaced(path: &str, target: &Target, verify: &Spanned<Verify>) -> Option<Problem> {
    if matches!(target, Target::Form { .. }) {
        return None;
    }
    let message = format!("`{{verify={}}}` stands behind a choice that leads to no form", verify.word());
    let problem = Problem::error("guide/choice-mark", path, message).at(verify.span.clone(), "no ticket comes of it");
    Some(problem.help("put it behind the choices that raise a ticket"))
}

struct Shape<'a> {
    guide: &'a Guide,
    graph: Graph,
    /// Steps with a choice whose target is missing.
    lost: Vec<bool>,
    contact: &'a [Channel],
}

impl Shape<'_> {
    fn problem(&self, severity: Severity, code: &'static str, step: &Step, message: String, label: &str) -> Problem {
        let problem = match severity {
            Severity::Error => Problem::error(code, &self.guide.path, message),
            _ => Problem::warning(code, &self.guide.path, message),
        };
        problem.at(step.span.clone(), label)
    }

    /// Steps nobody comes to, and steps that never end.
    fn dead_ends(&self) -> Vec<Problem> {
        let steps = &self.guide.steps;
        let mut problems = Vec::new();
        let reachable = self.graph.reachable(0);
        // A step may not be reached because the target of the choice that leads to it is misspelt, which is told already.
        let excused = self.lost.iter().zip(&reachable).any(|(lost, reachable)| *lost && *reachable);
        for (step, _) in steps.iter().zip(&reachable).filter(|(_, reachable)| !**reachable && !excused) {
            let message = format!("no choice leads to the step `{}`", step.title);
            let problem = self.problem(Severity::Error, "guide/unreachable", step, message, "cannot be reached");
            problems.push(problem.help(format!("lead to it with a choice `[…](#{})`, or remove it", step.id)));
        }
        let ending = self.ending();
        for group in self.graph.groups() {
            let Some(first) =
                group.first().map(|index| &steps[*index]).filter(|_| group.iter().all(|step| !ending[*step]))
            else {
                continue;
            };
            let problem = if self.graph.is_loop(&group) {
                let names = group.iter().map(|index| format!("`{}`", steps[*index].id)).collect::<Vec<_>>().join(", ");
                let message = format!("no way leads out of the loop of {names}");
                self.problem(Severity::Error, "guide/loop", first, message, "the loop is entered here")
            } else {
                let message = format!("the step `{}` leads to no outcome", first.title);
                self.problem(Severity::Error, "guide/no-outcome", first, message, "never ends")
            };
            problems.push(problem.help("add a choice that leads to `#solved`, an article, a form or a person"));
        }
        problems
    }

    /// Whether each step leads to an outcome. One without choices, or with a target missing, has its error already, so it
    /// counts as if it did.
    fn ending(&self) -> Vec<bool> {
        let steps = &self.guide.steps;
        self.graph.leading_to(|index| {
            self.is_broken(index) || steps[index].choices.iter().any(|choice| choice.target.is_outcome())
        })
    }

    fn is_broken(&self, index: usize) -> bool {
        self.lost[index] || self.guide.steps[index].choices.is_empty()
    }

    /// Too much to choose from, too long a way, and questions that leave no room for doubt.
    fn crowded(&self) -> Vec<Problem> {
        let steps = &self.guide.steps;
        let mut problems = Vec::new();
        for step in steps {
            let count = step.choices.len();
            if count > MOST_CHOICES {
                let message = format!("the step `{}` has {count} choices", step.title);
                let problem = self.problem(Severity::Warning, "guide/many-choices", step, message, "more than seven");
                problems.push(problem.help("ask a broader question first"));
            }
            if lacks_not_sure(step) {
                let message = format!("the question `{}` can only be answered with yes or no", step.title);
                let problem =
                    self.problem(Severity::Warning, "guide/no-not-sure", step, message, "not everybody knows");
                problems.push(problem.help("add a choice `Not sure`"));
            }
        }
        let longest = longest_path(steps, 0, 0);
        if let Some(first) = steps.first().filter(|_| longest > MOST_STEPS) {
            let message = format!("the longest way through the guide has {longest} steps");
            let problem = self.problem(Severity::Warning, "guide/long-path", first, message, "more than twelve");
            problems.push(problem.help("split the guide, or ask first what tells most cases apart"));
        }
        problems
    }

    /// Steps from which a reader cannot come to a person.
    fn ways_to_a_person(&self) -> Vec<Problem> {
        let steps = &self.guide.steps;
        let helps = |index: usize| {
            self.is_broken(index) || steps[index].choices.iter().any(|choice| self.is_person(&choice.target))
        };
        let (helped, reachable, ending) = (self.graph.leading_to(helps), self.graph.reachable(0), self.ending());
        // Steps that nobody reaches, or that never end, have a graver problem.
        let lost: Vec<&Step> = (0..steps.len())
            .filter(|index| reachable[*index] && ending[*index] && !helped[*index])
            .map(|index| &steps[index])
            .collect();
        let help = "lead to a form or to `tel:` or `mailto:` where nothing else helps";
        if let Some(first) = lost.first().filter(|_| lost.len() == steps.len() && steps.len() > 1) {
            let message = "no way through the guide leads to a person".to_owned();
            return vec![self.problem(Severity::Warning, "guide/no-person", first, message, "from here on").help(help)];
        }
        let warn = |step: &Step| {
            let message = format!("no way from the step `{}` leads to a person", step.title);
            self.problem(Severity::Warning, "guide/no-person", step, message, "from here on").help(help)
        };
        lost.into_iter().map(warn).collect()
    }

    fn is_person(&self, target: &Target) -> bool {
        match target {
            Target::Form { .. } | Target::Guide { .. } => true,
            Target::Contact { url } => {
                url.starts_with("tel:")
                    || url.starts_with("mailto:")
                    || self.contact.iter().any(|channel| channel.value == *url)
            }
            _ => false,
        }
    }

    /// Outcomes no test ends at.
    fn untested(&self, reached: &[&Target]) -> Vec<Problem> {
        let guide = self.guide;
        if guide.tests.is_empty() {
            let problem = Problem::warning("guide/untested", &guide.path, "the guide has no tests");
            let help = "list `tests` in its front matter, each with `answers` and where it `ends`";
            let first = guide.steps.first().map(|step| step.span.clone());
            return first.map(|span| problem.at(span, "its walks begin here").help(help)).into_iter().collect();
        }
        let reachable = self.graph.reachable(0);
        let steps = guide.steps.iter().zip(reachable).filter(|(_, reachable)| *reachable).map(|(step, _)| step);
        let mut seen: Vec<&Target> = Vec::new();
        let mut problems = Vec::new();
        for choice in steps.flat_map(|step| &step.choices) {
            let target = &choice.target;
            if !target.is_outcome() || reached.contains(&target) || seen.contains(&target) {
                continue;
            }
            seen.push(target);
            let message = format!("no test ends at {}", trial::described(target));
            let problem = Problem::warning("guide/untested", &guide.path, message);
            problems.push(problem.at(choice.span.clone(), "not tested").help("add a test whose answers lead there"));
        }
        problems
    }
}

/// Whether a step asks yes or no, and nothing else can be said.
fn lacks_not_sure(step: &Step) -> bool {
    let first = |text: &str| text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let answers: Vec<String> = step.choices.iter().map(|choice| first(&choice.text)).collect();
    let unsure = |text: &str| {
        let text = text.to_lowercase().replace('’', "'");
        ["not sure", "unsure", "don't know", "do not know", "can't tell", "cannot tell", "no idea"]
            .iter()
            .any(|words| text.contains(words))
    };
    answers.iter().any(|word| word == "yes")
        && answers.iter().any(|word| word == "no")
        && !step.choices.iter().any(|choice| unsure(&choice.text))
}
