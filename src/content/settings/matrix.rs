//! Which priority the impact and the urgency of a ticket make.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{PRIORITIES, Priority, Sla};
use crate::Form;
use crate::form::Measure;
use crate::spelling;
use crate::ticket::Value;
use crate::tree::{Table, shortened};

/// Ids of priorities: a row for whom it affects (`me`, `team`, `many`), in each a column for what these can still do
/// (`can-work`, `partly`, `not-at-all`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matrix([[String; 3]; 3]);

impl Matrix {
    /// What holds when nothing else is written and the four priorities are those that every desk knows.
    pub fn standard() -> Self {
        let rows = [["low", "normal", "high"], ["normal", "high", "urgent"], ["normal", "urgent", "urgent"]];
        Self(rows.map(|row| row.map(str::to_owned)))
    }

    /// Id of the priority of a ticket, from the places of its impact and its urgency among the three of each.
    pub fn priority(&self, impact: usize, urgency: usize) -> Option<&str> {
        self.0.get(impact)?.get(urgency).map(String::as_str)
    }
}

impl Sla {
    /// Id of the priority of a ticket: what its impact and its urgency make when both were told, else the form's own.
    /// `values` are those that [`crate::ticket::sent`] gives.
    pub fn priority_id<'a>(&'a self, form: &'a Form, values: &BTreeMap<String, Value>) -> Option<&'a str> {
        let impact = form.measured(Measure::Impact, values);
        let urgency = form.measured(Measure::Urgency, values);
        let made = match (impact, urgency, &self.matrix) {
            (Some(impact), Some(urgency), Some(matrix)) => matrix.priority(impact, urgency),
            _ => None,
        };
        made.or(form.priority.as_deref())
    }

    /// The priority of a ticket as [`Sla::priority_id`] tells it, if portal.toml declares it.
    pub fn priority_of(&self, form: &Form, values: &BTreeMap<String, Value>) -> Option<&Priority> {
        let id = self.priority_id(form, values)?;
        self.priorities.iter().find(|priority| priority.id == id)
    }
}

/// The matrix in a table; without one the standard one, where all of its priorities are declared.
pub(super) fn read(table: Option<Table<'_>>, declared: &[Priority]) -> Option<Matrix> {
    let declared: Vec<&str> = declared.iter().map(|priority| priority.id.as_str()).collect();
    let Some(mut table) = table else {
        let all = declared.is_empty() || PRIORITIES.iter().all(|id| declared.contains(id));
        return all.then(Matrix::standard);
    };
    let known = if declared.is_empty() { PRIORITIES.to_vec() } else { declared };
    let rows = Measure::Impact.ids().map(|impact| {
        if !table.has(impact) {
            table.missing(impact, "a row such as `{ can-work = \"low\", partly = \"normal\", not-at-all = \"high\" }`");
        }
        row(table.table(impact)?, &known)
    });
    table.finish();
    // What is wrong with it has been told; that there is none would not be true.
    let [Some(me), Some(team), Some(many)] = rows else { return Some(Matrix::standard()) };
    Some(Matrix([me, team, many]))
}

fn row(mut table: Table<'_>, known: &[&str]) -> Option<[String; 3]> {
    let cells = Measure::Urgency.ids().map(|urgency| {
        let id = table.need(urgency, "the id of a priority")?;
        if !known.contains(&id.as_str()) {
            let message = format!("there is no priority `{}`", shortened(&id));
            let help = spelling::help(&id, known.iter().copied());
            table.sink().error("settings/matrix", message, id.span.clone(), "not known", help);
            return None;
        }
        Some(id.value)
    });
    table.finish();
    let [Some(can_work), Some(partly), Some(not_at_all)] = cells else { return None };
    Some([can_work, partly, not_at_all])
}
