use std::collections::BTreeSet;

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::fixture;
use crate::guide::map;
use crate::guide::plan::{Plan, To, sample};

/// A draft, then all that is told about it.
fn told(import: &Import, path: &str, text: &str) -> String {
    format!("{}~~~\n{}", import.markdown, fixture::listed(&import.problems, &[(path, text)]))
}

fn from_mermaid(text: &str) -> String {
    told(&mermaid("printer.mmd", text), "printer.mmd", text)
}

fn from_csv(text: &str) -> String {
    told(&csv("printer.csv", text), "printer.csv", text)
}

#[test]
fn a_box_that_leads_nowhere_is_no_start() {
    let text = "flowchart TD\n    A{Is it on?} -->|No| B(Turn it on)\n    B -->|Done| A\n    A -->|Yes| S((Solved))\n    F[Lonely]\n";
    let draft = from_mermaid(text);
    let first = draft.lines().find(|line| line.starts_with("## "));
    assert_eq!(first, Some("## Is it on?"), "{draft}");
    assert!(draft.contains("chart/start nothing leads to `F`"), "{draft}");
}

#[test]
fn a_flowchart_becomes_a_draft() {
    let text = "\
---
title: Printer does not print
---
flowchart TD
    A{\"Is the printer on?\"} -->|Yes| B(Look at the display)
    A -- No --> C([Turn it on<br>The switch is at the back.])
    A -.->|Not sure| C
    C ==> B
    B -- \"Shows an (error)\" --> D[[\"Report it\"]]
    B -->|Empty| E((Solved))
    B --> F>https://example.com/paper]
    click D href \"../forms/incident.yml\"
";
    assert_snapshot!(from_mermaid(text), @r#"
    ---
    title: "Printer does not print"
    ---

    ## Is the printer on?

    - [Yes](#look-at-the-display)
    - [No](#turn-it-on)
    - [Not sure](#turn-it-on)

    ## Look at the display

    - [Shows an (error)](../forms/incident.yml)
    - [Empty](#solved)
    - [https://example.com/paper](https://example.com/paper)

    ## Turn it on

    The switch is at the back.

    - [Continue](#look-at-the-display)
    ~~~
    printer.mmd:8:7 warning chart/no-answer this arrow says no answer, so the choice is called `Continue` | call it what readers would answer
    printer.mmd:11:7 warning chart/no-answer this arrow says no answer, so the choice is called `https://example.com/paper` | call it what readers would answer
    "#);
}

#[test]
fn chains_and_groups_are_arrows_each() {
    let text = "graph LR; A[Start?] --> B & C --> D{{Next?}} ---|fine| E[Done]; D --x F; D <--> A\n";
    assert_snapshot!(from_mermaid(text), @r#"
    ---
    title: "Printer"
    ---

    ## Start?

    - [B](#b)
    - [C](#c)

    ## B

    - [Continue](#next)

    ## C

    - [Continue](#next)

    ## Next?

    - [fine](#solved)
    - [F](#f)
    - [Start?](#start)

    ## F

    - [Done](#solved)
    ~~~
    printer.mmd:1:21 warning chart/no-answer this arrow says no answer, so the choice is called `B` | call it what readers would answer
    printer.mmd:1:21 warning chart/no-answer this arrow says no answer, so the choice is called `C` | call it what readers would answer
    printer.mmd:1:31 warning chart/no-answer this arrow says no answer, so the choice is called `Continue` | call it what readers would answer
    printer.mmd:1:31 warning chart/no-answer this arrow says no answer, so the choice is called `Continue` | call it what readers would answer
    printer.mmd:1:67 warning chart/no-answer this arrow says no answer, so the choice is called `F` | call it what readers would answer
    printer.mmd:1:71 warning chart/end `F` does not say where it ends | lead the answer `Done` of its step to an article, a form, a person or `#solved`
    printer.mmd:1:76 warning chart/two-way only the way forth of this arrow is in the draft | add a choice to the other step that leads back
    printer.mmd:1:76 warning chart/no-answer this arrow says no answer, so the choice is called `Start?` | call it what readers would answer
    "#);
}

#[test]
fn what_has_no_place_in_a_guide_is_told() {
    let text = "\
%%{init: {'theme': 'dark'}}%%
flowchart LR
    %% for the service desk
    direction LR
    subgraph one [First look]
      A[<b>Hello</b> fa:fa-print you] -->|Yes| B:::warm
      A ~~~ C
    end
    B@{ shape: rounded, label: \"All **well**?\" } --> S[Solved]
    classDef warm fill:#f96;
    class A warm
    style A fill:#f9f,stroke:#333
    linkStyle 0 stroke:red
    click A callback \"Tip\"
    click B href \"https://example.com\"
    accDescr: Something
    C --> one
";
    assert_snapshot!(from_mermaid(text), @r#"
    ---
    title: "Printer"
    ---

    ## Hello you

    - [Yes](#all-well)

    ## All well?

    - [Continue](#solved)

    ## C

    - [Continue](#one)

    ## one

    - [Done](#solved)
    ~~~
    printer.mmd:1:1 warning chart/style settings are not carried over | the look of guides comes from `portal.toml`
    printer.mmd:3:5 warning chart/comment a comment is not carried over | put what authors must know into an HTML comment
    printer.mmd:4:5 warning chart/style a direction is not carried over | guides are walked, not drawn
    printer.mmd:5:5 warning chart/subgraph the frame around `one` is not carried over | its boxes are steps like all others
    printer.mmd:6:8 warning chart/markup `<b>`, `</b>`, `fa:fa-print` is not carried over | questions and answers are plain text
    printer.mmd:6:49 warning chart/style a class of its look is not carried over | the look of guides comes from `portal.toml`
    printer.mmd:7:9 warning chart/style an invisible line is not carried over | it only moves boxes about
    printer.mmd:7:13 warning chart/start nothing leads to `C`, and the guide starts elsewhere | lead to it from another step, or move its step to the top
    printer.mmd:9:6 warning chart/markup `**` is not carried over | questions and answers are plain text
    printer.mmd:9:50 warning chart/no-answer this arrow says no answer, so the choice is called `Continue` | call it what readers would answer
    printer.mmd:10:5 warning chart/style `classDef` is not carried over | the look of guides comes from `portal.toml`
    printer.mmd:11:5 warning chart/style `class` is not carried over | the look of guides comes from `portal.toml`
    printer.mmd:12:5 warning chart/style `style` is not carried over | the look of guides comes from `portal.toml`
    printer.mmd:13:5 warning chart/style `linkStyle` is not carried over | the look of guides comes from `portal.toml`
    printer.mmd:14:5 warning chart/click the click on `A` is not carried over | guides run no programs
    printer.mmd:15:5 warning chart/click the link of `B` is not carried over | only a box that nothing leaves can be a link: put it into the text
    printer.mmd:16:5 warning chart/description the description is not carried over | write it as `summary` into the front matter
    printer.mmd:17:7 warning chart/no-answer this arrow says no answer, so the choice is called `Continue` | call it what readers would answer
    printer.mmd:17:11 warning chart/subgraph `one` is a subgraph, and no step of a guide | lead the arrow to a box inside of it, or from one
    printer.mmd:17:11 warning chart/end `one` does not say where it ends | lead the answer `Done` of its step to an article, a form, a person or `#solved`
    "#);
}

#[test]
fn what_cannot_be_read_is_told_all_at_once() {
    let text = "flowchart TD\n  A[Open --> B\n  A -- never\n  B -->|half C\n  end\n  A => B\n  subgraph x\n  A -->|ok| D[Done]\n";
    assert_snapshot!(from_mermaid(text), @r#"
    ---
    title: "Printer"
    ---

    ## A

    - [ok](#solved)

    ## B

    - [Done](#solved)
    ~~~
    printer.mmd:2:4 error chart/syntax this box is never closed | close it as it was opened, and put quotes around a text that holds brackets: `A["a (b)"]`
    printer.mmd:3:5 error chart/syntax this arrow is never finished | end an arrow with a text in the middle as it began: `A -- Answer --> B`
    printer.mmd:4:3 warning chart/start nothing leads to `B`, and the guide starts elsewhere | lead to it from another step, or move its step to the top
    printer.mmd:4:8 error chart/syntax this text is never closed | close it with a second `|`, and put quotes around a text that holds one
    printer.mmd:5:3 error chart/syntax no subgraph is open | leave it out, or open a subgraph before; a box called `end` needs another name
    printer.mmd:6:5 error chart/syntax expected an arrow | write an arrow as `A -->|Answer| B`
    printer.mmd:7:3 warning chart/subgraph the frame around `x` is not carried over | its boxes are steps like all others
    printer.mmd:7:3 error chart/syntax the subgraph `x` is never closed | close it with a line `end`
    "#);
    assert_snapshot!(from_mermaid("sequenceDiagram\n  A->>B: Hi\n"), @r"
    ~~~
    printer.mmd:1:1 error chart/header `sequenceDiagram` is no flowchart | only flowcharts become guides; they begin with `flowchart TD`
    ");
    assert_snapshot!(from_mermaid("A --> B\n"), @r#"
    ---
    title: "Printer"
    ---

    ## A

    - [Continue](#b)

    ## B

    - [Done](#solved)
    ~~~
    printer.mmd:1:1 error chart/header this is not known to be a flowchart | begin it with the line `flowchart TD`, or say `--format csv` for a list of answers
    printer.mmd:1:3 warning chart/no-answer this arrow says no answer, so the choice is called `Continue` | call it what readers would answer
    printer.mmd:1:7 warning chart/end `B` does not say where it ends | lead the answer `Done` of its step to an article, a form, a person or `#solved`
    "#);
}

#[test]
fn a_flowchart_in_markdown_is_found() {
    let text =
        "# Runbook\n\n```mermaid\ngraph TD\nA[On?] -->|Yes| B[Solved]\n```\n\n```mermaid\ngraph TD\nX --> Y\n```\n";
    assert_snapshot!(from_mermaid(text), @r#"
    ---
    title: "Printer"
    ---

    ## On?

    - [Yes](#solved)
    ~~~
    printer.mmd:8:1 warning chart/second only the first flowchart of a file is read | put each into a file of its own
    "#);
}

#[test]
fn a_list_of_answers_becomes_a_draft() {
    let text = "\
Outcome,node,text,option,next
,start,\"Is it on, and \"\"ready\"\"?\",Yes,display
,start,,No,on
solved,on,Turn it on,That helps,
../forms/incident.yml,on,,It does not,
Call somebody,display,\"Look at
the display\",It is dark,
tel:+44123,display,,It is red,
";
    assert_snapshot!(from_csv(text), @r#"
    ---
    title: "Printer"
    ---

    ## Is it on, and "ready"?

    - [Yes](#look-at)
    - [No](#turn-it-on)

    ## Look at

    the display

    - [It is dark](#call-somebody)
    - [It is red](tel:+44123)

    ## Turn it on

    - [That helps](#solved)
    - [It does not](../forms/incident.yml)

    ## Call somebody

    - [Done](#solved)
    ~~~
    printer.csv:6:1 warning chart/end `Call somebody` does not say where it ends | lead the answer `Done` of its step to an article, a form, a person or `#solved`
    "#);
}

#[test]
fn odd_lists_are_told_with_their_places() {
    let text =
        "node;text;option;next;outcom\na;One?;Yes;b;\na;Other;Yes;c;\n;x;y;z;\na;;No;;\nb;Two?;On;c;;more\nc;\"Three\n";
    assert_snapshot!(from_csv(text), @r#"
    ---
    title: "Printer"
    ---

    ## One?

    - [Yes](#two)
    - [Yes (2)](#three)

    ## Two?

    - [On](#three)

    ## Three

    - [Done](#solved)
    ~~~
    printer.csv:1:23 warning chart/columns the column `outcom` means nothing here | did you mean `outcome`?
    printer.csv:3:3 warning chart/text the node `a` has another text above | write the text once, or the same each time
    printer.csv:3:9 warning chart/same-answer the answer `Yes` stands at two arrows, so one is called `Yes (2)` | word both so that readers can tell them apart
    printer.csv:3:13 warning chart/end `Three` does not say where it ends | lead the answer `Done` of its step to an article, a form, a person or `#solved`
    printer.csv:4:2 error chart/row this line names no node | say in the column `node` which step the answer belongs to
    printer.csv:5:4 error chart/row the answer `No` leads nowhere | name a node in the column `next`, or an end in the column `outcome`
    printer.csv:6:14 warning chart/row `more` stands behind the last column | put quotes around a value that holds a separator
    printer.csv:7:3 error chart/quote this quote is never closed | close it with `"`; a quote inside of a quoted value is written twice
    "#);
    assert_snapshot!(from_csv("a,b\n1,2\n"), @r"
    ~~~
    printer.csv:1:1 warning chart/columns the column `a` means nothing here | expected one of `node`, `text`, `option`, `next`, `outcome`
    printer.csv:1:1 error chart/columns there is no column `node` | begin the file with the line `node,text,option,next,outcome`
    printer.csv:1:1 error chart/columns there is no column `option` | begin the file with the line `node,text,option,next,outcome`
    printer.csv:1:3 warning chart/columns the column `b` means nothing here | expected one of `node`, `text`, `option`, `next`, `outcome`
    ");
    assert_snapshot!(from_csv(""), @r"
    ~~~
    printer.csv:1:1 error chart/columns the file is empty | begin it with the line `node,text,option,next,outcome`
    ");
}

/// Mistakes that no chart can be the reason for. Loops and steps that nobody reaches may stand in the chart.
fn mistakes_of_the_draft(import: &Import) -> Vec<String> {
    let (_, problems) = crate::Kb::read(
        &[crate::Source { path: "guides/x.md".into(), text: import.markdown.clone() }],
        BTreeSet::new(),
    );
    let from_the_chart = ["guide/loop", "guide/unreachable", "guide/no-outcome", "link/missing-file"];
    let problems = problems.into_iter().filter(|problem| problem.severity == crate::Severity::Error);
    problems.filter(|problem| !from_the_chart.contains(&problem.code)).map(|problem| format!("{problem:?}")).collect()
}

/// Id and question of a step, and id, text and target of its choices.
type Shape = (String, String, Vec<(String, String, String)>);

/// Steps, choices and ends of a plan, without what a map does not hold.
fn shape(plan: &Plan) -> Vec<Shape> {
    let leads = |to: To| match to {
        To::Stop(stop) => plan.stops[stop].id.clone(),
        To::End(end) => plan.ends[end].href.clone(),
    };
    let way = |way: &crate::guide::plan::Way| (way.id.clone(), way.text.clone(), leads(way.to));
    let stop =
        |stop: &crate::guide::plan::Stop| (stop.id.clone(), stop.title.clone(), stop.ways.iter().map(way).collect());
    plan.stops.iter().map(stop).collect()
}

fn there_and_back(text: &str) -> (Plan, Plan, Import) {
    let plan = sample::plan(text);
    let import = mermaid("guides/sample.md", &map::mermaid(&plan));
    (plan, sample::plan(&import.markdown), import)
}

#[test]
fn a_map_brings_the_guide_back() {
    let (before, after, import) = there_and_back(&sample::vpn());
    assert_eq!(import.problems, []);
    assert_eq!(shape(&before), shape(&after));
    assert_eq!(before.title, after.title);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_map_brings_its_guide_back(steps in 1_usize..30, seed in any::<u64>()) {
        let (before, after, import) = there_and_back(&sample::large(steps, seed));
        prop_assert_eq!(mistakes_of_the_draft(&import), Vec::<String>::new());
        prop_assert_eq!(import.problems, []);
        prop_assert_eq!(shape(&before), shape(&after));
    }

    #[test]
    fn any_words_survive_the_way_there_and_back(
        words in proptest::collection::vec("[ -~äß→日]{1,24}", 6),
    ) {
        // Written as a list, so that the words are whatever they are.
        let distinct: BTreeSet<String> =
            words.iter().map(|word| word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()).collect();
        prop_assume!(distinct.len() == words.len() && !distinct.contains(""));
        let quoted = |at: usize| format!("\"{}\"", words[at].replace('"', "\"\""));
        let list = format!(
            "node,text,option,next,outcome\na,{},{},b,\na,,{},,solved\nb,{},{},,tel:1\nb,,{},a,\n",
            quoted(0), quoted(1), quoted(2), quoted(3), quoted(4), quoted(5)
        );
        let import = csv("x.csv", &list);
        prop_assert_eq!(mistakes_of_the_draft(&import), Vec::<String>::new(), "{}", import.markdown);
        let draft = import.markdown;
        let plan = sample::plan(&draft);
        let texts: Vec<String> = plan.stops.iter().flat_map(|stop| std::iter::once(&stop.title).chain(stop.ways.iter().map(|way| &way.text))).cloned().collect();
        let plain = |at: usize| words[at].split_whitespace().collect::<Vec<_>>().join(" ");
        let same = |told: &String, at: usize| *told == plain(at) || told.strip_suffix(" (2)") == Some(plain(at).as_str());
        prop_assert_eq!(texts.len(), 6, "{}", draft);
        for (told, at) in texts.iter().zip([0, 1, 2, 3, 4, 5]) {
            prop_assert!(same(told, at), "`{}` became `{told}` in\n{draft}", words[at]);
        }
        let (before, after, _) = there_and_back(&draft);
        prop_assert_eq!(shape(&before), shape(&after));
    }

    #[test]
    fn any_text_is_read_to_its_end(text in "[A-C \\n;\\[\\](){}|<>\"&=.~%#:@xo-]{0,80}") {
        let text = format!("graph TD\n{text}");
        let import = mermaid("x.mmd", &text);
        for problem in &import.problems {
            prop_assert!(problem.span.clone().is_some_and(|span| text.get(span).is_some()), "{problem:?}");
            prop_assert!(problem.help.is_some());
        }
        if import.steps > 0 {
            prop_assert_eq!(mistakes_of_the_draft(&import), Vec::<String>::new(), "{}", import.markdown);
        }
        let list = csv("x.csv", &text.replace("graph TD", "node,option,next"));
        prop_assert!(list.problems.iter().all(|problem| problem.span.is_some()));
    }
}
