use super::*;

/// Terms that promise an answer within an hour and a solution within four, around the clock.
fn strict() -> Terms {
    let mut settings = content::Settings::default();
    settings.sla.priorities.push(content::Priority {
        id: "normal".into(),
        title: "Normal".into(),
        meaning: String::new(),
        respond_minutes: 60,
        resolve_minutes: 240,
        day_minutes: 1_440,
        always: true,
    });
    Terms::of(&settings)
}

async fn ticked(store: &Store, minutes: i64) -> (usize, usize, usize) {
    let ticked = store.tick(&strict(), Timestamp::now() + SignedDuration::from_mins(minutes)).await.unwrap();
    (ticked.warned, ticked.breached, ticked.closed)
}

#[tokio::test]
async fn what_is_due_soon_and_what_is_late_is_noted_once() {
    let (store, place) = open().await;
    let draft = Draft { priority: Some("normal".into()), ..draft(1) };
    let Ok(Outcome::Created(receipt, _)) = store.create(keys("a"), draft).await else { panic!() };
    assert_eq!(ticked(&store, 47).await, (0, 0, 0));
    assert_eq!([ticked(&store, 49).await, ticked(&store, 50).await], [(1, 0, 0), (0, 0, 0)]);
    assert_eq!([ticked(&store, 61).await, ticked(&store, 62).await], [(0, 1, 0), (0, 0, 0)]);
    let word = Word { text: "Hello".into(), state: Some(State::WaitingForReader), ..Word::default() };
    store.tell(receipt.reference.clone(), word).await.unwrap();
    assert_eq!(ticked(&store, 999).await, (0, 0, 0), "it is the reader's turn");
    let kinds = "SELECT count(*) FROM events WHERE internal = 1 AND who = 'system' AND kind LIKE 'sla_%'";
    assert_eq!(place::count(&place.database, kinds).await, 2);
    let terms = strict();
    let access =
        Access { reference: receipt.reference, secret_hash: Digest::of(b"secret"), terms, guesses: Tally::default() };
    let ticket = store.find(&access, |_| false).await.unwrap().unwrap().ticket.unwrap();
    assert_eq!(ticket.timeline.len(), 2, "the reader sees none of it");
}

#[tokio::test]
async fn a_solved_ticket_is_closed_when_nobody_has_touched_it_for_the_days_that_are_set() {
    let (store, _place) = open().await;
    let Ok(Outcome::Created(receipt, _)) = store.create(keys("a"), draft(1)).await else { panic!() };
    let day = 24 * 60;
    assert_eq!(ticked(&store, 99 * day).await, (0, 0, 0), "what is not solved stays open");
    let word = Word { text: "Done".into(), state: Some(State::Solved), ..Word::default() };
    store.tell(receipt.reference.clone(), word).await.unwrap();
    assert_eq!([ticked(&store, 6 * day).await, ticked(&store, 8 * day).await], [(0, 0, 0), (0, 0, 1)]);
    assert_eq!(ticked(&store, 9 * day).await, (0, 0, 0));
    let access = Access {
        reference: receipt.reference,
        secret_hash: Digest::of(b"secret"),
        terms: strict(),
        guesses: Tally::default(),
    };
    let ticket = store.find(&access, |_| false).await.unwrap().unwrap().ticket.unwrap();
    assert_eq!((ticket.state, ticket.timeline.last().unwrap().who), (State::Closed, content::ticket::Who::System));
    assert!(ticket.can.reopen, "who comes late can still reopen it");
}

#[tokio::test]
async fn what_nobody_confirms_in_time_is_erased_and_what_waits_is_late_with_nothing() {
    let (store, place) = open().await;
    let asked = |letters| Draft { priority: Some("normal".into()), asked_by: Some("mail".into()), ..draft(letters) };
    let Ok(Outcome::Created(..)) = store.create(keys("a"), asked(1)).await else { panic!() };
    store.create(keys("b"), draft(2)).await.unwrap();
    let after = async |hours: i64| {
        let now = Timestamp::now() + SignedDuration::from_hours(hours);
        let ticked = store.tick(&strict(), now).await.unwrap();
        (ticked.breached, ticked.unconfirmed)
    };
    assert_eq!([after(7 * 24 - 1).await, after(7 * 24 + 1).await, after(999).await], [(0, 0), (0, 1), (0, 0)]);
    assert_eq!(rows(&store).await[0], 1, "the other one stays");
    let logged = "SELECT count(*) FROM audit WHERE kind = 'erased' AND actor = 'system:unconfirmed'";
    assert_eq!(place::count(&place.database, logged).await, 1);
    assert_eq!(store.verify(None).await.unwrap().faults, Vec::new());
}

#[tokio::test]
async fn a_closed_ticket_is_erased_when_it_was_kept_for_the_days_that_are_set() {
    let (store, place) = open().await;
    let files = storage(&place);
    keep(&store, &files, ID, b"hello").await.unwrap();
    let Ok(Outcome::Created(receipt, _)) = store.create(keys("a"), with_photo(ID)).await else { panic!() };
    store.create(keys("b"), draft(1)).await.unwrap();
    let word = Word { state: Some(State::Closed), ..Word::default() };
    store.tell(receipt.reference, word).await.unwrap();
    let mut settings = content::Settings::default();
    settings.tickets.retention_days = 30;
    let after = async |days: i64| {
        let now = Timestamp::now() + SignedDuration::from_hours(24 * days);
        store.tick(&Terms::of(&settings), now).await.unwrap().erased
    };
    assert_eq!([after(29).await, after(31).await, after(999).await], [0, 1, 0], "and never what is open");
    assert_eq!(rows(&store).await[0], 1);
    assert_eq!((sweep_after(&store, &files, 0).await, stored(&place)), (1, 0));
    let verified = store.verify(None).await.unwrap();
    assert_eq!(verified.faults, Vec::new(), "the log says that it was erased");
}

#[tokio::test]
async fn however_many_tickets_are_open_each_is_looked_at() {
    let (store, _place) = open().await;
    for name in ["a", "b", "c", "d", "e"] {
        let draft = Draft { priority: Some("normal".into()), ..draft(1) };
        store.create(keys(name), draft).await.unwrap();
    }
    assert_eq!([ticked(&store, 49).await, ticked(&store, 50).await], [(5, 0, 0), (0, 0, 0)]);
    assert_eq!([ticked(&store, 61).await, ticked(&store, 62).await], [(0, 5, 0), (0, 0, 0)]);
}
