//! Whether the database is whole, and holds what was promised.

use std::collections::HashMap;

use ::desk::Database;
use serde_json::Value;
use sqlx::{AnyConnection, Connection as _, Row as _};

use super::client::{SECRET, Sent};
use super::line::exchange;
use crate::driver::Test;
use crate::place;
use crate::server::Server;

/// PostgreSQL's own check of its tables and indexes; it ends with an error at the first thing that is wrong.
const AMCHECK: &str = "
CREATE EXTENSION IF NOT EXISTS amcheck;
DO $$ DECLARE place regclass; BEGIN
    FOR place IN SELECT i.indexrelid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_am a ON a.oid = c.relam WHERE a.amname = 'btree' AND c.relpersistence = 'p'
    LOOP PERFORM bt_index_check(place, true); END LOOP;
    FOR place IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relpersistence = 'p' LOOP
        IF EXISTS (SELECT 1 FROM verify_heapam(place)) THEN RAISE EXCEPTION '% is damaged', place; END IF;
    END LOOP;
END $$";

/// Whether the database finds nothing wrong with itself, and `tierzero` nothing with the audit log.
pub(super) fn is_sound(test: &Test, database: &Database) {
    on(database, async |connection| match database {
        Database::File(_) => {
            let sound: String = sqlx::query("PRAGMA integrity_check").fetch_one(&mut *connection).await.unwrap().get(0);
            assert_eq!(sound, "ok");
            assert!(sqlx::query("PRAGMA foreign_key_check").fetch_all(connection).await.unwrap().is_empty());
        }
        Database::Postgres(_) => {
            sqlx::raw_sql(AMCHECK).execute(connection).await.unwrap();
        }
    });
    let database = match database {
        Database::File(path) => path.display().to_string(),
        Database::Postgres(url) => url.to_string(),
    };
    test.run(&format!("desk audit verify {database}")).exits(0);
}

/// Whether each ticket is there once and whole, and no other.
pub(super) fn is_stored_once(database: &Database, sent: &[Sent]) {
    let sql = "SELECT subject, reference, \
               (SELECT count(*) FROM idempotency_keys WHERE ticket = t.id), \
               (SELECT count(*) FROM events WHERE ticket = t.id), \
               (SELECT count(*) FROM audit WHERE ticket = t.id), \
               (SELECT count(*) FROM answers WHERE ticket = t.id), \
               (SELECT count(*) FROM files WHERE ticket = t.id), \
               (SELECT count(*) FROM uploads WHERE ticket = t.id) FROM tickets t";
    let rows = on(database, async |connection| sqlx::query(sql).fetch_all(connection).await.unwrap());
    assert_eq!(rows.len(), sent.len(), "one ticket for each key");
    let stored: HashMap<String, _> = rows.iter().map(|row| (row.get(0), row)).collect();
    for Sent { subject, reference, files, .. } in sent {
        let row = stored[subject];
        assert_eq!(row.get::<String, _>(1), *reference, "{subject}");
        let counts: [i64; 6] = std::array::from_fn(|at| row.get(at + 2));
        let files = i64::try_from(files.len()).unwrap();
        assert_eq!(counts, [1, 1, 1, 2, files, files], "{subject} is there more than once or not whole");
    }
}

/// Whether readers get their tickets and the bytes of their files.
pub(super) fn is_given_out(server: &Server, sent: &[Sent]) {
    let get = |path: &str| {
        let head = format!("GET {path} HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nAuthorization: Bearer {SECRET}");
        let answer = exchange(&server.address, format!("{head}\r\n\r\n").as_bytes()).unwrap();
        assert_eq!(answer.status, 200, "{path}: {}", answer.head);
        answer.body
    };
    for Sent { subject, reference, files, .. } in sent {
        let path = format!("/api/tickets/{reference}");
        let ticket: Value = serde_json::from_slice(&get(&path)).unwrap();
        assert_eq!(ticket["subject"], subject.as_str());
        for file in files {
            assert!(get(&format!("{path}/files/{}", file.id)) == file.bytes, "{subject} has other bytes");
        }
    }
}

/// Looks into the database with a connection of its own.
pub(super) fn on<T>(database: &Database, look: impl AsyncFnOnce(&mut AnyConnection) -> T) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let mut connection = place::connect(database).await;
        let seen = look(&mut connection).await;
        connection.close().await.unwrap();
        seen
    })
}
