//! `tierzero desk backup` of a PostgreSQL database, where PostgreSQL's programs are there and where they are not.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use crate::desk::{post, start};
use crate::driver::{Ran, Test};
use crate::postgres;
use crate::server::whole;

#[test]
fn a_dump_needs_the_program_for_it_of_the_version_of_the_server_or_newer() {
    let database = postgres::Server::start();
    let (test, url) = (Test::of("small"), database.url("postgres"));
    let server = start(&test, &format!("--database {url} --attachments files"));
    assert!(whole(server.send(&post("1", "The fan hums"))).starts_with("HTTP/1.1 201 "));
    let backup = |change: &dyn Fn(&mut Command)| {
        let mut command = test.command(&format!("desk backup {url} copy --attachments files"));
        change(&mut command);
        Ran::from(command.output().unwrap())
    };
    let (nowhere, old) = (test.at("nowhere"), test.at("old"));
    for folder in [&nowhere, &old] {
        fs::create_dir(folder).unwrap();
    }
    fs::write(old.join("pg_dump"), "#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n").unwrap();
    fs::set_permissions(old.join("pg_dump"), fs::Permissions::from_mode(0o755)).unwrap();
    let none = backup(&|command| _ = command.env("PATH", &nowhere)).exits(2);
    none.says("there is no `pg_dump` on the PATH").says("install the client programs of PostgreSQL");
    let older = backup(&|command| _ = command.env("PATH", &old)).exits(2);
    older.says("`pg_dump` is of PostgreSQL 9, and the server of").says("or newer (Debian calls them");
    assert!(!test.at("copy").exists());
    let unsaid = test.run(&format!("desk backup {url} copy")).exits(2);
    unsaid.says("nobody says where the files of tickets are").says("--attachments DIR");
    backup(&|_| ()).exits(0).says("`copy` holds 1 ticket and 0 files");
}
