//! Runs the tests of a guide: walks the author expects to end somewhere.

use crate::link::{Resolved, Resolver};
use crate::{Choice, Guide, GuideTest, Problem, Step, Target, spelling};

/// Runs all tests. Gives what failed, and which outcomes were reached.
pub(super) fn run<'a>(guide: &'a Guide, resolver: &Resolver) -> (Vec<Problem>, Vec<&'a Target>) {
    let mut problems = Vec::new();
    let mut reached = Vec::new();
    for test in &guide.tests {
        match outcome(guide, test) {
            Ok(target) => {
                reached.push(target);
                problems.extend(compare(guide, test, target, resolver));
            }
            Err(problem) => problems.push(*problem),
        }
    }
    (problems, reached)
}

/// The outcomes that tests end at, whether or not they are those expected.
pub(super) fn reached(guide: &Guide) -> Vec<&Target> {
    guide.tests.iter().filter_map(|test| outcome(guide, test).ok()).collect()
}

/// Where the answers of a test lead.
fn outcome<'a>(guide: &'a Guide, test: &GuideTest) -> Result<&'a Target, Box<Problem>> {
    let fail = |message: String, help: Option<String>| {
        let mut problem = Problem::error("guide/test", &guide.path, message).at(test.span.clone(), "this test fails");
        problem.help = help;
        Box::new(problem)
    };
    let mut at = guide.steps.first();
    let mut target = None;
    for (index, answer) in test.answers.iter().enumerate() {
        let Some(step) = at else {
            let message = format!("the test goes on with `{answer}` although the guide has ended");
            return Err(fail(message, Some(format!("leave out what comes after answer {index}"))));
        };
        let Some(choice) = pick(step, answer) else {
            let message = format!("the step `{}` has no choice `{answer}`", step.title);
            return Err(fail(message, meant(step, answer)));
        };
        target = Some(&choice.target);
        at = match &choice.target {
            Target::Step { id } => guide.steps.iter().find(|step| step.id == *id),
            _ => None,
        };
    }
    match (target, at) {
        (Some(target), None) if target.is_outcome() => Ok(target),
        (_, Some(step)) => {
            let message = format!("the test stops at the step `{}`", step.title);
            Err(fail(message, Some("go on until an outcome".into())))
        }
        _ => Err(fail("the test ends nowhere".into(), Some("add the answers that lead to its end".into()))),
    }
}

/// The choice with this text, whatever its case and kind of quotes; or with this id.
fn pick<'a>(step: &'a Step, answer: &str) -> Option<&'a Choice> {
    let wanted = plain(answer);
    let by_text = step.choices.iter().find(|choice| plain(&choice.text) == wanted);
    by_text.or_else(|| step.choices.iter().find(|choice| choice.id == answer))
}

fn plain(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    words.replace(['’', '‘'], "'").replace(['“', '”'], "\"")
}

fn meant(step: &Step, answer: &str) -> Option<String> {
    let begins = step.choices.iter().find(|choice| plain(&choice.text).starts_with(&format!("{},", plain(answer))));
    if let Some(choice) = begins {
        return Some(format!("an answer that holds a comma needs quotes: `\"{}\"`", choice.text));
    }
    let help = spelling::help(answer, step.choices.iter().map(|choice| choice.text.as_str()));
    help.or_else(|| Some("end the test before this step, or give the step choices".into()))
}

/// Complains when the outcome is not the expected one.
fn compare(guide: &Guide, test: &GuideTest, reached: &Target, resolver: &Resolver) -> Option<Problem> {
    let expected = test.ends.trim();
    let resolved = resolver.resolve(&guide.path, expected).target;
    let same = match (reached, resolved) {
        (Target::Solved, _) => matches!(expected, "solved" | "#solved"),
        (Target::Article { slug, anchor }, Some(Resolved::Article { slug: wanted, anchor: part })) => {
            *slug == wanted && (part.is_none() || part == *anchor)
        }
        (Target::Guide { slug, step }, Some(Resolved::Guide { slug: wanted, step: part })) => {
            *slug == wanted && (part.is_none() || part == *step)
        }
        (Target::Form { id, prefill }, Some(Resolved::Form { id: wanted, prefill: part })) => {
            *id == wanted && part.iter().all(|pair| prefill.contains(pair))
        }
        (Target::Contact { url }, _) => url == expected,
        _ => false,
    };
    (!same).then(|| {
        let message = format!("the test ends at {}, not at `{expected}`", described(reached));
        Problem::error("guide/test", &guide.path, message)
            .at(test.span.clone(), "this test fails")
            .help("correct `ends` when the guide is right, else the choices that lead there")
    })
}

/// An outcome in words.
pub(super) fn described(target: &Target) -> String {
    match target {
        Target::Solved => "`solved`".into(),
        Target::Step { id } => format!("the step `{id}`"),
        Target::Guide { slug, .. } => format!("the guide `{slug}`"),
        Target::Article { slug, .. } => format!("the article `{slug}`"),
        Target::Form { id, .. } => format!("the form `{id}`"),
        Target::Contact { url } => format!("`{url}`"),
    }
}
