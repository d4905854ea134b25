//! All guides in figures, as a table.

use content::Guide;
use content::guide::{Figures, figures};

/// One line a guide, figures aligned to the right.
pub(crate) fn table(guides: &[Guide]) -> String {
    let head = ["guide", "steps", "outcomes", "untested", "longest path"].map(str::to_owned);
    let row = |guide: &Guide| {
        let Figures { steps, outcomes, untested, longest } = figures(guide);
        let numbers = [steps, outcomes, untested, longest].map(|number| number.to_string());
        let [steps, outcomes, untested, longest] = numbers;
        [guide.path.clone(), steps, outcomes, untested, longest]
    };
    let rows: Vec<[String; 5]> = std::iter::once(head).chain(guides.iter().map(row)).collect();
    let widest = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [0, 1, 2, 3, 4].map(widest);
    let mut table = String::new();
    for [path, figures @ ..] in &rows {
        table.push_str(&format!("{path:<0$}", widths[0]));
        for (figure, width) in figures.iter().zip(&widths[1..]) {
            table.push_str(&format!("  {figure:>0$}", *width));
        }
        table.push('\n');
    }
    table
}
