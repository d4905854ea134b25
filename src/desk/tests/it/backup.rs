//! Copies of everything, beside a running desk.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use desk::{Backup, BackupError, BackupStep, Config, Database, Desk};
use serde_json::json;
use tempfile::TempDir;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::{
    desk::{JAM, SECRET, TestDesk, config, file, id, kb, post, put, ticket, ticket_about},
    exchange::Seen,
    life,
    place::count,
};

fn target(desk: &TestDesk) -> PathBuf {
    desk.folder.join("copy")
}

async fn backup(desk: &TestDesk) -> Result<Backup, BackupError> {
    desk::backup(&Config::new(&desk.database), &target(desk), |_| ()).await
}

/// A desk on the copy, pointed at it as it is.
async fn restored(copy: &Path) -> TestDesk {
    let config = config(copy.join("tickets.db"));
    let database = config.database.clone();
    TestDesk::around(Desk::open(config, &kb()).await.unwrap(), database, TempDir::new().unwrap())
}

/// The names of what lies beside the database.
fn beside(desk: &TestDesk) -> Vec<String> {
    let entries = fs::read_dir(&desk.folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.starts_with("tickets.db") && name != "attachments");
    names.sort();
    names
}

/// The only file in the folder of attachments.
fn only_file(desk: &TestDesk) -> PathBuf {
    let mut files = fs::read_dir(desk.folder.join("attachments")).unwrap();
    let file = files.next().unwrap().unwrap().path();
    assert!(files.next().is_none());
    file
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_copy_made_while_tickets_arrive_has_every_ticket_from_before_and_every_file_of_its_tickets() {
    let desk = TestDesk::with(|config| {
        (config.creates, config.posts, config.uploads) = (None, None, None);
    })
    .await;
    // The paths of tickets, each stored with a photo of its own.
    let answered = Arc::new(Mutex::new(Vec::new()));
    let enough = Arc::new(AtomicBool::new(false));
    let mut readers = JoinSet::new();
    for reader in 0..4 {
        let (router, answered, enough) = (desk.desk.router(), Arc::clone(&answered), Arc::clone(&enough));
        readers.spawn(async move {
            for number in (reader..).step_by(4) {
                if enough.load(Ordering::Relaxed) {
                    break;
                }
                let sent = router.clone().oneshot(put(&id(number), JAM)).await.unwrap();
                assert_eq!(sent.status(), 201);
                let mut ticket = ticket_about(&format!("Ticket {number}"));
                ticket["values"]["photos"] = json!([file(number, "jam.jpg", JAM)]);
                let request = post(&format!("key-of-some-length-{number}"), &ticket);
                let created = Seen::read(router.clone().oneshot(request).await.unwrap()).await;
                assert_eq!(created.status, 201, "{}", created.body);
                answered.lock().unwrap().push((created.header("location").unwrap().to_owned(), id(number)));
            }
        });
    }
    let at_least = async |count| {
        while answered.lock().unwrap().len() < count {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    at_least(10).await;
    let before = answered.lock().unwrap().clone();
    let copied = backup(&desk).await.unwrap();
    at_least(before.len() + 10).await;
    enough.store(true, Ordering::Relaxed);
    while let Some(reader) = readers.join_next().await {
        reader.unwrap();
    }

    assert_eq!(copied.lost, []);
    assert!(copied.tickets >= before.len() as u64, "{copied:?}");
    assert_eq!(copied.files, copied.tickets, "each has one");
    let again = restored(&target(&desk)).await;
    for (path, photo) in &before {
        let (status, _, bytes) = again.fetch(&format!("{path}/files/{photo}"), SECRET).await;
        assert_eq!((status, bytes.as_slice()), (200, JAM), "{path}");
    }
    let mut held = 0;
    let all = answered.lock().unwrap().clone();
    for (path, photo) in &all {
        if again.get(path, SECRET).await.status == 200 {
            held += 1;
            assert_eq!(again.fetch(&format!("{path}/files/{photo}"), SECRET).await.0, 200, "{path}");
        }
    }
    assert_eq!(held, copied.tickets);
    again.post("key-of-the-next-ticket", &ticket()).await;
    assert_eq!(again.count("SELECT count(*) FROM tickets").await as u64, copied.tickets + 1, "it goes on");
}

#[tokio::test]
async fn what_waits_for_its_ticket_is_left_out_and_asked_for_again() {
    let desk = TestDesk::open().await;
    let photo = desk.ticket_with_photo(1).await;
    assert_eq!(desk.post("key-of-some-length", &photo).await.status, 201);
    let waiting = desk.ticket_with_photo(2).await;
    let copied = backup(&desk).await.unwrap();
    assert_eq!((copied.tickets, copied.files), (1, 1));
    let again = restored(&target(&desk)).await;
    assert_eq!(again.count("SELECT count(*) FROM storage").await, 1, "no name is left that a sweep could take away");
    assert_eq!(again.post("another-key-of-mine", &waiting).await.problem(), "missing-files");
    again.photo(2).await;
    assert_eq!(again.post("another-key-of-mine", &waiting).await.status, 201);
    assert_eq!(desk.post("another-key-of-mine", &waiting).await.status, 201, "the desk itself lost nothing");
}

#[tokio::test]
async fn files_that_are_lost_are_named_and_the_rest_is_kept() {
    let desk = TestDesk::open().await;
    let first = desk.ticket_with_photo(1).await;
    let created = desk.post("key-of-some-length", &first).await;
    let only = only_file(&desk);
    let name = only.file_name().unwrap().to_str().unwrap().to_owned();
    let second = desk.ticket_with_photo(2).await;
    let other = desk.post("another-key-of-mine", &second).await;
    let lost = async |copy: &str| {
        let copied = desk::backup(&Config::new(&desk.database), &desk.folder.join(copy), |_| ()).await;
        let copied = copied.unwrap();
        assert_eq!((copied.tickets, copied.files), (2, 1));
        let [lost] = copied.lost.as_slice() else { panic!("{copied:?}") };
        assert_eq!((lost.reference.as_str(), &lost.id, &lost.name), (created.reference(), &id(1), &name));
        assert!(!desk.folder.join(copy).join("attachments").join(&name).exists());
        lost.fault.clone()
    };
    let mut bytes = JAM.to_vec();
    bytes[9] = b'f';
    fs::write(&only, &bytes).unwrap();
    assert_eq!(lost("other-bytes").await, "its bytes are not those that were sent");
    fs::write(&only, b"").unwrap();
    assert_eq!(lost("empty").await, "it has 0 bytes and not 10");
    fs::remove_file(&only).unwrap();
    assert_eq!(lost("missing").await, "it is missing");
    let again = restored(&desk.folder.join("missing")).await;
    let path = other.header("location").unwrap();
    assert_eq!(again.fetch(&format!("{path}/files/{}", id(2)), SECRET).await.2, JAM);
}

#[tokio::test]
async fn a_copy_is_one_file_and_one_folder_for_their_owner_only() {
    let desk = TestDesk::open().await;
    let photo = desk.ticket_with_photo(1).await;
    desk.post("key-of-some-length", &photo).await;
    let steps = Mutex::new(Vec::new());
    let (config, folder) = (Config::new(&desk.database), target(&desk));
    let copied = desk::backup(&config, &folder, |step| steps.lock().unwrap().push(step)).await.unwrap();
    let files = BackupStep::Files { done: 0, of: 1 };
    assert_eq!(*steps.lock().unwrap(), [BackupStep::Database, BackupStep::Check, files]);
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["attachments", "tickets.db"]);
    let database = fs::metadata(folder.join("tickets.db")).unwrap();
    assert_eq!(copied.bytes, database.len() + JAM.len() as u64);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let photo = fs::read_dir(folder.join("attachments")).unwrap().next().unwrap().unwrap().path();
        let modes = [folder.clone(), folder.join("attachments"), folder.join("tickets.db"), photo];
        let modes = modes.map(|path| fs::metadata(path).unwrap().permissions().mode() & 0o777);
        assert_eq!(modes, [0o700, 0o700, 0o600, 0o600]);
    }
    // A copy can be copied.
    let again = Config::new(folder.join("tickets.db"));
    assert_eq!(desk::backup(&again, &desk.folder.join("third"), |_| ()).await.unwrap().tickets, 1);
}

#[tokio::test]
async fn nothing_is_replaced_and_what_fails_leaves_nothing() {
    let desk = TestDesk::open().await;
    fs::create_dir(target(&desk)).unwrap();
    assert!(matches!(backup(&desk).await, Err(BackupError::There { .. })));
    fs::remove_dir(target(&desk)).unwrap();
    let at = async |place: &Path| desk::backup(&Config::new(&desk.database), place, |_| ()).await.unwrap_err();
    assert!(matches!(at(desk.database.file().unwrap()).await, BackupError::There { .. }));
    assert!(matches!(at(Path::new("/")).await, BackupError::NoName { .. }));
    let nowhere = at(&desk.folder.join("no-folder").join("copy")).await;
    assert!(matches!(nowhere, BackupError::NoParent { .. }) && nowhere.help().is_some(), "{nowhere}");
    assert!(
        matches!(at(&desk.database.file().unwrap().join("copy")).await, BackupError::NoParent { .. }),
        "a file is no folder"
    );

    let photo = desk.ticket_with_photo(1).await;
    desk.post("key-of-some-length", &photo).await;
    fs::remove_dir_all(desk.folder.join("attachments")).unwrap();
    assert!(matches!(backup(&desk).await, Err(BackupError::NoAttachments { files: 1, .. })));
    assert_eq!(beside(&desk), [""; 0]);
    let other = Config::new(desk.folder.join("other.db"));
    let missing = desk::backup(&other, &target(&desk), |_| ()).await;
    assert!(matches!(missing, Err(BackupError::Open(desk::Error::Missing { .. }))));
    assert_eq!(beside(&desk), [""; 0]);
}

#[tokio::test]
async fn a_copy_that_is_stopped_leaves_nothing() {
    let desk = TestDesk::open().await;
    let (config, folder) = (Config::new(&desk.database), target(&desk));
    let copying = desk::backup(&config, &folder, |_| ());
    let stopped = tokio::time::timeout(std::time::Duration::ZERO, copying).await;
    assert!(stopped.is_err());
    assert_eq!(beside(&desk), [""; 0]);
}

#[tokio::test]
async fn the_database_of_an_older_program_is_copied_as_it_is() {
    let folder = TempDir::new().unwrap();
    let database = Database::File(folder.path().join("tickets.db"));
    life::old(&database).await;
    let copied = desk::backup(&Config::new(&database), &folder.path().join("copy"), |_| ()).await.unwrap();
    assert_eq!((copied.tickets, copied.files), (2, 0));
    let versions = "SELECT max(version) FROM _sqlx_migrations";
    assert_eq!(count(&database, versions).await, 1);
    assert_eq!(count(&folder.path().join("copy/tickets.db"), versions).await, 1);
}
