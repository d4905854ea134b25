use super::*;

#[tokio::test]
async fn the_same_bytes_are_kept_once_and_others_under_their_id_never() {
    let (store, place) = open().await;
    let files = storage(&place);
    assert_eq!(keep(&store, &files, ID, b"hello").await.unwrap(), Kept::New);
    assert_eq!(keep(&store, &files, ID, b"hello").await.unwrap(), Kept::Same);
    assert_eq!(keep(&store, &files, ID, b"other").await.unwrap(), Kept::Other);
    assert_eq!(stored(&place), 1);
    assert!(matches!(store.create(keys("a"), with_photo(ID)).await, Ok(Outcome::Created(..))));
    assert_eq!(keep(&store, &files, ID, b"hello").await.unwrap(), Kept::Same, "also when it is claimed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_that_come_at_once_under_one_id_the_first_is_kept_and_the_others_leave_nothing() {
    let (store, place) = open().await;
    let files = storage(&place);
    let mut sent = tokio::task::JoinSet::new();
    for number in 0..16_u8 {
        let (store, files) = (store.clone(), files.clone());
        sent.spawn(async move { keep(&store, &files, ID, &[b'a' + number % 2; 5]).await.unwrap() });
    }
    let kept = sent.join_all().await;
    let count = |what| kept.iter().filter(|kept| **kept == what).count();
    assert_eq!((count(Kept::New), count(Kept::Same), count(Kept::Other)), (1, 7, 8));
    assert_eq!(stored(&place), 1);
}

#[tokio::test]
async fn what_waits_too_long_goes_and_what_a_ticket_claimed_stays() {
    let (store, place) = open().await;
    let files = storage(&place);
    let claimed = ID.replace('0', "f");
    keep(&store, &files, ID, b"hello").await.unwrap();
    keep(&store, &files, &claimed, b"hello").await.unwrap();
    assert!(matches!(store.create(keys("a"), with_photo(&claimed)).await, Ok(Outcome::Created(..))));
    assert_eq!(sweep_after(&store, &files, 71).await, 0);
    assert_eq!(sweep_after(&store, &files, 73).await, 1);
    assert_eq!(stored(&place), 1);
    assert!(matches!(store.create(keys("b"), with_photo(ID)).await, Ok(Outcome::Missing(_))));
    assert_eq!(keep(&store, &files, ID, b"hello").await.unwrap(), Kept::New, "the bytes can be sent again");
    assert!(matches!(store.create(keys("b"), with_photo(ID)).await, Ok(Outcome::Created(..))));
    assert_eq!(sweep_after(&store, &files, 9_999).await, 0);
}

#[tokio::test]
async fn a_file_without_a_row_and_what_a_deleted_ticket_had_go_too_and_strangers_stay() {
    let (store, place) = open().await;
    let files = storage(&place);
    keep(&store, &files, ID, b"hello").await.unwrap();
    store.create(keys("a"), with_photo(ID)).await.unwrap();
    sqlx::query("DELETE FROM tickets").execute(&mut place.connect().await).await.unwrap();
    // As a desk leaves it that ends between a file and its row, or within a file.
    let name = files::draw_name().unwrap();
    sqlx::query("INSERT INTO storage (name, since) VALUES ($1, $2)")
        .bind(&name)
        .bind(crate::moment::now())
        .execute(&mut place.connect().await)
        .await
        .unwrap();
    files.put(&name, b"torn".to_vec()).await.unwrap();
    std::fs::write(place.attachments.join(format!("{name}#1")), "to").unwrap();
    let stranger = place.attachments.join(files::draw_name().unwrap());
    std::fs::write(&stranger, "of another database").unwrap();
    assert_eq!(sweep_after(&store, &files, 73).await, 2);
    assert_eq!((stored(&place), stranger.exists()), (1, true));
    // It was slower than three days, and must not become a row without a file.
    assert!(store.accept(ID, &name, &upload(b"torn")).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_wins_a_ticket_never_names_what_was_swept() {
    let (store, place) = open().await;
    let files = storage(&place);
    for number in 0..40 {
        let id = format!("{number:032x}");
        keep(&store, &files, &id, b"hello").await.unwrap();
        let key = format!("key-{number}");
        let (created, _) = tokio::join!(store.create(keys(&key), with_photo(&id)), sweep_after(&store, &files, 73));
        let bytes = "SELECT u.name FROM files f JOIN uploads u ON u.id = f.upload WHERE f.upload = $1";
        let row = sqlx::query(bytes).bind(&id).fetch_optional(&mut place.connect().await).await.unwrap();
        match created.unwrap() {
            Outcome::Created(..) => {
                assert!(files.get(row.unwrap().get("name"), |why| Problem::broken(why)).await.is_ok(), "{number}")
            }
            Outcome::Missing(errors) => assert_eq!((errors[0].field.as_str(), row.is_none()), ("photos", true)),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn an_upload_belongs_to_one_ticket() {
    let (store, place) = open().await;
    let files = storage(&place);
    keep(&store, &files, ID, b"hello").await.unwrap();
    let (first, second) =
        tokio::join!(store.create(keys("a"), with_photo(ID)), store.create(keys("b"), with_photo(ID)));
    let outcomes = [first.unwrap(), second.unwrap()];
    assert_eq!(outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Created(..))).count(), 1);
    assert_eq!(rows(&store).await, [1; 4], "of the other nothing is stored");
    let Some(Outcome::Created(receipt, _)) = outcomes.iter().find(|outcome| matches!(outcome, Outcome::Created(..)))
    else {
        panic!()
    };
    let terms = Terms::of(&content::Settings::default());
    let access = Access {
        reference: receipt.reference.clone(),
        secret_hash: Digest::of(b"secret"),
        terms,
        guesses: Tally::default(),
    };
    let reply = |upload| Deed { action: Action::Reply, text: "Look".into(), stars: None, files: vec![photo(upload)] };
    let again = store.act(access.clone(), keys("c"), reply(ID)).await.unwrap();
    assert!(matches!(again, Acted::Done(_)), "the same ticket may name it again");
    let lost = store.act(access, keys("d"), reply(&ID.replace('0', "f"))).await.unwrap();
    assert!(matches!(lost, Acted::Missing(_)));
}

#[tokio::test]
async fn a_flood_of_files_without_tickets_ends() {
    let (store, place) = open().await;
    let files = storage(&place);
    for number in 0..2 {
        let bytes = vec![b'x'; 500];
        assert_eq!(keep(&store, &files, &format!("{number:032x}"), &bytes).await.unwrap(), Kept::New);
    }
    let response = keep(&store, &files, ID, b"hello").await.unwrap_err().into_response();
    assert_eq!((response.status().as_u16(), &response.headers()[header::RETRY_AFTER]), (503, &"60".parse().unwrap()));
    assert_eq!(stored(&place), 2);
}

/// A folder in the place of the one that holds the files refuses even a privileged user.
#[tokio::test]
async fn a_storage_that_takes_nothing_is_told_and_leaves_no_row() {
    let (store, place) = open().await;
    let files = storage(&place);
    let folder = place.attachments.clone();
    std::fs::remove_dir(&folder).unwrap();
    std::fs::write(&folder, "").unwrap();
    let response = keep(&store, &files, ID, b"hello").await.unwrap_err().into_response();
    assert_eq!((response.status().as_u16(), &response.headers()[header::RETRY_AFTER]), (503, &"60".parse().unwrap()));
    std::fs::remove_file(&folder).unwrap();
    assert_eq!(keep(&store, &files, ID, b"hello").await.unwrap(), Kept::New, "and it goes on by itself afterwards");
}
