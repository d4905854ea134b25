//! What kills leave in the folder of attachments.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::{Duration, Instant};

use ::desk::Database;
use sqlx::Row as _;

use super::check::on;
use super::client::Sent;
use crate::driver::{Test, tell};
use crate::server::PATIENCE;

/// Nothing lies in the folder that the database does not know, and all is there that it says is there. What nobody claimed is
/// known for that.
pub(super) fn are_known(test: &Test, database: &Database, sent: &[Sent]) {
    let (known, unclaimed) = (names(database, "SELECT name FROM storage"), unclaimed(database));
    let lying = lying(test);
    // A file that is being written has a sign and a number behind its name.
    let unknown: Vec<_> = lying.keys().filter(|name| !known.contains(name.split('#').next().unwrap())).collect();
    assert!(unknown.is_empty(), "nobody knows {unknown:?}");
    on(database, async |connection| {
        for row in sqlx::query("SELECT name, size FROM uploads").fetch_all(connection).await.unwrap() {
            let size = row.get::<i64, _>(1).unsigned_abs();
            assert_eq!(lying.get(&row.get::<String, _>(0)), Some(&size), "a row without its file");
        }
    });
    let left_out: BTreeSet<_> = sent.iter().filter_map(|sent| sent.left_out.clone()).collect();
    assert_eq!(unclaimed, left_out, "what readers left out, and nothing else, waits for a ticket");
    tell(&format!("{} files, {} names known, {} files unclaimed", lying.len(), known.len(), unclaimed.len()));
}

/// Three days later nothing lies there but what belongs to a ticket.
pub(super) fn are_swept(test: &Test, database: &Database, sent: &[Sent]) {
    let age = "UPDATE storage SET since = '2026-01-01T00:00:00.000Z'; \
               UPDATE uploads SET created = '2026-01-01T00:00:00.000Z'";
    on(database, async |connection| sqlx::raw_sql(age).execute(connection).await.unwrap());
    let claimed = || names(database, "SELECT name FROM uploads WHERE ticket IS NOT NULL");
    let swept = || {
        let lying: BTreeSet<_> = lying(test).into_keys().collect();
        lying == claimed() && names(database, "SELECT name FROM storage") == lying && unclaimed(database).is_empty()
    };
    // It sweeps as soon as it begins.
    let _server = super::desk_on(test, database);
    let since = Instant::now();
    while !swept() {
        assert!(since.elapsed() < PATIENCE, "there are leftovers: {:?}", lying(test));
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(claimed().len(), sent.iter().map(|sent| sent.files.len()).sum::<usize>());
}

/// The files in the folder, with their sizes.
fn lying(test: &Test) -> BTreeMap<String, u64> {
    let entries = fs::read_dir(test.at("attachments")).unwrap().map(Result::unwrap);
    // One that goes meanwhile is none.
    let sized = |entry: fs::DirEntry| Some((entry.file_name().into_string().unwrap(), entry.metadata().ok()?.len()));
    entries.filter_map(sized).collect()
}

/// The ids of what no ticket has claimed.
fn unclaimed(database: &Database) -> BTreeSet<String> {
    names(database, "SELECT id FROM uploads WHERE ticket IS NULL")
}

fn names(database: &Database, sql: &'static str) -> BTreeSet<String> {
    on(database, async |connection| {
        sqlx::query(sql).fetch_all(connection).await.unwrap().iter().map(|row| row.get(0)).collect()
    })
}
