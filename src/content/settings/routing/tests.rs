#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::Kb;
use crate::fixture::{problems, read};
use crate::ticket::sent;

const SETTINGS: &str = r#"
[tickets]
form = "incident"
[[category]]
id = "email"
[[category]]
id = "devices"
title = "Computers"
[[routing]]
form = "lost"
team = "Security"
[[routing]]
priority = "urgent"
team = "Duty"
[[routing]]
keywords = ["SAP", "purchase order"]
team = "Finance"
examples = ["sap shows a blank page", { text = "Where is my purchase order?", category = "devices" }]
[[routing]]
platform = "macos"
category = "devices"
team = "Macs"
examples = ["It hums"]
[[routing]]
category = "email"
team = "Messaging"
"#;

const INCIDENT: &str = "name: Incident
priority: normal
body:
  - {type: dropdown, id: category, attributes: {label: About, options: [Computers, Email]}}
  - {type: input, id: email, attributes: {label: Address}}
  - {type: textarea, id: details, attributes: {label: What happens}}
  - {type: dropdown, id: device, attributes: {label: Device, options: [Windows computer, Mac]}}
  - {type: impact}
  - type: urgency
    visible_if: {device: Mac}
    attributes: {label: How bad?, options: [Fine, Slow, Dead], default: 0}
";

const LOST: &str =
    "name: Lost\ncategory: devices\npriority: urgent\nbody:\n  - {type: input, id: what, attributes: {label: What}}\n";

fn files(settings: &str) -> Vec<(&str, &str)> {
    let article = ("articles/email/a.md", "# A\nText");
    vec![("portal.toml", settings), ("forms/incident.yml", INCIDENT), ("forms/lost.yml", LOST), article]
}

fn kb() -> Kb {
    assert_eq!(problems(&files(SETTINGS)), "");
    read(&files(SETTINGS)).0
}

/// Team and priority of a ticket.
fn sorted(kb: &Kb, form: &str, answers: &str) -> (String, String) {
    let form = kb.forms.iter().find(|known| known.id == form).unwrap();
    let values = sent(form, &serde_json::from_str(answers).unwrap());
    let told = |text: Option<&str>| text.unwrap_or("-").to_owned();
    (told(kb.settings.team(form, &values)), told(kb.settings.sla.priority_id(form, &values)))
}

