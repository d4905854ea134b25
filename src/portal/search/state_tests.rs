#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::sync::Arc;

use search::message::{Answer, Fragment, Hit, Kind, Question, ToEngine};
use search::titles::{Title, Titles};

use super::{Event, SearchState};

fn titles() -> Titles {
    let title = Title {
        kind: Kind::Article,
        path: "articles/vpn/".into(),
        title: "Set up the VPN".into(),
        aliases: vec!["tunnel".into()],
        category: "network".into(),
    };
    Titles { entries: vec![title] }
}

fn answer(path: &str) -> Answer {
    let title = vec![Fragment { text: path.into(), marked: false }];
    let hit = Hit {
        kind: Kind::Article,
        path: path.into(),
        title,
        snippet: Vec::new(),
        category: String::new(),
        part: None,
        called: false,
        reasons: Vec::new(),
    };
    Answer { hits: vec![hit], total: 1, ..Answer::default() }
}

fn asked(query: &str) -> Event {
    Event::Asked(Question::new(query, 7))
}

/// The first hit on screen and whether the full index gave it.
fn shown(state: &SearchState) -> Option<(String, bool)> {
    let answered = state.answered()?;
    answered.answer.hits.first().map(|hit| (hit.path.clone(), answered.full))
}

#[test]
fn titles_answer_until_the_engine_is_ready_and_then_the_question_is_put_again() {
    let mut state = SearchState::default();
    state.update(Event::Titles(titles()));
    assert_eq!(state.update(asked("vpn")), None);
    assert_eq!(shown(&state), Some(("articles/vpn/".into(), false)));
    assert_eq!(state.update(Event::Ready), Some(ToEngine::Search { id: 1, question: Question::new("vpn", 7) }));
    state.update(Event::Answered(1, answer("full")));
    assert_eq!(shown(&state), Some(("full".into(), true)));
}

#[test]
fn answers_from_titles_promise_more_only_while_the_engine_may_still_come() {
    let mut state = SearchState::default();
    state.update(Event::Titles(titles()));
    state.update(asked("vpn"));
    assert!(state.answered().unwrap().provisional);
    state.update(Event::Failed("gone".into()));
    assert!(!state.answered().unwrap().provisional);
}

#[test]
fn a_question_asked_before_anything_came_is_answered_by_whatever_comes_first() {
    let mut state = SearchState::default();
    state.update(asked("vpn"));
    assert!(!state.is_answered());
    state.update(Event::Titles(titles()));
    assert!(state.is_answered());
}

#[test]
fn a_stale_answer_never_replaces_a_newer_one() {
    let mut state = SearchState::default();
    state.update(Event::Ready);
    state.update(asked("v"));
    state.update(asked("vp"));
    state.update(Event::Answered(2, answer("new")));
    state.update(Event::Answered(1, answer("old")));
    assert_eq!(shown(&state).unwrap().0, "new");
}

#[test]
fn words_wiped_away_bring_no_answer_back() {
    let mut state = SearchState::default();
    state.update(Event::Ready);
    state.update(asked("vpn"));
    state.update(asked("  "));
    state.update(Event::Answered(1, answer("late")));
    assert_eq!(shown(&state), None);
}

#[test]
fn the_same_question_is_not_asked_twice() {
    let mut state = SearchState::default();
    state.update(Event::Ready);
    assert!(state.update(asked("vpn")).is_some());
    assert_eq!(state.update(asked(" vpn ")), None);
    assert!(state.update(Event::Asked(Question::new("vpn", 20))).is_some());
}

#[test]
fn a_partial_answer_stays_while_the_same_question_is_asked_again() {
    let mut state = SearchState::default();
    state.update(Event::Titles(titles()));
    assert_eq!(state.update(Event::Again), None);
    state.update(Event::Ready);
    state.update(asked("vpn"));
    state.update(Event::Answered(1, Answer { partial: true, ..answer("part") }));
    assert!(state.answered().unwrap().answer.partial);
    assert_eq!(state.update(Event::Again), Some(ToEngine::Search { id: 2, question: Question::new("vpn", 7) }));
    assert_eq!(shown(&state), Some(("part".into(), true)));
    state.update(Event::Answered(2, answer("whole")));
    assert_eq!(shown(&state), Some(("whole".into(), true)));
    assert!(!state.answered().unwrap().answer.partial);
    state.update(Event::Failed("gone".into()));
    assert_eq!(state.update(Event::Again), None);
    assert!(state.is_answered());
}

/// A search whose question 1 the full index has answered.
fn answered(path: &str) -> SearchState {
    let mut state = SearchState::default();
    state.update(Event::Ready);
    state.update(asked("vpn"));
    state.update(Event::Answered(1, answer(path)));
    state
}

