//! `POST /api/tickets`

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use crate::desk::{SECRET, TestDesk, kb, post, ticket, ticket_about};

const KEY: &str = "6f1f6c1e-2b0a-4f55-9a55-0d6b0a3f7a10";

#[tokio::test]
async fn a_ticket_is_stored_and_given_a_reference() {
    let desk = TestDesk::open().await;
    let seen = desk.post(KEY, &desk.ticket_with_photo(7).await).await;
    assert_eq!(seen.header("location"), Some(format!("/api/tickets/{}", seen.reference()).as_str()));
    insta::assert_json_snapshot!("created", seen.redacted());
    assert_eq!(desk.count("SELECT count(*) FROM tickets").await, 1);
    assert_eq!(desk.count("SELECT count(*) FROM answers").await, 6);
    assert_eq!(desk.count("SELECT count(*) FROM events WHERE kind = 'created'").await, 1);
    assert_eq!(
        desk.count("SELECT size FROM files JOIN uploads ON uploads.id = upload WHERE field = 'photos'").await,
        10
    );
}

#[tokio::test]
async fn the_secret_and_the_key_are_nowhere_in_the_bytes_of_a_file() {
    let desk = TestDesk::open().await;
    desk.post(KEY, &ticket()).await;
    desk.desk.close().await;
    let stored = String::from_utf8_lossy(&std::fs::read(desk.database.file().unwrap()).unwrap()).into_owned();
    assert!(stored.contains("The printer on floor 2"));
    assert!(!stored.contains(SECRET) && !stored.contains(KEY));
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_receipt() {
    let desk = TestDesk::open().await;
    let first = desk.post(KEY, &ticket()).await;
    let second = desk.post(KEY, &ticket()).await;
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 200));
    assert_eq!(first.body, second.body);
    assert_eq!(first.header("location"), second.header("location"));
    assert_eq!(desk.count("SELECT count(*) FROM tickets").await, 1);
}

#[tokio::test]
async fn a_repeated_request_is_answered_even_when_its_form_has_gone() {
    let desk = TestDesk::open().await;
    let first = desk.post(KEY, &ticket()).await;
    desk.desk.reload(&content::Kb::default());
    assert_eq!(desk.post(KEY, &ticket()).await.body, first.body);
    assert_eq!(desk.post("another-key-of-mine", &ticket()).await.problem(), "unknown-form");
    desk.desk.reload(&kb());
    assert_eq!(desk.post("another-key-of-mine", &ticket()).await.status, 201);
}

#[tokio::test]
async fn a_key_with_another_body_is_a_conflict() {
    let desk = TestDesk::open().await;
    desk.post(KEY, &ticket()).await;
    let seen = desk.post(KEY, &ticket_about("Something else")).await;
    insta::assert_json_snapshot!("key_reused", seen.redacted());
    assert_eq!(desk.count("SELECT count(*) FROM tickets").await, 1);
}

#[tokio::test]
async fn a_key_must_be_one_of_16_to_128_visible_characters() {
    let desk = TestDesk::open().await;
    let long = "k".repeat(129);
    for key in ["", "short", "fifteen-letters", "with a blank in it", "with-ümläuts-in-it", &long] {
        let seen = desk.post(key, &ticket()).await;
        assert_eq!((seen.status.as_u16(), seen.problem()), (400, "bad-request"), "{key}");
    }
    let mut twice = post(KEY, &ticket());
    twice.headers_mut().append("idempotency-key", "another-key-of-mine".parse().unwrap());
    assert_eq!(desk.send(twice).await.problem(), "bad-request");
    let mut none = post(KEY, &ticket());
    none.headers_mut().remove("idempotency-key");
    insta::assert_json_snapshot!("no_key", desk.send(none).await.redacted());
    for key in ["sixteen-letters!", &long[..128]] {
        assert_eq!(desk.post(key, &ticket()).await.status, 201, "{key}");
    }
}

#[tokio::test]
async fn answers_that_do_not_fit_the_form_come_back_all_at_once() {
    let desk = TestDesk::open().await;
    let mut wrong = ticket();
    wrong["values"] = json!({ "name": "  ", "summary": "x", "category": "Cooking", "affected": ["Everybody"] });
    let seen = desk.post(KEY, &wrong).await.redacted();
    assert_eq!(seen.status, 422);
    let fields: Vec<&Value> = seen.body["errors"].as_array().unwrap().iter().map(|error| &error["field"]).collect();
    assert_eq!(fields, ["name", "email", "category", "affected"]);
    assert!(
        seen.body["errors"]
            .as_array()
            .unwrap()
            .iter()
            .all(|error| error["message"].as_str().is_some_and(|said| said.len() > 5))
    );
    assert_eq!(desk.count("SELECT count(*) FROM tickets").await, 0);
    let mended = desk.post(KEY, &ticket()).await;
    assert_eq!(mended.status, 201, "a refused request does not use up its key");
}

#[tokio::test]
async fn a_file_that_is_torn_and_a_field_that_is_not_there_are_refused() {
    let desk = TestDesk::open().await;
    let mut torn = ticket();
    torn["values"]["photos"] = json!([{ "name": "jam.jpg", "type": "image/jpeg", "size": 10, "upload": "jam" }]);
    let seen = desk.post(KEY, &torn).await;
    assert_eq!((seen.status.as_u16(), &seen.body["errors"][0]["field"]), (422, &json!("photos")));
    let mut stray = ticket();
    stray["values"]["shoe_size"] = "44".into();
    let seen = desk.post(KEY, &stray).await;
    assert_eq!((seen.status.as_u16(), &seen.body["errors"][0]["field"]), (422, &json!("shoe_size")));
}

