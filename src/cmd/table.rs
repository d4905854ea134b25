//! Tables for people at a terminal, and for those who pipe them somewhere.

use std::io::IsTerminal as _;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Between two columns.
const GAP: &str = "  ";
/// The least that is left of a column that gives way.
const LEAST: usize = 12;
/// How many columns a terminal has that does not say it.
const USUAL: usize = 80;
/// How far a column that gives way is filled up where nothing is cut: one long cell must not widen all rows.
const FILLED: usize = 60;

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    title: &'static str,
    /// Whether it gives way when the terminal is narrow.
    gives_way: bool,
}

impl Column {
    /// One that is shown whole.
    pub(crate) fn fixed(title: &'static str) -> Self {
        Self { title, gives_way: false }
    }

    /// One that is cut when there is no room.
    pub(crate) fn yielding(title: &'static str) -> Self {
        Self { title, gives_way: true }
    }
}

/// How many columns the terminal has; nothing where standard output is none.
pub(crate) fn room() -> Option<usize> {
    let output = std::io::stdout();
    let width = || terminal_size::terminal_size_of(&output).map(|(terminal_size::Width(width), _)| usize::from(width));
    output.is_terminal().then(|| width().or_else(said).unwrap_or(USUAL))
}

/// What a shell says of a terminal that does not say it itself.
fn said() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok().filter(|columns| *columns > 0)
}

/// Rows below titles, cut to the room there is, and whole where there is no end of it. What comes from elsewhere can say nothing to the terminal.
pub(crate) fn table(columns: &[Column], rows: &[Vec<String>], room: Option<usize>) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| line(cell)).collect()).collect();
    let mut widths: Vec<usize> = (0..)
        .zip(columns)
        .map(|(at, column)| {
            rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).fold(column.title.width(), usize::max)
        })
        .collect();
    match room {
        Some(room) => shrink(columns, &mut widths, room),
        None => widths.iter_mut().zip(columns).filter(|(_, column)| column.gives_way).for_each(|(width, _)| {
            *width = (*width).min(FILLED);
        }),
    }
    let titles: Vec<String> = columns.iter().map(|column| column.title.to_owned()).collect();
    std::iter::once(&titles).chain(&rows).map(|row| laid_out(row, &widths, room.is_some())).collect()
}

/// Takes what is too much from the columns that give way, the widest first.
fn shrink(columns: &[Column], widths: &mut [usize], room: usize) {
    let gaps = GAP.len() * columns.len().saturating_sub(1);
    let mut excess = (widths.iter().sum::<usize>() + gaps).saturating_sub(room);
    while excess > 0 {
        let yielding = widths.iter_mut().zip(columns).filter(|(width, column)| column.gives_way && **width > LEAST);
        let Some((width, _)) = yielding.max_by_key(|(width, _)| **width) else { return };
        *width -= 1;
        excess -= 1;
    }
}

fn laid_out(row: &[String], widths: &[usize], is_cut: bool) -> String {
    let cells = row.iter().zip(widths).map(|(cell, width)| {
        let cell = if is_cut { cut(cell, *width) } else { cell.clone() };
        let blank = width.saturating_sub(cell.width());
        cell + &" ".repeat(blank)
    });
    let line = cells.collect::<Vec<_>>().join(GAP);
    format!("{}\n", line.trim_end())
}

/// The beginning of a text that is wider than its column.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if kept.width() + c.width().unwrap_or_default() + 1 > width {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// A text on one line, without what a terminal would take as an order.
pub(crate) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).collect()
}

/// A text with its lines, without what a terminal would take as an order.
pub(crate) fn lines(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(room: Option<usize>) -> String {
        let columns = [Column::fixed("REFERENCE"), Column::yielding("SUBJECT"), Column::fixed("TEAM")];
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [
            row(["TZ-7F3K9Q", "The printer on floor 2 eats\npaper\u{1b}[31m", "Print room"]),
            row(["TZ-000001", "日本語のプリンター", ""]),
        ];
        table(&columns, &rows, room)
    }

    #[test]
    fn a_table_is_as_wide_as_it_must_be_and_no_wider_than_the_terminal() {
        insta::assert_snapshot!(shown(None), @"
        REFERENCE  SUBJECT                                TEAM
        TZ-7F3K9Q  The printer on floor 2 eats paper[31m  Print room
        TZ-000001  日本語のプリンター
        ");
        insta::assert_snapshot!(shown(Some(40)), @"
        REFERENCE  SUBJECT            TEAM
        TZ-7F3K9Q  The printer on f…  Print room
        TZ-000001  日本語のプリンタ…
        ");
        assert!(shown(Some(40)).lines().all(|line| line.width() <= 40));
        assert!(shown(Some(3)).contains("TZ-7F3K9Q"), "what is fixed stays whole");
    }

    #[test]
    fn one_long_cell_is_whole_where_nothing_is_cut_and_widens_no_other_row() {
        let columns = [Column::fixed("REFERENCE"), Column::yielding("SUBJECT"), Column::fixed("TEAM")];
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let (long, one, two) = ("x".repeat(300), "TZ-7F3K9Q", "TZ-000001");
        let rows = [row([one, &long, "Print room"]), row([two, "A jam", "Print room"])];
        let told = table(&columns, &rows, None);
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines[1], format!("{one}  {long}  Print room"));
        assert_eq!(lines[2], format!("{two}  A jam{}  Print room", " ".repeat(55)));
        assert!(table(&columns, &rows, Some(80)).lines().all(|line| line.width() <= 80));
    }

    #[test]
    fn nothing_gives_orders_to_the_terminal() {
        assert_eq!(lines("a\u{1b}[2Jb\nc\u{9b}d\r"), "a[2Jb\ncd");
        assert!(!shown(None).contains('\u{1b}'));
    }
}
