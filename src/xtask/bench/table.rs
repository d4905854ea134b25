//! The table that the bench prints.

use std::fmt;

/// The table, as far as it is measured.
pub(super) struct Table {
    title: String,
    lines: Vec<Line>,
}

enum Line {
    Heading(String),
    Row(Row),
    Note(String),
}

/// One thing that was measured.
pub(super) struct Row {
    what: String,
    unit: Unit,
    measured: f64,
    goal: Option<Goal>,
    pagefind: Option<f64>,
    minisearch: Option<f64>,
}

/// What a number counts, and to how many places it is worth printing.
#[derive(Clone, Copy)]
pub(super) struct Unit {
    name: &'static str,
    places: usize,
}

/// Thousand bytes.
pub(super) const KB: Unit = Unit { name: " kB", places: 1 };
/// Million bytes.
pub(super) const MB: Unit = Unit { name: " MB", places: 0 };
/// Seconds.
pub(super) const SECONDS: Unit = Unit { name: " s", places: 2 };
/// Milliseconds.
pub(super) const MILLISECONDS: Unit = Unit { name: " ms", places: 1 };
/// How many in a second.
pub(super) const PER_SECOND: Unit = Unit { name: " /s", places: 0 };
/// How many.
pub(super) const COUNT: Unit = Unit { name: "", places: 0 };
/// A part of one, or one number divided by another.
pub(super) const SHARE: Unit = Unit { name: "", places: 3 };

/// What a number should be.
#[derive(Clone, Copy)]
enum Goal {
    AtMost(f64),
    AtLeast(f64),
}

impl Table {
    /// An empty table.
    pub(super) fn new(title: &str) -> Self {
        Self { title: title.to_owned(), lines: Vec::new() }
    }

    /// Starts a group of rows.
    pub(super) fn heading(&mut self, heading: &str) {
        self.lines.push(Line::Heading(heading.to_owned()));
    }

    /// Adds a row.
    pub(super) fn row(&mut self, row: Row) {
        self.lines.push(Line::Row(row));
    }

    /// Says something about the rows around it.
    pub(super) fn note(&mut self, note: &str) {
        self.lines.push(Line::Note(note.to_owned()));
    }
}

impl Row {
    /// What was measured of Tierzero.
    pub(super) fn new(what: impl Into<String>, unit: Unit, measured: f64) -> Self {
        Self { what: what.into(), unit, measured, goal: None, pagefind: None, minisearch: None }
    }

    /// It should not be more than this.
    pub(super) fn at_most(self, budget: f64) -> Self {
        Self { goal: Some(Goal::AtMost(budget)), ..self }
    }

    /// It should not be less than this.
    pub(super) fn at_least(self, goal: f64) -> Self {
        Self { goal: Some(Goal::AtLeast(goal)), ..self }
    }

    /// What Pagefind has there.
    pub(super) fn pagefind(self, measured: f64) -> Self {
        Self { pagefind: Some(measured), ..self }
    }

    /// What MiniSearch has there.
    pub(super) fn minisearch(self, measured: f64) -> Self {
        Self { minisearch: Some(measured), ..self }
    }
}

impl Unit {
    fn print(self, number: f64) -> String {
        // What could not be measured is not a number; a note says why.
        if number.is_nan() { "–".to_owned() } else { format!("{number:.*}{}", self.places, self.name) }
    }
}

impl Goal {
    fn limit(self) -> f64 {
        match self {
            Self::AtMost(limit) | Self::AtLeast(limit) => limit,
        }
    }

    fn print(self, unit: Unit) -> String {
        let sign = if matches!(self, Self::AtMost(_)) { '≤' } else { '≥' };
        format!("{sign} {}", unit.print(self.limit()))
    }

    fn verdict(self, measured: f64) -> &'static str {
        let met = match self {
            Self::AtMost(limit) => measured <= limit,
            Self::AtLeast(limit) => measured >= limit,
        };
        if met || measured.is_nan() { "" } else { " missed" }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "\n{}\n", self.title)?;
        columns(out, "", ["measured", "goal", "ratio", "Pagefind", "MiniSearch"])?;
        self.lines.iter().try_for_each(|line| write!(out, "{line}"))
    }
}

impl fmt::Display for Line {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heading(heading) => writeln!(out, "\n{heading}"),
            Self::Row(row) => write!(out, "{row}"),
            Self::Note(note) => writeln!(out, "  ({note})"),
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { unit, measured, .. } = *self;
        let goal = self.goal.map(|goal| goal.print(unit)).unwrap_or_default();
        let ratio = self.goal.filter(|_| !measured.is_nan());
        let ratio = ratio.map(|goal| format!("{:.2}{}", measured / goal.limit(), goal.verdict(measured)));
        let [pagefind, minisearch] =
            [self.pagefind, self.minisearch].map(|beside| beside.map(|other| unit.print(other)));
        let cells =
            [Some(unit.print(measured)), Some(goal), ratio, pagefind, minisearch].map(Option::unwrap_or_default);
        columns(out, &format!("  {}", self.what), cells.each_ref().map(String::as_str))
    }
}

fn columns(out: &mut fmt::Formatter<'_>, what: &str, cells: [&str; 5]) -> fmt::Result {
    let [measured, goal, ratio, pagefind, minisearch] = cells;
    let line = format!("{what:<46} {measured:>11} {goal:>13} {ratio:>12} {pagefind:>10} {minisearch:>10}");
    writeln!(out, "{}", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_when_its_goal_is_missed() {
        let mut table = Table::new("here");
        table.heading("Sizes");
        table.row(Row::new("engine", KB, 240.0).at_most(300.0));
        table.row(Row::new("S@3", SHARE, 0.9).at_least(0.94).pagefind(0.11).minisearch(0.61));
        table.row(Row::new("S@1", SHARE, f64::NAN).at_least(0.94));
        table.note("that is all");
        let expected = "
here

                                                  measured          goal        ratio   Pagefind MiniSearch

Sizes
  engine                                          240.0 kB    ≤ 300.0 kB         0.80
  S@3                                                0.900       ≥ 0.940  0.96 missed      0.110      0.610
  S@1                                                    –       ≥ 0.940
  (that is all)
";
        assert_eq!(table.to_string(), expected);
    }
}