#[test]
fn the_first_rule_that_matches_says_the_team() {
    let kb = kb();
    let cases = [
        ("lost", r#"{"what": "SAP token"}"#, "Security", "urgent"),
        ("incident", r#"{"category": "Email", "details": "My SAP is slow"}"#, "Finance", "normal"),
        ("incident", r#"{"details": "The purchase\n ORDER, please"}"#, "Finance", "normal"),
        (
            "incident",
            r#"{"category": "Email", "details": "sapphire, disorder", "email": "sap@x.example"}"#,
            "Messaging",
            "normal",
        ),
        ("incident", r#"{"category": "Computers", "device": "Mac"}"#, "Macs", "normal"),
        ("incident", r#"{"category": "Computers", "device": "Windows computer"}"#, "-", "normal"),
        ("incident", r#"{"device": "Mac", "impact": "Many people", "urgency": "Dead"}"#, "Duty", "urgent"),
    ];
    for (form, answers, team, priority) in cases {
        assert_eq!(sorted(&kb, form, answers), (team.to_owned(), priority.to_owned()), "{answers}");
    }
}

#[test]
fn impact_and_urgency_make_the_priority_when_both_are_told() {
    let kb = kb();
    let made = |answers| sorted(&kb, "incident", answers).1;
    assert_eq!(made(r#"{"device": "Mac", "impact": "Only me", "urgency": "Fine"}"#), "low");
    assert_eq!(made(r#"{"device": "Mac", "impact": "My team", "urgency": "Slow"}"#), "high");
    assert_eq!(made(r#"{"device": "Mac", "impact": "My team"}"#), "normal");
    // The urgency is hidden, so it is not sent.
    assert_eq!(made(r#"{"impact": "Many people", "urgency": "Dead"}"#), "normal");
    let form = kb.forms.iter().find(|form| form.id == "incident").unwrap();
    let mut values = form.initial_values();
    let prefill = [("impact", "team"), ("device", "Mac"), ("urgency", "worse")]
        .map(|(id, value)| (id.to_owned(), value.to_owned()));
    assert_eq!(form.prefill(&mut values, &prefill, &[]), [prefill[2].clone()]);
    assert_eq!(kb.settings.sla.priority_id(form, &values), Some("normal"));
    assert_eq!(kb.settings.sla.priority_of(form, &values), None);
}

#[test]
fn a_matrix_of_ones_own_counts() {
    let text = "[[sla.priority]]\nid = \"high\"\nrespond = \"1h\"\nresolve = \"4h\"\n\
        [[sla.priority]]\nid = \"normal\"\nrespond = \"1h\"\nresolve = \"4h\"\n[sla.matrix]\n\
        me = { can-work = \"normal\", partly = \"normal\", not-at-all = \"normal\" }\n\
        team = { can-work = \"normal\", partly = \"normal\", not-at-all = \"high\" }\n\
        many = { can-work = \"normal\", partly = \"high\", not-at-all = \"high\" }\n";
    let kb = read(&files(text)).0;
    let form = kb.forms.iter().find(|form| form.id == "incident").unwrap();
    let values = serde_json::from_str(r#"{"impact": "My team", "urgency": "Dead"}"#).unwrap();
    assert_eq!(kb.settings.sla.priority_of(form, &values).unwrap().title, "High");
}

#[test]
fn examples_that_go_elsewhere_and_rules_that_nothing_reaches_are_told() {
    let rules = r#"
[[category]]
id = "email"
[[category]]
id = "devices"
[[routing]]
keywords = ["order", "S/4"]
team = "Finance"
[[routing]]
keywords = ["purchase order"]
team = "Purchasing"
examples = ["A purchase order is lost"]
[[routing]]
category = "devices"
team = "Devices"
examples = [{ text = "It hums", category = "email" }, { text = "An order", form = "lots" }]
[[routing]]
form = "lost"
team = "Security"
examples = ["gone"]
[[routing]]
form = "lost"
category = "email"
team = "Nobody"
[[routing]]
form = "lost"
priority = "low"
platform = "window"
keywords = ["..."]
team = "Nobody"
[[routing]]
keyword = "x"
priority = "hihg"
"#;
    assert_snapshot!(problems(&files(rules)), @"
    forms/incident.yml:4:73 error form/category-option no category has the title `Computers` | expected `Email` or `Devices`
    portal.toml:10:1 warning routing/unreachable rule 1 takes every ticket before it comes to this one | move this rule above rule 1, or remove it
    portal.toml:12:13 error routing/example this example goes to `Finance` (rule 1), not to `Purchasing`: `A purchase order is lost` | move this rule above rule 1, or make one of them match less or more
    portal.toml:16:13 error routing/example this example goes to nobody, not to `Devices`: `It hums` | give the rule the words people write, or name the form and the category of the example
    portal.toml:16:83 error form/unknown there is no form `lots` | did you mean `lost`?
    portal.toml:18:1 warning routing/unreachable rule 3 takes every ticket before it comes to this one | move this rule above rule 3, or remove it
    portal.toml:20:13 error routing/example this example goes to `Devices` (rule 3), not to `Security`: `gone` | move this rule above rule 3, or make one of them match less or more
    portal.toml:22:1 warning routing/unreachable tickets of the form `lost` are always in `devices` | leave one of the two conditions out
    portal.toml:28:12 error value/unknown `window` is no value for `platform` | did you mean `windows`?
    portal.toml:29:13 error routing/keyword `...` is no word | write words of letters and digits, as people type them
    portal.toml:31:1 error key/missing `team` is missing | the team that gets these tickets
    portal.toml:32:1 error key/unknown unknown key `keyword` | did you mean `keywords`?
    portal.toml:33:12 error routing/priority there is no priority `hihg` | did you mean `high`?
    ");
}

#[test]
fn what_measures_is_complete() {
    let form = "name: F\nbody:\n  - {type: impact, attributes: {options: [Me, All]}}\n";
    let with =
        |settings, form| problems(&[("portal.toml", settings), ("forms/f.yml", form), ("articles/a.md", "# A\nText")]);
    assert_snapshot!(with("", form), @"
    forms/f.yml:3:12 error form/measure the form does not ask for `urgency`, and one of the two makes no priority | add `- type: urgency`, or ask with a plain dropdown
    forms/f.yml:3:42 error form/measure `impact` has 2 options instead of three | word the three of `[Only me, My team, Many people]`, in this order, or leave `options` out
    ");
    let form = "name: F\nbody: [{type: impact}, {type: urgency, attributes: {multiple: true}}]\n";
    let one = "[[sla.priority]]\nid = \"low\"\nrespond = \"1h\"\nresolve = \"4h\"\n";
    assert_snapshot!(with(one, form), @r#"
    forms/f.yml:2:15 error form/measure nothing says which priority impact and urgency make | write `[sla.matrix]` in portal.toml, or declare all of `urgent`, `high`, `normal`, `low` there
    forms/f.yml:2:53 error key/unknown unknown key `multiple` | expected one of `label`, `description`, `help`, `options`, `default`
    "#);
    let matrix = "[sla.matrix]\nme = { can-work = \"low\", partly = \"midle\" }\nteem = { can-work = \"low\" }\n";
    assert_snapshot!(with(matrix, "name: F\nbody: [{type: impact}, {type: urgency}]\n"), @r#"
    portal.toml:1:1 error key/missing `many` is missing | a row such as `{ can-work = "low", partly = "normal", not-at-all = "high" }`
    portal.toml:2:6 error key/missing `not-at-all` is missing | the id of a priority
    portal.toml:2:35 error settings/matrix there is no priority `midle` | expected one of `urgent`, `high`, `normal`, `low`
    portal.toml:3:1 error key/unknown unknown key `teem` | did you mean `team`?
    "#);
}

fn routes() -> impl Strategy<Value = Vec<Route>> {
    let any =
        |words: &'static [&'static str]| proptest::option::of(prop::sample::select(words).prop_map(str::to_owned));
    let keywords = prop::collection::vec(prop::sample::select(&["a", "b", "a b", "b a", "c"][..]), 0..3);
    let platform = proptest::option::of(prop::sample::select(&Platform::ALL[..2]));
    let forms = any(&["incident", "lost"]);
    let route = (forms, any(&["email", "devices"]), any(&["urgent", "normal"]), platform, keywords);
    let route = route.prop_map(|(form, category, priority, platform, keywords)| {
        let keywords = keywords.into_iter().map(str::to_owned).collect();
        Route { form, category, priority, platform, keywords, team: "x".into(), verify: None }
    });
    prop::collection::vec(route, 1..5)
}

proptest! {
    #[test]
    fn no_ticket_reaches_a_rule_that_is_said_to_be_out_of_reach(
        routes in routes(),
        form in prop::sample::select(&["incident", "lost"][..]),
        category in prop::sample::select(&["Computers", "Email", ""][..]),
        device in prop::sample::select(&["Windows computer", "Mac", ""][..]),
        impact in prop::sample::select(&["Only me", "Many people"][..]),
        details in "[abc ]{0,4}",
    ) {
        let mut kb = kb();
        let rule = |at| Rule::plain(at + 1, at..at + 1);
        let rules: Vec<Rule> = (0..routes.len()).map(rule).collect();
        kb.settings.routing = routes;
        let unreachable: Vec<usize> = check(&kb, &rules).into_iter().filter_map(|problem| problem.span).map(|span| span.start).collect();
        let form = kb.forms.iter().find(|known| known.id == form).unwrap();
        let text = |text: &str| crate::ticket::Value::Text(text.to_owned());
        let answers = [("category", category), ("device", device), ("impact", impact), ("urgency", "Dead"), ("details", &details), ("what", &details)];
        let values = sent(form, &answers.into_iter().map(|(id, answer)| (id.to_owned(), text(answer))).collect());
        let taken = kb.settings.rule(&Facts::of(&kb.settings.rules(), form, &values)).map(|(place, _)| place);
        prop_assert!(taken.is_none_or(|place| !unreachable.contains(&place)), "{taken:?} of {unreachable:?}");
    }
}

#[test]
fn what_any_matching_rule_demands_holds_and_nothing_takes_it_away() {
    let toml = r#"
        [[category]]
        id = "accounts"
        title = "Accounts"

        [[routing]]
        keywords = ["phishing"]
        team = "Security"

        [[routing]]
        category = "accounts"
        team = "Identity"
        verify = "callback"
    "#;
    let form = "name: Help\nbody:\n  - {type: input, id: summary, attributes: {label: S}}\n  - {type: dropdown, id: category, attributes: {label: C, options: [Accounts]}}\n";
    let (kb, _) = crate::fixture::read(&[("portal.toml", toml), ("forms/help.yml", form)]);
    let asked = |values: &[(&str, &str)]| {
        let values: BTreeMap<String, Value> =
            values.iter().map(|(id, text)| ((*id).to_owned(), Value::Text((*text).to_owned()))).collect();
        (kb.settings.team(&kb.forms[0], &values).map(str::to_owned), kb.settings.verify(&kb.forms[0], &values))
    };
    assert_eq!(asked(&[("summary", "Paper jam")]), (None, None));
    assert_eq!(asked(&[("category", "Accounts")]), (Some("Identity".into()), Some(crate::Verify::Callback)));
    let both = asked(&[("category", "Accounts"), ("summary", "A phishing mail")]);
    assert_eq!(both, (Some("Security".into()), Some(crate::Verify::Callback)));
    let wrong = toml.replace("\"callback\"", "\"call\"");
    let told =
        crate::fixture::problems(&[("portal.toml", &wrong), ("forms/help.yml", form), ("articles/it/a.md", "# A\n")]);
    assert!(told.contains("`call` is no value for `verify` | expected `callback`"), "{told}");
}

#[test]
fn all_teams_are_those_of_rules_and_those_that_are_named_beside_them() {
    let teams = ["Security", "Duty", "Finance", "Macs", "Messaging"];
    assert_eq!(kb().settings.teams(), teams);
    let settings = SETTINGS.replace("[tickets]\n", "[tickets]\nteams = [\"Second line\", \"Duty\"]\n");
    assert_eq!(problems(&files(&settings)), "");
    assert_eq!(read(&files(&settings)).0.settings.teams(), [&teams[..], &["Second line"]].concat());
}
