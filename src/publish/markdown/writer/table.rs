//! Tables.

use std::fmt::Write as _;

use pulldown_cmark::Alignment;

use super::Writer;
use crate::words;

/// The table that is open, and where in it the writer is.
#[derive(Default)]
pub(super) struct Table {
    columns: Vec<Alignment>,
    column: usize,
    pub(super) head: bool,
}

impl Writer<'_> {
    pub(super) fn open_table(&mut self, columns: &[Alignment]) {
        self.close_label();
        self.table = Table { columns: columns.to_vec(), ..Table::default() };
        let _ = write!(
            self.out,
            "<div class=\"table-scroll\" role=\"group\" aria-label=\"{}\" tabindex=\"0\"><table>",
            words::TABLE
        );
    }

    pub(super) fn open_row(&mut self, head: bool) {
        self.table.column = 0;
        self.table.head = head;
        self.out.push_str(if head { "<thead><tr>" } else { "<tr>" });
    }

    pub(super) fn open_cell(&mut self) {
        let class = match self.table.columns.get(self.table.column) {
            Some(Alignment::Center) => " class=\"centre\"",
            Some(Alignment::Right) => " class=\"end\"",
            _ => "",
        };
        self.table.column += 1;
        let _ = match self.table.head {
            true => write!(self.out, "<th scope=\"col\"{class}>"),
            false => write!(self.out, "<td{class}>"),
        };
    }
}
