use insta::assert_snapshot;

use super::*;
use crate::fixture::{problems_of, read as read_kb};

const GUIDE: &str = "---
title: VPN
category: it
tests:
  - answers: [Only the VPN fails, That fixed it]
    ends: solved
  - answers: ['No, nothing loads', It still fails]
    ends: ../forms/help.yml
  - answers: [Not sure]
    ends: ../articles/it/a.md
---
Before the first step.

## Does anything else work?
Open a site.

- [No, nothing loads](#restart)
- [Only the VPN fails](#restart)
- [Not sure](../articles/it/a.md#part)

## Restart the client <a id=\"restart\"></a>
1. Quit it.

### Detail
- [That fixed it](#solved)
- [Start again](vpn.md#does-anything-else-work)
- [It still fails](../forms/help.yml?summary=VPN+won't+connect)
<!-- end -->
";

fn guide(text: &str) -> Guide {
    let others = [
        ("articles/it/a.md", "# A\nText\n## Part\n"),
        ("forms/help.yml", "name: H\nbody: [{type: input, id: summary, attributes: {label: S}}]"),
    ];
    read_kb(&[("guides/vpn.md", text), others[0], others[1]]).0.guides.remove(0)
}

fn answer(step: &str, choice: &str) -> Answer {
    Answer { step: step.into(), choice: choice.into() }
}

#[test]
fn steps_choices_and_targets_are_read() {
    assert_eq!(problems_of("guides/vpn.md", GUIDE), "");
    let guide = guide(GUIDE);
    assert_eq!((guide.slug.as_str(), guide.intro.trim()), ("vpn", "Before the first step."));
    assert_eq!(
        guide.steps.iter().map(|step| step.id.as_str()).collect::<Vec<_>>(),
        ["does-anything-else-work", "restart"]
    );
    assert_eq!(guide.steps[0].body.trim(), "Open a site.");
    assert_eq!(guide.steps[1].body.trim(), "1. Quit it.\n\n### Detail");
    assert_eq!(guide.steps[1].title, "Restart the client");
    let choices: Vec<_> =
        guide.steps.iter().flat_map(|step| &step.choices).map(|choice| (choice.id.as_str(), &choice.target)).collect();
    let restart = Target::Step { id: "restart".into() };
    let article = Target::Article { slug: "it/a".into(), anchor: Some("part".into()) };
    let form = Target::Form { id: "help".into(), prefill: vec![("summary".into(), "VPN won't connect".into())] };
    let expected = [
        ("no-nothing-loads", &restart),
        ("only-the-vpn-fails", &restart),
        ("not-sure", &article),
        ("that-fixed-it", &Target::Solved),
        ("start-again", &Target::Step { id: "does-anything-else-work".into() }),
        ("it-still-fails", &form),
    ];
    assert_eq!(choices, expected);
    for step in &guide.steps {
        assert!(GUIDE[step.body_offset..].starts_with(&step.body));
        assert!(GUIDE[step.choices[0].span.clone()].starts_with('['));
    }
}

#[test]
fn answers_are_replayed_and_strange_ones_dropped() {
    let steps = guide(GUIDE).steps;
    let value = "does-anything-else-work.only-the-vpn-fails..gone.yes..restart.nothing..restart.that-fixed-it..restart.it-still-fails";
    let walk = walk(&steps, &answers(value));
    assert_eq!(walk.taken, [(0, 1), (1, 0)]);
    assert_eq!(walk.at, At::Outcome);
    assert_eq!(walk.outcome(&steps), Some(&Target::Solved));
    assert_eq!(walk.unknown, ["gone.yes", "restart.nothing", "restart.it-still-fails"]);
    assert_eq!(walk.to_value(&steps), "does-anything-else-work.only-the-vpn-fails..restart.that-fixed-it");
    let start = super::walk(&steps, &answers(""));
    assert_eq!((start.at, start.taken.len(), start.to_value(&steps).as_str()), (At::Step(0), 0, ""));
    assert_eq!(start.outcome(&steps), None);
}

#[test]
fn a_guide_without_steps_can_be_walked() {
    let walk = walk::<Step>(&[], &[answer("a", "b")]);
    assert_eq!((walk.at, walk.unknown.len()), (At::Step(0), 1));
    assert_eq!(longest_path::<Step>(&[], 0, 0), 0);
}

#[test]
fn the_longest_way_is_counted_in_steps() {
    let text = "## A\n- [1](#b)\n- [2](#c)\n## B\n- [1](#c)\n## C\n- [1](#d)\n- [2](#solved)\n## D\n- [again](#c)\n- [done](#solved)\n";
    let steps = guide(text).steps;
    assert_eq!((0..4).map(|step| longest_path(&steps, 0, step)).collect::<Vec<_>>(), [4, 3, 2, 1]);
}

#[test]
fn targets_that_are_missing_are_told() {
    let text = "---\ntitle: T\ncategory: it\n---
## Start
- [Step](#midle)
- [Article](../articles/it/b.md)
- [Anchor](../articles/it/a.md#prat)
- [Form](../forms/help.yml?sumary=x)
- [Guide](other.md)
- [File](../portal.png)
- [Top](#)
- [Middle](#middle)

## Middle
- [Done](#solved)
- [Case](../Articles/it/a.md)
- [Call](tel:+442079460123)
";
    assert_snapshot!(problems_of("guides/t.md", text), @"
    guides/t.md:5:1 warning guide/untested the guide has no tests | list `tests` in its front matter, each with `answers` and where it `ends`
    guides/t.md:6:3 error link/missing-anchor `guides/t.md` has no step `#midle` | did you mean `#middle`?
    guides/t.md:7:3 error link/missing-file there is no `articles/it/b.md` | correct the path, add the file, or leave it out
    guides/t.md:8:3 error link/missing-anchor `articles/it/a.md` has no heading `#prat` | did you mean `#part`?
    guides/t.md:9:3 error link/prefill the form `help` has no field `sumary` | did you mean `summary`?
    guides/t.md:10:3 error link/missing-file there is no `guides/other.md` | correct the path, add the file, or leave it out
    guides/t.md:11:3 error link/missing-file there is no `portal.png` | correct the path, add the file, or leave it out
    guides/t.md:12:3 error guide/target the choice `Top` leads to no step | lead to a step, an article, a guide, a form or an address
    guides/t.md:17:3 warning link/spelling the file is not called `../Articles/it/a.md` exactly | did you mean `../articles/it/a.md`?
    ");
}

#[test]
fn dead_ends_and_loops_are_told() {
    let text = "---\ntitle: T\ncategory: it\n---
## Start
- [Loop](#loop)
- [Before](#before)
- [End](#end)
- [Form](../forms/help.yml)

## Loop
- [On](#loop-two)

## Loop two
- [Back](#loop)

## Before
- [To the loop](#loop)

## End
Only text.

## Lost
- [Done](#solved)

## Mixed
- [One](#solved)
- and [two](#end)

## Solved
- [x](#solved)
- [x](#start)
";
    assert_snapshot!(problems_of("guides/t.md", text), @"
    guides/t.md:5:1 warning guide/untested the guide has no tests | list `tests` in its front matter, each with `answers` and where it `ends`
    guides/t.md:11:1 error guide/loop no way leads out of the loop of `loop`, `loop-two` | add a choice that leads to `#solved`, an article, a form or a person
    guides/t.md:17:1 error guide/no-outcome the step `Before` leads to no outcome | add a choice that leads to `#solved`, an article, a form or a person
    guides/t.md:20:1 error guide/no-choices the step `End` has no choices | end it with a list of links, such as `- [That fixed it](#solved)`
    guides/t.md:23:1 error guide/unreachable no choice leads to the step `Lost` | lead to it with a choice `[…](#lost)`, or remove it
    guides/t.md:26:1 error guide/unreachable no choice leads to the step `Mixed` | lead to it with a choice `[…](#mixed)`, or remove it
    guides/t.md:28:1 error guide/mixed-choices every item of the choices must be one link | make it a link, or move the list above other text
    guides/t.md:30:1 error guide/reserved-id no step may have the id `solved` | fix another id with `{#some-id}` after the heading
    guides/t.md:30:1 error guide/unreachable no choice leads to the step `Solved` | lead to it with a choice `[…](#solved)`, or remove it
    guides/t.md:32:3 error guide/duplicate-choice the step `Solved` has two choices `x` | word one of them so that readers can tell them apart, or remove it
    ");
}

#[test]
fn doubtful_guides_are_warned_about() {
    let many: String = (1..=8).map(|number| format!("- [Choice {number}](#s2)\n")).collect();
    let mut text = format!(
        "---\ntitle: T\ncategory: it\ntests:\n  - answers: [Choice 1, 'Yes']\n    ends: solved\n---\n## S1\n{many}\n"
    );
    for step in 2..14 {
        text.push_str(&format!("## S{step}\n- [Yes](#solved)\n- [No](#s{})\n", step + 1));
    }
    text.push_str("## S14\n- [Read](../articles/it/a.md)\n");
    let problems = problems_of("guides/t.md", &text);
    assert_eq!(problems.matches("guide/no-not-sure").count(), 12);
    let others: Vec<&str> = problems.lines().filter(|line| !line.contains("guide/no-not-sure")).collect();
    assert_snapshot!(others.join("\n"), @"
    guides/t.md:8:1 warning guide/long-path the longest way through the guide has 14 steps | split the guide, or ask first what tells most cases apart
    guides/t.md:8:1 warning guide/many-choices the step `S1` has 8 choices | ask a broader question first
    guides/t.md:8:1 warning guide/no-person no way through the guide leads to a person | lead to a form or to `tel:` or `mailto:` where nothing else helps
    guides/t.md:55:3 warning guide/untested no test ends at the article `it/a` | add a test whose answers lead there
    ");
}

#[test]
fn failing_tests_say_why() {
    let text = "---
title: T
category: it
tests:
  - answers: [No]
    ends: solved
  - answers: [Yse]
    ends: solved
  - answers: ['yes']
    ends: ../forms/help.yml
  - answers: ['Yes', again]
    ends: solved
  - answers: ['No, never']
    ends: solved
  - answers: ['Maybe']
    ends: '../forms/help.yml?summary=y'
  - ends: solved
    answer: x
  - answers: []
---
## Start
- [Yes](#solved)
- [No, never](#next)
- [Maybe](../forms/help.yml?summary=x)
- [Not sure](#next)

## Next
- [Done](#solved)
";
    assert_snapshot!(problems_of("guides/t.md", text), @r#"
    guides/t.md:5:5 error guide/test the step `Start` has no choice `No` | an answer that holds a comma needs quotes: `"No, never"`
    guides/t.md:7:5 error guide/test the step `Start` has no choice `Yse` | did you mean `Yes`?
    guides/t.md:9:5 error guide/test the test ends at `solved`, not at `../forms/help.yml` | correct `ends` when the guide is right, else the choices that lead there
    guides/t.md:11:5 error guide/test the test goes on with `again` although the guide has ended | leave out what comes after answer 1
    guides/t.md:13:5 error guide/test the test stops at the step `Next` | go on until an outcome
    guides/t.md:15:5 error guide/test the test ends at the form `help`, not at `../forms/help.yml?summary=y` | correct `ends` when the guide is right, else the choices that lead there
    guides/t.md:18:5 error key/unknown unknown key `answer` | did you mean `answers`?
    guides/t.md:19:5 error key/missing `ends` is missing | `solved`, or the target of a choice as written in the guide
    guides/t.md:27:1 warning guide/no-person no way from the step `Next` leads to a person | lead to a form or to `tel:` or `mailto:` where nothing else helps
    "#);
}

#[test]
fn ids_must_be_single_and_fit_an_address() {
    let text = "---\ntitle: T\ncategory: it\n---\n## A {#x}\n- [B](#x)\n- [C](#a.b)\n- [D](#c)\n## B {#x}\n- [Call](tel:1)\n## C {#a.b}\n- [Call](tel:1)\n- [Call](tel:2)\n## C\n- [Call](tel:1)\n";
    assert_snapshot!(problems_of("guides/t.md", text), @"
    guides/t.md:5:1 warning guide/untested the guide has no tests | list `tests` in its front matter, each with `answers` and where it `ends`
    guides/t.md:9:1 error guide/duplicate-id the id `x` is taken | fix another id with `{#some-id}` after the heading, or none
    guides/t.md:9:1 error guide/unreachable no choice leads to the step `B` | lead to it with a choice `[…](#x-1)`, or remove it
    guides/t.md:11:1 error guide/bad-id the id `a.b` cannot stand in an address | fix another id with `{#some-id}` after the heading
    guides/t.md:13:3 error guide/duplicate-choice the step `C` has two choices `Call` | word one of them so that readers can tell them apart, or remove it
    ");
    assert_snapshot!(problems_of("guides/t.md", "---\ntitle: T\n---\nNo steps.\n### Deep\n"), @"guides/t.md:1:1 error guide/no-steps the guide has no steps | write each question as a heading `## Question?` and its answers as a list of links");
}

#[test]
fn a_contact_of_the_portal_is_a_person() {
    let text = "## A\n- [Chat](https://chat.example/it)\n";
    let portal = "[[contact]]\nkind = \"chat\"\nlabel = \"Chat\"\nvalue = \"https://chat.example/it\"\n";
    let codes = |portal: &str| {
        let (_, problems) = read_kb(&[("portal.toml", portal), ("guides/a.md", text)]);
        problems.iter().map(|problem| problem.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(portal), ["guide/untested"]);
    assert_eq!(codes(""), ["guide/no-person", "guide/untested"]);
}

proptest::proptest! {
    #[test]
    fn a_walk_survives_any_answers(value in "[a-z.]{0,60}|\\PC{0,40}") {
        let steps = guide(GUIDE).steps;
        let first = walk(&steps, &answers(&value));
        let again = walk(&steps, &answers(&first.to_value(&steps)));
        proptest::prop_assert_eq!(&again.taken, &first.taken);
        proptest::prop_assert_eq!(again.unknown.len(), 0);
    }
}

/// A guide of so many steps, each with choices that lead to a step (by its number) or, beyond the last one, to the end.
fn guide_of(choices: &[Vec<usize>]) -> String {
    let mut text = String::new();
    for (step, targets) in choices.iter().enumerate() {
        text.push_str(&format!("## Step {step}?\n"));
        for (at, target) in targets.iter().enumerate() {
            let target = if *target < choices.len() { format!("step-{target}") } else { "solved".to_owned() };
            text.push_str(&format!("- [Answer {at}](#{target})\n"));
        }
    }
    text
}

proptest::proptest! {
    #[test]
    fn every_walk_of_a_sound_guide_comes_to_an_end_and_is_rebuilt_from_its_address(
        choices in proptest::collection::vec(proptest::collection::vec(0..8_usize, 1..5), 1..7),
        picks in proptest::collection::vec(0..5_usize, 0..20),
    ) {
        let (kb, problems) = crate::fixture::read(&[("guides/g.md", &guide_of(&choices))]);
        let sound = problems.iter().all(|problem| problem.severity != crate::Severity::Error);
        proptest::prop_assume!(sound);
        let steps = &kb.guides[0].steps;
        let mut taken = walk(steps, &[]);
        for pick in picks {
            let At::Step(at) = taken.at else { break };
            taken.taken.push((at, pick % steps[at].choices.len()));
            let address = taken.to_value(steps);
            let rebuilt = walk(steps, &answers(&address));
            proptest::prop_assert_eq!(&rebuilt.taken, &taken.taken);
            proptest::prop_assert!(rebuilt.unknown.is_empty());
            proptest::prop_assert_eq!(rebuilt.outcome(steps).is_some(), rebuilt.at == At::Outcome);
            taken = rebuilt;
        }
        // Wherever the reader has come to, some answers lead to an end: as many as there are steps are enough.
        let mut here: std::collections::BTreeSet<usize> = match taken.at {
            At::Step(at) => [at].into(),
            At::Outcome => return Ok(()),
        };
        let targets = |at: usize| steps[at].choices.iter().map(|choice| &choice.target);
        let ends = |here: &std::collections::BTreeSet<usize>| here.iter().any(|at| targets(*at).any(Target::is_outcome));
        for _ in 0..steps.len() {
            let next: Vec<usize> = here.iter().flat_map(|at| targets(*at)).filter_map(|target| match target {
                Target::Step { id } => steps.iter().position(|step| step.id == *id),
                _ => None,
            }).collect();
            here.extend(next);
        }
        proptest::prop_assert!(ends(&here));
    }
}

#[test]
fn steps_leave_the_ids_of_the_page_to_it() {
    let text = "---\ntests: [{answers: [On, Call], ends: 'tel:1'}]\n---\n## On?\n- [On](#main)\n- [Call](tel:1)\n## Main\n- [Call](tel:1)\n";
    let files = [("guides/g.md", text), ("articles/it/a.md", "# A\n[x](../../guides/g.md#main)")];
    assert_eq!(crate::fixture::problems(&files), "");
    let (kb, _) = crate::fixture::read(&files);
    let guide = &kb.guides[0];
    assert_eq!(guide.steps[1].id, "main-1");
    assert_eq!(guide.steps[0].choices[0].target, crate::Target::Step { id: "main-1".into() });
    let fixed = text.replace("## Main", "## Main {#main}").replace("ends: 'tel:1'", "ends: solved");
    assert!(crate::fixture::problems(&[("guides/g.md", &fixed)]).contains("g.md:7:1 error heading/reserved-id"));
}

#[test]
fn steps_that_an_open_comment_hides_are_not_missed() {
    let text = "---\ntitle: T\ntests: [{answers: [On, Call], ends: 'tel:1'}]\n---\n## One?\n- [On](#two)\n- [Call](tel:1)\n\n<!-- note\n\n## Two\n- [Call](tel:1)\n";
    assert_snapshot!(problems_of("guides/t.md", text), @"guides/t.md:9:1 error html/unclosed `<!--` is never closed, and hides everything behind it | write `-->` where the hidden part ends, or `\\<!--` if these are words to be read");
    let text = "---\ntitle: T\n---\n## One?\n\n<!-- note\n\n- [Call](tel:1)\n";
    assert_snapshot!(problems_of("guides/t.md", text), @"guides/t.md:6:1 error html/unclosed `<!--` is never closed, and hides everything behind it | write `-->` where the hidden part ends, or `\\<!--` if these are words to be read");
}

#[test]
fn a_choice_that_raises_a_ticket_can_demand_that_the_reader_is_called_back() {
    let guide = |choice: &str| {
        format!("---\ntests: [{{answers: [A], ends: solved}}]\n---\n# G\n\n## One\n\n- [A](#solved)\n{choice}\n")
    };
    let marked = guide("- [B](../forms/help.yml?summary=x) {verify=callback}");
    let files = [
        ("forms/help.yml", "name: H\nbody:\n  - {type: input, id: summary, attributes: {label: S}}\n"),
        ("guides/g.md", &marked),
    ];
    let (kb, _) = read_kb(&files);
    let choices: Vec<_> = kb.guides[0].steps[0].choices.iter().map(|choice| choice.verify).collect();
    assert_eq!(choices, [None, Some(crate::Verify::Callback)]);
    assert_eq!(kb.guides[0].steps[0].choices[1].text, "B");
    let told = |choice: &str| {
        let told = problems_of("guides/g.md", &guide(choice));
        told.lines()
            .filter(|line| !line.contains("guide/untested") && !line.contains("guide/no-person"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(told("- [B](../forms/help.yml) {verify=callback}"), "");
    assert_snapshot!(told("- [B](../forms/help.yml) {verify=calback}"), @"guides/g.md:9:25 error guide/choice-mark `calback` is no value for `verify` | did you mean `callback`?");
    assert_snapshot!(told("- [B](../forms/help.yml) {verfy=callback}"), @"guides/g.md:9:25 error guide/choice-mark a choice has no mark `verfy` | did you mean `{verify=callback}`?");
    assert_snapshot!(told("- [B](tel:112) {verify=callback}"), @"guides/g.md:9:15 error guide/choice-mark `{verify=callback}` stands behind a choice that leads to no form | put it behind the choices that raise a ticket");
    assert_snapshot!(told("- [B](tel:112) or so"), @"guides/g.md:9:1 error guide/mixed-choices every item of the choices must be one link | make it a link, or move the list above other text");
}
