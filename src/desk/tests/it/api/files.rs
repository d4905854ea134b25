//! `PUT /api/uploads/{id}` and `GET /api/tickets/{reference}/files/{id}`

use axum::{
    body::Body,
    http::{HeaderMap, Request},
};
use content::file::MEGABYTE;
use desk::Database;
use serde_json::{Value, json};

use crate::{
    agent::Agent,
    desk::{JAM, SECRET, TestDesk, file, id, kb, put, ticket, with_secret},
    exchange::Seen,
    life,
    place::change,
};

const KEY: &str = "6f1f6c1e-2b0a-4f55-9a55-0d6b0a3f7a10";
const PAGE: &[u8] = b"<!doctype html><script>alert(1)</script>";

fn refusal(seen: &Seen) -> (u16, String) {
    (seen.status.as_u16(), seen.problem().to_owned())
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// A ticket that names these files.
fn with_files(files: Value) -> Value {
    let mut ticket = ticket();
    ticket["values"]["photos"] = files;
    ticket
}

async fn path_of_new(desk: &TestDesk, key: &str, files: Value) -> String {
    let created = desk.post(key, &with_files(files)).await;
    assert_eq!(created.status, 201, "{}", created.body);
    created.header("location").unwrap().to_owned()
}

#[tokio::test]
async fn bytes_are_kept_and_sending_them_again_changes_nothing() {
    let desk = TestDesk::open().await;
    let first = desk.upload(&id(7), JAM).await;
    assert_eq!((first.status.as_u16(), &first.body), (201, &json!({ "size": 10, "type": "image/jpeg" })));
    let second = desk.upload(&id(7), JAM).await;
    assert_eq!((second.status.as_u16(), &second.body), (200, &first.body));
    assert_eq!(refusal(&desk.upload(&id(7), PAGE).await), (409, "other-bytes".into()));
    assert_eq!(desk.upload(&id(8), JAM).await.status, 201);
}

#[tokio::test]
async fn what_is_wrong_with_a_file_is_told() {
    let desk = TestDesk::open().await;
    let mut kb = kb();
    kb.settings.tickets.files.largest = 100;
    desk.desk.reload(&kb);
    for wrong in ["7", "..%2f..%2fx", &id(7).replace('7', "G"), &format!("{}0", id(7))] {
        assert_eq!(refusal(&desk.upload(wrong, JAM).await), (400, "bad-request".into()), "{wrong}");
    }
    assert_eq!(refusal(&desk.upload(&id(7), b"").await), (400, "bad-request".into()));
    assert_eq!(refusal(&desk.upload(&id(7), &[b'x'; 101]).await), (413, "too-large".into()));
    let mut program = put(&id(7), b"MZ\x90\0\x03\0");
    program.headers_mut().insert("content-type", "image/png".parse().unwrap());
    insta::assert_json_snapshot!("file_type", desk.send(program).await.redacted());
    assert_eq!(desk.upload(&id(7), &[b'x'; 100]).await.status, 201);
    kb.settings.tickets.files.most = 0;
    desk.desk.reload(&kb);
    assert_eq!(refusal(&desk.upload(&id(8), JAM).await), (403, "no-files".into()));
}

#[tokio::test]
async fn an_address_sends_only_so_many_megabytes() {
    let per = std::time::Duration::from_secs(600);
    let count = std::num::NonZeroU32::new(3).unwrap();
    let desk = TestDesk::with(|config| config.uploads = Some(desk::Limit { count, per })).await;
    let large: &'static [u8] = Box::leak(vec![b'x'; MEGABYTE as usize + 1].into_boxed_slice());
    assert_eq!(desk.upload(&id(1), large).await.status, 201);
    assert_eq!(desk.upload(&id(2), b"MZ\0").await.status, 415, "what is refused counts too");
    let seen = desk.upload(&id(3), JAM).await;
    assert_eq!(refusal(&seen), (429, "rate-limited".into()));
    assert!(seen.header("retry-after").is_some());
    assert_eq!(desk.send_from("192.0.2.2", put(&id(3), JAM)).await.status, 201);
}

#[tokio::test]
async fn files_come_back_as_they_were_and_only_to_be_saved() {
    let desk = TestDesk::open().await;
    desk.upload(&id(1), JAM).await;
    desk.upload(&id(2), PAGE).await;
    let files = json!([file(1, "Größe \"1\".jpg", JAM), file(2, "../../x.html", PAGE)]);
    let path = path_of_new(&desk, KEY, files).await;
    let told = desk.get(&path, SECRET).await.body["files"].clone();
    assert_eq!(
        told,
        json!([
            { "id": id(1), "name": "Größe \"1\".jpg", "size": 10, "type": "image/jpeg" },
            { "id": id(2), "name": "x.html", "size": PAGE.len(), "type": "text/plain" },
        ])
    );
    let (status, headers, bytes) = desk.fetch(&format!("{path}/files/{}", id(2)), SECRET).await;
    assert_eq!((status, bytes.as_slice()), (200, PAGE));
    assert_eq!(header(&headers, "content-type"), "text/plain");
    assert_eq!(header(&headers, "content-length"), PAGE.len().to_string());
    assert_eq!(header(&headers, "content-disposition"), "attachment; filename=\"x.html\"; filename*=UTF-8''x.html");
    assert_eq!(header(&headers, "x-content-type-options"), "nosniff");
    assert!(header(&headers, "content-security-policy").contains("sandbox"));
    assert_eq!(header(&headers, "cache-control"), "no-store");
    let (_, headers, bytes) = desk.fetch(&format!("{path}/files/{}", id(1)), SECRET).await;
    assert_eq!((bytes.as_slice(), header(&headers, "content-type")), (JAM, "image/jpeg"));
    assert!(header(&headers, "content-disposition").ends_with("filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.jpg"));
}

#[tokio::test]
async fn no_name_that_a_reader_gave_is_one_on_the_disk() {
    let desk = TestDesk::open().await;
    desk.upload(&id(1), JAM).await;
    path_of_new(&desk, KEY, json!([file(1, "../../x.jpg", JAM)])).await;
    let folder = desk.folder.join("attachments");
    let names: Vec<String> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names.len(), 1);
    assert!(content::file::is_upload_id(&names[0]) && names[0] != id(1), "{names:?}");
    assert_eq!(std::fs::read(folder.join(&names[0])).unwrap(), JAM);
}

