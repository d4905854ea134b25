use insta::assert_snapshot;

use crate::NoticeKind;
use crate::fixture::{problems_of, read};

#[test]
fn days_are_whole_and_times_have_offsets() {
    let text =
        "---\ntitle: Slow\nkind: maintenance\nfrom: 2026-12-12\nuntil: 2026-12-13\nproducts: [Outlook]\n---\nText";
    assert_eq!(problems_of("notices/slow.md", text), "");
    let notice = read(&[("notices/slow.md", text)]).0.notices.remove(0);
    assert_eq!((notice.id.as_str(), notice.kind, notice.body.as_str()), ("slow", NoticeKind::Maintenance, "Text"));
    assert_eq!(notice.from.map(|at| at.to_string()).as_deref(), Some("2026-12-12T00:00:00Z"));
    assert_eq!(notice.until.map(|at| at.to_string()).as_deref(), Some("2026-12-14T00:00:00Z"));
    let text = "---\ntitle: Slow\nkind: issue\nfrom: 2026-12-12T20:00+01:00\nuntil: '2026-12-12 21:00Z'\n---\n";
    assert_eq!(problems_of("notices/slow.md", text), "");
    let notice = read(&[("notices/slow.md", text)]).0.notices.remove(0);
    assert_eq!(notice.from.map(|at| at.to_string()).as_deref(), Some("2026-12-12T19:00:00Z"));
    assert_eq!(notice.until.map(|at| at.to_string()).as_deref(), Some("2026-12-12T21:00:00Z"));
}

#[test]
fn mistakes_are_told() {
    let text = "---\nkind: isue\nfrom: 2026-12-12T20:00\nuntil: tomorrow\ncategory: it\n---\n[x](../articles/it/b.md)";
    assert_snapshot!(problems_of("notices/slow.md", text), @"
    notices/slow.md:2:1 error key/missing `title` is missing | what is the matter, in a few words
    notices/slow.md:2:7 error value/unknown `isue` is no value for `kind` | did you mean `issue`?
    notices/slow.md:3:7 error value/date `from` is no date: `2026-12-12T20:00` | add the offset from UTC, such as `2026-12-12T20:00+00:00`
    notices/slow.md:4:8 error value/date `until` is no date: `tomorrow` | write a date such as `2026-11-22`, or a time such as `2026-11-22T18:00+00:00`
    notices/slow.md:7:5 error link/missing-file there is no `articles/it/b.md` | correct the path, add the file, or leave it out
    ");
    let text = "---\ntitle: T\nkind: issue\nfrom: 2026-12-12\nuntil: 2026-12-11\n---\n";
    assert_snapshot!(problems_of("notices/slow.md", text), @"notices/slow.md:5:8 error notice/order `until` is not after `from` | swap them, or correct one");
    assert_snapshot!(problems_of("notices/slow.md", "Just text"), @"notices/slow.md:1:1 error front-matter/missing the notice has no front matter | start it with `---`, the keys `title` and `kind`, and `---`");
}

#[test]
fn an_empty_title_is_a_missing_one() {
    assert_snapshot!(problems_of("notices/slow.md", "---\ntitle:\nkind: issue\n---\nText"), @"notices/slow.md:2:1 error key/missing `title` is missing | what is the matter, in a few words");
    assert_snapshot!(problems_of("notices/slow.md", "---\ntitle: ''\nkind: issue\n---\nText <!-- x"), @r#"
    notices/slow.md:2:1 error key/missing `title` is missing | what is the matter, in a few words
    notices/slow.md:5:6 warning html/unclosed `<!--` is not closed before its paragraph ends | begin a line with `<!--` and close it with `-->`, or write `\<!--` if these are words to be read
    "#);
}

#[test]
fn the_next_update_comes_while_the_notice_is_shown() {
    let text = |next: &str| {
        format!("---\ntitle: T\nkind: issue\nfrom: 2026-12-11\nuntil: 2026-12-12T18:00Z\nnext_update: {next}\n---\n")
    };
    let told = |next: &str| problems_of("notices/slow.md", &text(next));
    for fine in ["2026-12-12", "2026-12-11T14:00+01:00", "2026-12-12T18:00Z"] {
        assert_eq!(told(fine), "", "{fine}");
    }
    assert_snapshot!(told("2026-12-13"), @"notices/slow.md:6:14 error notice/order `next_update` is after `until` | correct one of them: the update comes while the notice is shown");
    assert_snapshot!(told("2026-12-11"), @"notices/slow.md:6:14 error notice/order `next_update` is not after `from` | correct one of them: the update comes while the notice is shown");
    assert_snapshot!(told("at two"), @"notices/slow.md:6:14 error value/date `next_update` is no date: `at two` | write a date such as `2026-11-22`, or a time such as `2026-11-22T18:00+00:00`");
    let notice = read(&[("notices/slow.md", &text("2026-12-11T14:00+01:00"))]).0.notices.remove(0);
    assert_eq!(notice.next_update.map(|at| at.to_string()).as_deref(), Some("2026-12-11T13:00:00Z"));
}
