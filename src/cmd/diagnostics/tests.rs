use publish::Report;

use super::*;

fn report(problems: Vec<Problem>) -> Report {
    let text = "\u{feff}---\r\ntitle: Ünï\r\n---\r\nSee [x](gone.md).\r\n";
    let source = content::Source { path: "a.md".into(), text: text.into() };
    Report { problems, sources: vec![source], texts: 1, ..Report::default() }
}

fn shown(report: &Report, detail: Detail) -> String {
    text(report, Path::new("kb"), detail, &Renderer::plain())
}

fn link() -> Problem {
    Problem::error("link/missing-file", "a.md", "there is no `gone.md`")
        .at(36..43, "no such file")
        .help("did you mean `on.md`?")
}

#[test]
fn a_place_is_shown_with_its_line_in_the_manner_of_rustc() {
    insta::assert_snapshot!(shown(&report(vec![link()]), Detail::Summary), @r#"
    error[link/missing-file]: there is no `gone.md`
     --> kb/a.md:4:10
      |
    4 | See [x](gone.md).
      |          ^^^^^^^ no such file
      |
      = help: did you mean `on.md`?

    1 error in 1 file
    "#);
}

#[test]
fn a_file_as_a_whole_is_shown_by_its_path() {
    let problem = Problem::warning("file/loop", "b", "this link leads back").help("remove it");
    insta::assert_snapshot!(shown(&report(vec![problem]), Detail::Summary), @r#"
    warning[file/loop]: this link leads back
    --> kb/b
     = help: remove it

    1 warning in 1 file
    "#);
}

#[test]
fn many_warnings_of_a_kind_are_summed_up() {
    let warning =
        |at: usize| Problem::warning("a/b", "a.md", format!("number {at}")).at(at..at + 1, "here").help("mend it");
    let report = report((3..9).map(warning).collect());
    insta::assert_snapshot!(shown(&report, Detail::Summary), @r#"
    warning[a/b]: 6 places
      --> kb/a.md:1:1: number 3
      --> kb/a.md:1:2: number 4
      --> kb/a.md:1:3: number 5
      = help: mend it
      = 3 more like these
      = `--verbose` shows all

    6 warnings in 1 file
    "#);
    assert_eq!(shown(&report, Detail::All).matches("--> kb/a.md").count(), 6);
    assert_eq!(shown(&report, Detail::Errors), "6 warnings in 1 file\n");
}

#[test]
fn messages_that_come_again_are_told_once_with_how_often() {
    let hint = |at: usize| Problem::hint("a/b", "a.md", format!("key {}", at % 2)).at(at..at + 1, "");
    insta::assert_snapshot!(shown(&report((4..11).map(hint).collect()), Detail::Summary), @r#"
    hint[a/b]: 7 places
      --> kb/a.md:1:2: key 0 (and 3 more)
      --> kb/a.md:1:3: key 1 (and 2 more)
      = `--verbose` shows all

    7 hints in 1 file
    "#);
}

#[test]
fn programs_get_lines_and_columns() {
    insta::assert_snapshot!(json(&report(vec![link(), Problem::hint("x/y", "b.md", "whole file")])), @r#"
    [
      {
        "code": "link/missing-file",
        "column": 10,
        "help": "did you mean `on.md`?",
        "line": 4,
        "message": "there is no `gone.md`",
        "path": "a.md",
        "severity": "error"
      },
      {
        "code": "x/y",
        "column": null,
        "help": null,
        "line": null,
        "message": "whole file",
        "path": "b.md",
        "severity": "hint"
      }
    ]
    "#);
}

#[test]
fn a_place_outside_of_the_file_is_no_reason_to_stop() {
    let problem = Problem::error("x/y", "a.md", "far away").at(7_000..8_000, "");
    assert!(shown(&report(vec![problem]), Detail::All).contains("far away"));
}

#[test]
fn counts_read_well() {
    assert_eq!(
        [0, 1, 999, 1_000, 1_234_567].map(|count| counted(count, "page")),
        ["0 pages", "1 page", "999 pages", "1,000 pages", "1,234,567 pages",]
    );
}