#[tokio::test]
async fn whoever_lacks_the_secret_or_the_id_learns_nothing() {
    let desk = TestDesk::open().await;
    desk.upload(&id(1), JAM).await;
    desk.upload(&id(2), JAM).await;
    let path = path_of_new(&desk, KEY, json!([file(1, "a.jpg", JAM)])).await;
    let other = path_of_new(&desk, "another-key-of-mine", json!([file(2, "b.jpg", JAM)])).await;
    let wrong = desk.get(&path, "wrong").await.redacted();
    let same = async |path: String, secret: &str| {
        assert_eq!(json!(desk.get(&path, secret).await.redacted()), json!(wrong), "{path}");
    };
    same(format!("{path}/files/{}", id(1)), "wrong").await;
    same(format!("/api/tickets/TZ-000000/files/{}", id(1)), SECRET).await;
    same(format!("{path}/files/{}", id(2)), SECRET).await;
    same(format!("{other}/files/..%2f..%2ftickets.db"), SECRET).await;
    same(format!("{path}/files/%ff"), SECRET).await;
    let bare = Request::get(format!("{path}/files/{}", id(1))).body(Body::empty()).unwrap();
    assert_eq!(refusal(&desk.send(bare).await), (401, "no-secret".into()));
    desk.act(&path, "revoke", "a-third-key-of-mine", &json!({})).await;
    same(format!("{path}/files/{}", id(1)), SECRET).await;
}

#[tokio::test]
async fn guessing_files_ends_like_guessing_tickets() {
    let count = std::num::NonZeroU32::new(2).unwrap();
    let per = std::time::Duration::from_secs(600);
    let desk = TestDesk::with(|config| config.misses = Some(desk::Limit { count, per })).await;
    desk.upload(&id(1), JAM).await;
    let path = path_of_new(&desk, KEY, json!([file(1, "a.jpg", JAM)])).await;
    let guess = async |number| {
        let request = with_secret(SECRET).uri(format!("{path}/files/{}", id(number))).body(Body::empty()).unwrap();
        desk.send(request).await.status.as_u16()
    };
    assert_eq!([guess(8).await, guess(9).await, guess(10).await], [404, 404, 429]);
    assert_eq!(desk.get(&path, SECRET).await.status, 429);
}

#[tokio::test]
async fn a_ticket_whose_bytes_are_not_there_says_which_and_can_be_sent_when_they_are() {
    let desk = TestDesk::open().await;
    desk.upload(&id(1), JAM).await;
    let files = json!([file(1, "here.jpg", JAM), file(2, "lost.jpg", JAM)]);
    let seen = desk.post(KEY, &with_files(files.clone())).await;
    insta::assert_json_snapshot!("missing_files", seen.redacted());
    let mut longer = file(1, "here.jpg", JAM);
    longer["size"] = 11.into();
    assert_eq!(refusal(&desk.post(KEY, &with_files(json!([longer]))).await), (422, "missing-files".into()));
    assert_eq!(desk.count("SELECT count(*) FROM tickets").await, 0);
    desk.upload(&id(2), JAM).await;
    let created = desk.post(KEY, &with_files(files.clone())).await;
    assert_eq!(created.status, 201, "a refused request does not use up its key");
    let again = desk.post(KEY, &with_files(files.clone())).await;
    assert_eq!((again.status.as_u16(), &again.body), (200, &created.body));
    let stolen = desk.post("another-key-of-mine", &with_files(files)).await;
    assert_eq!(refusal(&stolen), (422, "missing-files".into()), "bytes belong to one ticket");
}