fn explaining(id: u32) -> Option<ToEngine> {
    Some(ToEngine::Search { id, question: Question { explain: true, ..Question::new("vpn", 7) } })
}

#[test]
fn an_answer_is_explained_once_to_a_reader_who_stays() {
    let mut state = answered("a");
    assert_eq!(state.update(Event::Stayed), explaining(2));
    assert_eq!(state.update(Event::Stayed), None);
    let shown = state.answered().unwrap();
    state.update(Event::Answered(2, answer("a")));
    assert_eq!(state.explained().unwrap().id, 1);
    assert!(Arc::ptr_eq(&shown, &state.answered().unwrap()), "the answer on screen stays as it is");
    assert_eq!(state.update(Event::Stayed), None);
}

#[test]
fn what_is_told_of_an_older_answer_or_of_other_hits_counts_for_nothing() {
    let mut state = answered("a");
    state.update(Event::Stayed);
    state.update(Event::Answered(2, answer("b")));
    assert_eq!(state.explained(), None);

    let mut state = answered("a");
    state.update(Event::Stayed);
    assert_eq!(
        state.update(asked("vpn office")),
        Some(ToEngine::Search { id: 3, question: Question::new("vpn office", 7) })
    );
    state.update(Event::Answered(3, answer("c")));
    state.update(Event::Answered(2, answer("a")));
    assert_eq!(state.explained(), None);
    assert_eq!(shown(&state), Some(("c".into(), true)));
}

#[test]
fn only_an_answer_of_the_full_index_to_the_newest_question_is_explained() {
    let mut state = SearchState::default();
    state.update(Event::Titles(titles()));
    state.update(asked("vpn"));
    assert_eq!(state.update(Event::Stayed), None);

    let mut state = answered("a");
    state.update(asked("vpn office"));
    assert_eq!(state.update(Event::Stayed), None);
}

#[test]
fn an_engine_that_came_back_is_asked_for_reasons_again() {
    let mut state = answered("a");
    state.update(Event::Stayed);
    state.update(Event::Crashed);
    assert_eq!(state.update(Event::Stayed), None);
    state.update(Event::Ready);
    assert_eq!(state.update(Event::Stayed), explaining(3));
}

#[test]
fn the_nearest_titles_are_known_once_the_titles_are_here() {
    let mut state = SearchState::default();
    state.update(asked("vpnclient"));
    assert!(state.nearest().is_empty());
    state.update(Event::Titles(titles()));
    assert_eq!(state.nearest().first().map(|hit| hit.path.as_str()), Some("articles/vpn/"));
    state.update(asked(""));
    assert!(state.nearest().is_empty());
}

#[test]
fn when_the_engine_fails_titles_go_on_and_the_reader_is_told_why() {
    let mut state = SearchState::default();
    state.update(Event::Titles(titles()));
    state.update(asked("tunnel"));
    state.update(Event::Failed("The search index is torn.".into()));
    assert_eq!(state.trouble(), Some("The search index is torn."));
    assert!(!state.is_lost());
    assert_eq!(shown(&state), Some(("articles/vpn/".into(), false)));
}

#[test]
fn search_is_lost_only_when_neither_came() {
    let mut state = SearchState::default();
    state.update(Event::NoTitles);
    assert!(!state.is_lost());
    state.update(Event::Failed(String::new()));
    assert!(state.is_lost());
}

#[test]
fn a_late_engine_is_helped_out_by_titles_and_still_heard_when_it_answers() {
    let mut state = SearchState::default();
    state.update(Event::Titles(titles()));
    state.update(Event::Ready);
    state.update(asked("vpn"));
    state.update(Event::Late(1));
    assert_eq!(shown(&state), Some(("articles/vpn/".into(), false)));
    state.update(Event::Answered(1, answer("full")));
    assert_eq!(shown(&state), Some(("full".into(), true)));
}

#[test]
fn an_engine_that_recovers_after_slowness_is_used() {
    let mut state = SearchState::default();
    state.update(asked("vpn"));
    state.update(Event::Slow);
    assert!(state.trouble().is_some());
    assert!(state.update(Event::Ready).is_some());
    assert_eq!(state.trouble(), None);
}

#[test]
fn an_engine_that_breaks_down_is_started_once_more_and_titles_answer_meanwhile() {
    let mut state = SearchState::default();
    state.update(Event::Titles(titles()));
    state.update(Event::Ready);
    state.update(asked("vpn"));
    assert!(state.may_restart());
    assert_eq!(state.update(Event::Crashed), None);
    assert_eq!(shown(&state), Some(("articles/vpn/".into(), false)));
    assert!(state.trouble().is_none());
    assert_eq!(state.update(Event::Ready), Some(ToEngine::Search { id: 1, question: Question::new("vpn", 7) }));
    assert!(!state.may_restart());
    state.update(Event::Crashed);
    assert!(state.trouble().is_some());
}
