//! A disk that takes nothing more, and one that takes nothing at all: told with when to come again, nothing is lost, and it goes on by
//! itself when there is room.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::desk::post;
use crate::driver::{Ran, Test};
use crate::server::{PATIENCE, Server, whole};

/// A user without rights: root may write wherever it likes.
const NOBODY: u32 = 65_534;

/// A desk that is told when a file may not become longer, instead of being ended by the system.
fn start(test: &Test) -> Server {
    Server::start(&mut command(test), "taking tickets at")
}

/// The same for a user that the permissions of files count for.
fn start_without_rights(test: &Test) -> Server {
    let mut command = command(test);
    if is_root() {
        give(test.root.path());
        command.uid(NOBODY).gid(NOBODY);
    }
    Server::start(&mut command, "taking tickets at")
}

fn command(test: &Test) -> Command {
    let desk = test.command("desk --kb kb --listen 127.0.0.1:0 --proof off");
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh"]).arg(desk.get_program()).args(desk.get_args());
    command.current_dir(test.root.path());
    command
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().unwrap().stdout == b"0\n"
}

fn give(path: &Path) {
    chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    if path.is_dir() {
        fs::read_dir(path).unwrap().for_each(|entry| give(&entry.unwrap().path()));
    }
}

/// Lets no file of a process become longer than so many bytes: as a full disk, it takes the beginning and refuses the rest.
#[cfg(target_os = "linux")]
fn limit(server: &Server, bytes: &str) {
    let pid = server.child.id().to_string();
    let set = Command::new("prlimit").args(["--pid", &pid, &format!("--fsize={bytes}:")]).status().unwrap();
    assert!(set.success());
}

fn upload(server: &Server, number: u32, bytes: usize) -> String {
    let head = format!("PUT /api/uploads/{number:032x} HTTP/1.1\r\nHost: desk\r\nConnection: close");
    whole(server.send(&format!("{head}\r\nContent-Length: {bytes}\r\n\r\n{}", "x".repeat(bytes))))
}

#[track_caller]
fn is_put_off(answer: &str) {
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("retry-after: 60\r\n"), "{answer}");
}

#[track_caller]
fn is_taken(answer: &str) {
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
}

/// A look at whether all is well is remembered for a moment.
fn becomes(server: &Server, status: &str) {
    let since = Instant::now();
    while !server.get("/readyz").starts_with(&format!("HTTP/1.1 {status} ")) {
        assert!(since.elapsed() < PATIENCE, "never {status}");
        thread::sleep(Duration::from_millis(50));
    }
}

fn attachments(test: &Test) -> usize {
    fs::read_dir(test.at("attachments")).unwrap().count()
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_of_a_database_puts_tickets_off_until_there_is_room() {
    let test = Test::of("small");
    let server = start(&test);
    is_taken(&whole(server.send(&post("1", "Before"))));
    limit(&server, "4096");
    is_put_off(&whole(server.send(&post("2", "Meanwhile"))));
    is_put_off(&upload(&server, 1, 1_000));
    becomes(&server, "503");
    assert!(whole(server.send(&post("1", "Before"))).starts_with("HTTP/1.1 200 "), "reading goes on");
    limit(&server, "unlimited");
    is_taken(&whole(server.send(&post("2", "Meanwhile"))));
    is_taken(&upload(&server, 1, 1_000));
    becomes(&server, "200");
    assert_eq!(attachments(&test), 1);
    drop(server);
    test.run("desk audit verify tickets.db").exits(0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_of_attachments_puts_files_off_and_takes_tickets() {
    let test = Test::of("small");
    let server = start(&test);
    limit(&server, "2000000");
    is_put_off(&upload(&server, 1, 3_000_000));
    is_taken(&whole(server.send(&post("1", "Without a file"))));
    assert_eq!(attachments(&test), 0, "no half of a file stays");
    limit(&server, "unlimited");
    is_taken(&upload(&server, 1, 3_000_000));
    assert_eq!(attachments(&test), 1);
}

#[test]
fn a_folder_of_attachments_that_cannot_be_written_puts_files_off_and_takes_tickets() {
    let test = Test::of("small");
    let server = start_without_rights(&test);
    let mode = |mode| fs::set_permissions(test.at("attachments"), fs::Permissions::from_mode(mode)).unwrap();
    mode(0o500);
    is_put_off(&upload(&server, 1, 1_000));
    is_taken(&whole(server.send(&post("1", "Without a file"))));
    becomes(&server, "503");
    mode(0o700);
    is_taken(&upload(&server, 1, 1_000));
    becomes(&server, "200");
}

#[test]
fn a_folder_where_sqlite_can_keep_nothing_beside_the_database_is_found_before_a_start() {
    let test = Test::of("small");
    fs::create_dir(test.at("data")).unwrap();
    fs::write(test.at("data/tickets.db"), "").unwrap();
    let check = || {
        let mut command = test.command("desk check-config --kb kb --database data/tickets.db --attachments files");
        if is_root() {
            give(test.root.path());
            command.uid(NOBODY).gid(NOBODY);
        }
        Ran::from(command.output().unwrap())
    };
    check().exits(0);
    fs::set_permissions(test.at("data"), fs::Permissions::from_mode(0o555)).unwrap();
    check().exits(1).says("or the files it keeps beside it").says("where `-wal` and `-shm` come and go");
    fs::set_permissions(test.at("data"), fs::Permissions::from_mode(0o755)).unwrap();
}