#[tokio::test]
async fn limits_hold_for_what_a_file_is_and_not_for_what_is_said_of_it() {
    let desk = TestDesk::open().await;
    desk.upload(&id(1), PAGE).await;
    let mut kb = kb();
    kb.settings.tickets.files.types = vec!["image/*".into()];
    desk.desk.reload(&kb);
    let mut disguised = file(1, "page.png", PAGE);
    disguised["type"] = "image/png".into();
    let seen = desk.post(KEY, &with_files(json!([disguised]))).await;
    assert_eq!((refusal(&seen), &seen.body["errors"][0]["field"]), ((422, "invalid-answers".into()), &json!("photos")));
}

#[tokio::test]
async fn a_reply_brings_files_along_and_repeats_like_any_other() {
    let desk = TestDesk::open().await;
    let path = desk.stored().await;
    let reply = json!({ "text": "", "files": [file(1, "a.jpg", JAM)] });
    let missing = desk.act(&path, "replies", KEY, &reply).await;
    assert_eq!(
        (refusal(&missing), &missing.body["errors"][0]["field"]),
        ((422, "missing-files".into()), &json!("files"))
    );
    desk.upload(&id(1), JAM).await;
    let said = desk.act(&path, "replies", KEY, &reply).await;
    let told = json!([{ "id": id(1), "name": "a.jpg", "size": 10, "type": "image/jpeg" }]);
    assert_eq!((said.status.as_u16(), &said.body["entry"]["files"]), (201, &told));
    let again = desk.act(&path, "replies", KEY, &reply).await;
    assert_eq!((again.status.as_u16(), &again.body), (200, &said.body));
    assert_eq!(desk.fetch(&format!("{path}/files/{}", id(1)), SECRET).await.2, JAM);
    assert_eq!(desk.get(&path, SECRET).await.body.get("files"), None, "it came with the reply");
}

#[tokio::test]
async fn files_that_an_older_version_kept_in_the_database_are_read_from_there() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::File(folder.path().join("tickets.db"));
    life::old(&database).await;
    change(
        &database,
        "INSERT INTO files (id, ticket, field, name, media_type, data) \
         VALUES (11, 1, 'photos', 'old.svg', 'image/svg+xml', CAST('<svg><script/></svg>' AS BLOB))",
    )
    .await;
    let desk = desk::Desk::open(desk::Config::new(database.clone()), &kb()).await.unwrap();
    let desk = TestDesk::around(desk, database, folder);
    let told = desk.get("/api/tickets/TZ-0000A1", SECRET).await.body["files"].clone();
    assert_eq!(told, json!([{ "id": id(11), "name": "old.svg", "size": 20, "type": "image/svg+xml" }]));
    let (status, headers, bytes) = desk.fetch(&format!("/api/tickets/TZ-0000A1/files/{}", id(11)), SECRET).await;
    assert_eq!((status, bytes.as_slice()), (200, &b"<svg><script/></svg>"[..]));
    assert_eq!(header(&headers, "content-type"), "text/plain", "by its bytes");
    assert!(header(&headers, "content-disposition").starts_with("attachment;"));
    assert_eq!(desk.get(&format!("/api/tickets/TZ-0000B2/files/{}", id(11)), SECRET).await.status, 404);
}

#[tokio::test]
async fn a_file_whose_bytes_are_lost_is_told_to_be() {
    let desk = TestDesk::open().await;
    let photo = desk.ticket_with_photo(1).await;
    let created = desk.post(KEY, &photo).await;
    let path = created.header("location").unwrap();
    for entry in std::fs::read_dir(desk.folder.join("attachments")).unwrap() {
        std::fs::remove_file(entry.unwrap().path()).unwrap();
    }
    let ana = Agent::ana(&desk).await;
    let reference = created.reference();
    for (path, secret) in [
        (format!("{path}/files/{}", id(1)), SECRET),
        (format!("/api/agent/tickets/{reference}/files/{}", id(1)), &ana.token),
    ] {
        let (status, _, bytes) = desk.fetch(&path, secret).await;
        let body: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!((status, &body["type"]), (410, &json!("urn:tierzero:problem:file-lost")), "{path}");
        assert_eq!(body["detail"], "The file is gone from the desk's storage.");
    }
}
