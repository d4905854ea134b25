use std::collections::{BTreeMap, BTreeSet};

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::guide::plan::{To, sample};

fn compare(old: &str, new: &str) -> String {
    text(&Diff::of(&sample::plan(old), &sample::plan(new), 3))
}

#[test]
fn a_guide_is_like_itself() {
    assert_snapshot!(compare(&sample::vpn(), &sample::vpn()), @r"Nothing changes: 10 paths as before.");
}

#[test]
fn ends_that_moved_are_counted_and_shown() {
    let new = sample::vpn().replace("[That fixed it](#solved)", "[That fixed it](../forms/incident.yml)");
    assert_snapshot!(compare(&sample::vpn(), &new), @r"
    10 paths before, 10 now; 8 as before.
    2 paths that ended solved now end in the form incident.
      Only the VPN fails > That fixed it
      Not sure > Other sites load > That fixed it
    ");
}

#[test]
fn a_new_step_makes_new_paths_and_ends_others() {
    let new = sample::vpn().replace("[Only the VPN fails](#restart)", "[Only the VPN fails](#where)")
        + "\n## Where are you?\n- [At home](#restart)\n- [In the office](#solved)\n- [Not sure](tel:1)\n";
    let new = new.replace("(#where)", "(#where-are-you)");
    assert_snapshot!(compare(&sample::vpn(), &new), @r"
    10 paths before, 12 now; 6 as before.
    1 path that ended solved is gone.
      Only the VPN fails > That fixed it
    1 path that ended in the article vpn is gone.
      Only the VPN fails > Show me how
    1 path that ended in the form incident is gone.
      Only the VPN fails > It still fails
    1 path that ended with a call to +442079460123 is gone.
      Only the VPN fails > I can't do this
    2 paths are new and end solved.
      Only the VPN fails > In the office
      Only the VPN fails > At home > That fixed it
    1 path is new and ends in the article vpn.
      Only the VPN fails > At home > Show me how
    1 path is new and ends in the form incident.
      Only the VPN fails > At home > It still fails
    1 path is new and ends with a call to +442079460123.
      Only the VPN fails > At home > I can't do this
    1 path is new and ends with a call to 1.
      Only the VPN fails > Not sure
    New step: `Where are you?`.
    ");
}

#[test]
fn what_was_renamed_is_the_same() {
    let new = sample::vpn()
        .replace("## Test the connection", "## Test the connection {#test}")
        .replace("(#test-the-connection)", "(#test)")
        .replace("[Not sure]", "[I do not know]")
        .replace("## Restart the VPN client", "## Quit and open the VPN client")
        .replace("1. Open a private window.", "1. Open a window.")
        .replace("?category=network&summary=VPN+won't+connect", "?category=network")
        .replace("title: VPN won't connect", "title: No VPN");
    assert_snapshot!(compare(&sample::vpn(), &new), @r"
    10 paths as before.
    Renamed: the answer `not-sure` of the step `does-anything-else-online-work` has the id `i-do-not-know` now, so links that people kept lose it.
    Renamed: the step `test-the-connection` has the id `test` now, so links that people kept lose it.
    Wording: the title `VPN won't connect` is now `No VPN`.
    Wording: at `Does anything else online work?`, the answer `Not sure` is now `I do not know`.
    Wording: the text below `Test the connection` reads differently.
    Wording: the question `Restart the VPN client` is now `Quit and open the VPN client`.
    Wording: at `Quit and open the VPN client`, the link `../forms/incident.yml?category=network&summary=VPN+won't+connect` is now `../forms/incident.yml?category=network`.
    ");
}

#[test]
fn a_guide_that_is_new_has_new_paths_only() {
    let diff = Diff::of(&sample::plan(""), &sample::plan(&sample::vpn()), 1);
    assert_eq!((diff.before, diff.same), (Count::default(), Count::default()));
    assert!(diff.changes.iter().all(|change| change.from.is_none() && change.examples.len() == 1));
    assert!(diff.wording.is_empty() && diff.steps_added.len() == 3);
}

/// A guide in which every one of `steps` questions has two answers that lead on, so that there are 2^`steps` paths.
fn doubling(steps: usize, end: &str) -> String {
    let step = |at: usize| format!("## S{at}\n- [A](#s{next})\n- [B](#s{next})\n\n", next = at + 1);
    (0..steps).map(step).collect::<String>() + &format!("## S{steps}\n- [End]({end})\n")
}

#[test]
fn paths_beyond_number_are_counted_and_only_a_few_shown() {
    let change = |steps| compare(&doubling(steps, "#solved"), &doubling(steps, "tel:1"));
    assert_snapshot!(change(12), @r"
    4,096 paths before, 4,096 now; none as before.
    4,096 paths that ended solved now end with a call to 1.
      A > A > A > A > A > A > A > A > A > A > A > A > End
      A > A > A > A > A > A > A > A > A > A > A > B > End
      A > A > A > A > A > A > A > A > A > A > B > A > End
      and 4,093 more
    ");
    assert!(
        change(300).contains("More than 10^38 paths that ended solved now end with a call to 1."),
        "{}",
        change(300)
    );
}

#[test]
fn hundreds_of_steps_are_compared() {
    let text = sample::large(350, 5);
    let (old, new) = (sample::plan(&text), sample::plan(&edited(&text, 9)));
    let diff = Diff::of(&old, &new, 3);
    assert!(diff.before > Count::from(300) && !diff.changes.is_empty(), "{}", diff.before);
    assert!(diff.changes.iter().all(|change| change.examples.len() <= 3));
}

/// All paths of a plan by their answers, listed one by one.
fn listed(plan: &Plan, name: &dyn Fn(usize) -> String) -> BTreeMap<Vec<(String, String)>, String> {
    fn go(
        plan: &Plan,
        name: &dyn Fn(usize) -> String,
        at: usize,
        path: &mut Vec<(String, String)>,
        found: &mut BTreeMap<Vec<(String, String)>, String>,
        back: &std::collections::HashSet<(usize, usize)>,
    ) {
        for way in &plan.stops[at].ways {
            path.push((name(at), way.id.clone()));
            match way.to {
                To::End(end) => {
                    found.insert(path.clone(), plan.ends[end].name.clone());
                }
                To::Stop(stop) if !back.contains(&(at, stop)) => go(plan, name, stop, path, found, back),
                To::Stop(_) => {}
            }
            path.pop();
        }
    }
    let mut found = BTreeMap::new();
    if !plan.stops.is_empty() {
        go(plan, name, 0, &mut Vec::new(), &mut found, &plan.back_edges());
    }
    found
}

/// Some lines of choices changed, moved or left out, as authors do.
fn edited(text: &str, seed: u64) -> String {
    let mut random = sample::Random(seed | 1);
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let is_choice = line.starts_with("- [");
        match random.below(9) {
            0 if is_choice => {}
            1 if is_choice => lines.push(line.replace("(#solved)", "(tel:1)")),
            2 if is_choice => lines.push(line.split('(').next().unwrap_or_default().to_owned() + "(#step-3)"),
            3 if is_choice => {
                lines.push(line.to_owned());
                lines.push("- [Something else](../forms/other.yml)".to_owned());
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn counting_agrees_with_listing(steps in 2_usize..11, seed in any::<u64>(), edit in any::<u64>()) {
        let text = sample::large(steps, seed);
        let (old, new) = (sample::plan(&text), sample::plan(&edited(&text, edit)));
        let id = |plan: &Plan, at: usize| plan.stops[at].id.clone();
        let before = listed(&old, &|at| id(&old, at));
        let after = listed(&new, &|at| id(&new, at));
        let diff = Diff::of(&old, &new, 1000);
        prop_assume!(diff.renamed.is_empty());
        prop_assert_eq!(diff.before, Count::from(before.len() as u128));
        prop_assert_eq!(diff.after, Count::from(after.len() as u128));
        let mut expected: BTreeMap<(Option<&String>, Option<&String>), u128> = BTreeMap::new();
        for path in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            let change = (before.get(path), after.get(path));
            if change.0 != change.1 {
                *expected.entry(change).or_default() += 1;
            }
        }
        let told: BTreeMap<_, _> = diff
            .changes
            .iter()
            .map(|change| ((change.from.as_ref(), change.to.as_ref()), change.count.exact().unwrap_or_default()))
            .collect();
        prop_assert_eq!(told, expected);
    }

    #[test]
    fn examples_are_walks_of_the_guide(steps in 2_usize..60, seed in any::<u64>()) {
        let plan = sample::plan(&sample::large(steps, seed));
        let diff = Diff::of(&sample::plan(""), &plan, 5);
        for change in &diff.changes {
            let lengths: Vec<usize> = change.examples.iter().map(Vec::len).collect();
            prop_assert!(lengths.is_sorted(), "{:?}", lengths);
            prop_assert_eq!(change.count.exact().map_or(5, |count| count.min(5)), lengths.len() as u128);
            for example in &change.examples {
                let mut at = To::Stop(0);
                for answer in example {
                    let stop = at.stop().map(|stop| &plan.stops[stop]);
                    let way = stop.and_then(|stop| stop.ways.iter().find(|way| way.text == *answer));
                    prop_assert!(way.is_some(), "no answer `{}`", answer);
                    at = way.map_or(at, |way| way.to);
                }
                let To::End(end) = at else { return Err(TestCaseError::fail("the walk ends nowhere")) };
                prop_assert_eq!(Some(&plan.ends[end].name), change.to.as_ref());
            }
        }
    }
}