#[tokio::test]
async fn a_body_that_is_no_ticket_is_refused() {
    let desk = TestDesk::open().await;
    let mut short_hash = ticket();
    short_hash["secret_hash"] = "abc".into();
    let mut chatty = ticket();
    chatty["context"]["page"] = "x".repeat(70_000).into();
    let mut extra = ticket();
    extra["surprise"] = true.into();
    for wrong in [json!([]), json!({}), json!("text"), short_hash, chatty, extra] {
        let seen = desk.post(KEY, &wrong).await;
        assert_eq!((seen.status.as_u16(), seen.problem()), (400, "bad-request"), "{}", seen.body);
    }
    for torn in ["", "{", "\u{feff}{}", "\0"] {
        let mut request = post(KEY, &ticket());
        *request.body_mut() = Body::from(torn);
        assert_eq!(desk.send(request).await.problem(), "bad-request", "{torn:?}");
    }
    let mut request = post(KEY, &ticket());
    *request.body_mut() = Body::from(&b"{\"form\":\"\xff\"}"[..]);
    assert_eq!(desk.send(request).await.problem(), "bad-request");
}

#[tokio::test]
async fn a_body_of_the_wrong_shape_is_explained_in_the_words_of_the_endpoint() {
    let desk = TestDesk::open().await;
    let mut wrong = ticket();
    wrong["values"]["summary"] = json!({ "text": "My password is swordfish" });
    wrong["context"]["guide"]["answers"][0] = json!({ "question": 1 });
    insta::assert_json_snapshot!("wrong_shape", desk.post(KEY, &wrong).await.redacted());
}

#[tokio::test]
async fn signs_that_deceive_are_left_out_and_the_ticket_is_kept() {
    let desk = TestDesk::open().await;
    let mut odd = ticket_about("Nothing\u{0} \u{202e}works\u{202c}\u{2066}!\u{2069}\u{1b}[31m");
    odd["values"]["email"] = "\u{202a}ada@northwind.example\u{202c}".into();
    odd["values"]["affected"] = json!(["Me", "My team", "Me"]);
    odd["values"]["photos"] = json!([desk.photo(7).await]);
    odd["values"]["photos"][0]["name"] = "..\\..\\etc/photo\u{202e}gpj.exe\n".into();
    odd["context"]["guide"]["answers"][0]["answer"] = "Y\u{0}es".into();
    odd["context"]["page"] = "guides/\u{2067}printing/".into();
    let created = desk.post(KEY, &odd).await;
    assert_eq!(created.status, 201, "{}", created.body);
    let stored = desk.get(created.header("location").unwrap(), SECRET).await.body;
    assert_eq!(stored["subject"], "Nothing works![31m");
    let answers: Vec<_> = stored["answers"].as_array().unwrap().iter().map(|answer| &answer["answer"]).collect();
    assert_eq!(answers, ["Ada Osei", "ada@northwind.example", "Nothing works![31m", "Printing", "Me, My team"]);
    assert_eq!(stored["files"][0]["name"], "photogpj.exe");
    assert_eq!(stored["context"]["guide"]["answers"][0]["answer"], "Yes");
    assert_eq!(stored["context"]["page"], "guides/printing/");
    assert_eq!(desk.count("SELECT count(*) FROM files WHERE name = 'photogpj.exe'").await, 1);
    assert_eq!(desk.post(KEY, &odd).await.body, created.body, "it can be repeated as it was sent");
}

#[tokio::test]
async fn a_text_of_nothing_but_invisible_signs_is_no_answer() {
    let desk = TestDesk::open().await;
    let seen = desk.post(KEY, &ticket_about("\u{0}\u{202e} ")).await;
    assert_eq!((seen.status.as_u16(), &seen.body["errors"][0]["field"]), (422, &json!("summary")));
}

#[tokio::test]
async fn a_form_that_nobody_knows_is_refused() {
    let desk = TestDesk::open().await;
    let mut unknown = ticket();
    unknown["form"] = "../incident".into();
    insta::assert_json_snapshot!("unknown_form", desk.post(KEY, &unknown).await.redacted());
}

#[tokio::test]
async fn only_json_is_taken() {
    let desk = TestDesk::open().await;
    for media_type in
        ["", "text/plain", "application/jsonp", "application/x-www-form-urlencoded", "multipart/form-data"]
    {
        let mut request = post(KEY, &ticket());
        request.headers_mut().insert("content-type", media_type.parse().unwrap());
        assert_eq!(desk.send(request).await.problem(), "not-json", "{media_type}");
    }
    let bare = Request::post("/api/tickets").body(Body::empty()).unwrap();
    insta::assert_json_snapshot!("not_json", desk.send(bare).await.redacted());
    let mut request = post(KEY, &ticket());
    request.headers_mut().insert("content-type", "Application/JSON; charset=utf-8".parse().unwrap());
    assert_eq!(desk.send(request).await.status, 201);
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let desk = TestDesk::with(|config| config.body_limit = 2_000).await;
    let seen = desk.post(KEY, &ticket_about(&"x".repeat(2_000))).await;
    insta::assert_json_snapshot!("too_large", seen.redacted());
    assert_eq!(desk.post(KEY, &ticket()).await.status, 201);
}
