use content::ticket::Answered;
use content::{Choice, Step, Target};

use super::walk::{Place, Walk};
use crate::page::{Card, GuidePage, Html, StepView};

fn to(id: &str) -> Target {
    Target::Step { id: id.into() }
}

fn step(id: &str, title: &str, choices: Vec<(&str, Target)>) -> StepView {
    let choices: Vec<Choice> = choices
        .into_iter()
        .map(|(text, target)| Choice {
            id: text.to_lowercase().replace(' ', "-"),
            text: text.into(),
            target,
            verify: None,
            span: 0..0,
        })
        .collect();
    let titles = choices.iter().map(|choice| {
        if matches!(choice.target, Target::Form { .. }) { "Report a problem".into() } else { String::new() }
    });
    StepView {
        titles: titles.collect(),
        body: Html { html: format!("<p>About {id}.</p>") },
        step: Step { id: id.into(), title: title.into(), body: String::new(), body_offset: 0, span: 0..0, choices },
    }
}

pub(in crate::journey) fn vpn() -> GuidePage {
    let form = || Target::Form { id: "incident".into(), prefill: vec![("summary".into(), "VPN won't connect".into())] };
    GuidePage {
        slug: "vpn".into(),
        category: "network".into(),
        summary: "Find out why.".into(),
        intro: Html { html: "<p>Have your laptop at hand.</p>".into() },
        steps: vec![
            step(
                "online",
                "Does anything else work?",
                vec![("No", to("wi-fi")), ("Only the VPN fails", to("restart"))],
            ),
            step(
                "wi-fi",
                "Check the Wi-Fi",
                vec![("Works now", Target::Solved), ("Try again", to("online")), ("Still not", to("restart"))],
            ),
            step("restart", "Restart the client", vec![("Fixed", Target::Solved), ("Still fails", form())]),
        ],
        related: vec![Card {
            title: "VPN error codes".into(),
            summary: String::new(),
            path: "articles/network/vpn-error-codes/".into(),
            guide: false,
        }],
        revision: "ce01362503".into(),
    }
}

fn replay(search: &str) -> Walk {
    Walk::replay(&vpn(), search, "")
}

#[test]
fn no_answers_stand_at_the_first_step() {
    let walk = replay("?utm_source=mail");
    assert_eq!((walk.place(), walk.taken(), walk.dropped()), (Place::Step(0), 0, false));
    assert_eq!(walk, Walk::start(&vpn()));
}

#[test]
fn answers_are_written_as_ids_and_replay_to_the_same_place() {
    let guide = vpn();
    let first = Walk::start(&guide).with(&guide, 0, 0);
    assert_eq!(first, "?a=online.no");
    let second = replay(&first).with(&guide, 1, 2);
    assert_eq!(second, "?a=online.no..wi-fi.still-not");
    let walk = replay(&second);
    assert_eq!((walk.place(), walk.taken(), walk.dropped()), (Place::Step(2), 2, false));
    assert_eq!(walk.before(&guide, 1), first);
    assert_eq!(walk.before(&guide, 0), "");
}

#[test]
fn outcomes_end_the_walk() {
    let walk = replay("?a=online.only-the-vpn-fails..restart.still-fails..restart.fixed");
    assert_eq!((walk.place(), walk.dropped()), (Place::Outcome(2, 1), true));
    assert!(!walk.solved(&vpn()));
    assert!(replay("?a=online.only-the-vpn-fails..restart.fixed").solved(&vpn()));
}

#[test]
fn unknown_answers_are_dropped_and_said_so() {
    let walk = replay("?a=online.maybe..online.no..gone.yes..nonsense");
    assert_eq!((walk.place(), walk.taken(), walk.dropped()), (Place::Step(1), 1, true));
    // An answer to another question than the one reached is not guessed at.
    let walk = replay("?a=restart.fixed");
    assert_eq!((walk.place(), walk.dropped()), (Place::Step(0), true));
}

#[test]
fn another_guide_can_lead_into_the_middle() {
    let guide = vpn();
    let by_fragment = Walk::replay(&guide, "", "#restart");
    assert_eq!(by_fragment.place(), Place::Step(2));
    assert_eq!(by_fragment.with(&guide, 2, 0), "?from=restart&a=restart.fixed");
    assert_eq!(replay("?from=restart&a=restart.fixed").place(), Place::Outcome(2, 0));
    assert!(replay("?from=gone").dropped());
    // So does a choice made before the page came to life, whatever the address held before.
    assert_eq!(Walk::replay(&guide, "?a=online.no", "#restart").place(), Place::Step(2));
    // Any other fragment is somebody else's.
    assert_eq!(Walk::replay(&guide, "", "#main"), Walk::start(&guide));
}

#[test]
fn progress_counts_what_may_follow() {
    let guide = vpn();
    let start = Walk::start(&guide);
    assert_eq!([0, 1, 2].map(|from| start.at_most_more(&guide, from)), [2, 1, 0]);
}

#[test]
fn the_path_of_a_ticket_is_in_words() {
    let guide = vpn();
    assert_eq!(Walk::start(&guide).path(&guide, "VPN"), None);
    let answer = Answered { question: "Does anything else work?".into(), answer: "Only the VPN fails".into() };
    assert_eq!(replay("?a=online.only-the-vpn-fails").path(&guide, "VPN").map(|path| path.answers), Some(vec![answer]));
}
