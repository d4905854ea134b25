//! A copy of everything, also while a desk runs.
//!
//! The database comes first, as it stood at one moment, and by its copy the files. Whatever a ticket of it refers to was on
//! the disk before that moment and is never removed. What waited for its ticket then is left out, of the copied
//! database too: the sweep may take it at any time, and a browser whose ticket comes later is asked for the bytes again.
//! Out of PostgreSQL's dump nothing can be left, so there such files go along as far as they are still there.

mod dump;
mod error;
mod file;
mod folder;

use std::path::{Path, PathBuf};

pub use error::BackupError;

use content::file::is_upload_id;
use url::Url;

use crate::{
    Config, Database,
    digest::Digest,
    files::{Files, Storage},
    store::{Held, Snapshot, Store},
};
use file::Source;
use folder::Unfinished;

/// What the files are called inside a backup, as a desk calls them by itself.
const DATABASE: &str = "tickets.db";
/// What a dump is called, which PostgreSQL's `pg_restore` reads.
const DUMP: &str = "tickets.dump";
const ATTACHMENTS: &str = "attachments";

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupStep {
    /// The database is copied.
    Database,
    /// The copy is read from its beginning to its end.
    Check,
    /// Files are copied.
    Files {
        /// How many are done.
        done: u64,
        /// How many there are.
        of: u64,
    },
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// How many tickets it holds.
    pub tickets: u64,
    /// How many files it holds.
    pub files: u64,
    /// Bytes on the disk, of the database and of all files.
    pub bytes: u64,
    /// Files it should hold, too, as far as its tickets tell.
    pub lost: Vec<LostFile>,
}

/// A file that a ticket names and that could not be copied as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostFile {
    /// The ticket's reference; empty when there is none any more.
    pub reference: String,
    /// The id the file was sent under.
    pub id: String,
    /// Its name in the folder of attachments.
    pub name: String,
    /// What is wrong with it, as a phrase.
    pub fault: String,
}

/// Copies the database and every file its tickets refer to into a new folder, beside a running desk or without one, and
/// checks what it wrote. The folder has its name only when all of it is on the disk; until then it is called otherwise,
/// and it is removed when this fails or is dropped. A desk opens it as it is; the dump of a PostgreSQL database has to be restored first.
/// Needs a tokio runtime, and for PostgreSQL its programs `pg_dump` and `pg_restore`.
///
/// Files that are missing or damaged are told in [`Backup::lost`], and the rest is kept.
///
/// # Errors
///
/// See [`BackupError`]; then there is no backup.
pub async fn backup(config: &Config, target: &Path, tell: impl Fn(BackupStep)) -> Result<Backup, BackupError> {
    let unfinished = Unfinished::beside(target)?;
    let (copy, snapshot) = match &config.database {
        Database::File(database) => copy_file_of(config, database, &unfinished, &tell).await?,
        Database::Postgres(url) => copy_server(config, url, &unfinished, &tell).await?,
    };
    folder::sync_file(&copy)?;
    let (from, to) = (&config.attachments, unfinished.at(ATTACHMENTS));
    folder::make_folder(&to)?;
    if let Some(folder) = from.folder().filter(|folder| !snapshot.files.is_empty() && !folder.is_dir()) {
        return Err(BackupError::NoAttachments { path: folder.into(), files: snapshot.files.len() });
    }
    let mut backup = Backup { tickets: snapshot.tickets, files: 0, bytes: folder::size(&copy)?, lost: Vec::new() };
    copy_files(snapshot.files, from, &to, &mut backup, tell).await?;
    folder::sync_folder(&to)?;
    unfinished.finish()?;
    Ok(backup)
}

/// An SQLite file as it stood at one moment, without what waits for its ticket.
async fn copy_file_of(
    config: &Config,
    database: &Path,
    unfinished: &Unfinished,
    tell: &impl Fn(BackupStep),
) -> Result<(PathBuf, Snapshot), BackupError> {
    tell(BackupStep::Database);
    let copy = unfinished.at(DATABASE);
    folder::make_file(&copy)?;
    copy_database(config, database, &copy).await?;
    tell(BackupStep::Check);
    let snapshot = look(&copy).await?;
    Ok((copy, snapshot))
}

/// A PostgreSQL database as it stood at one moment, by which the files are chosen too.
async fn copy_server(
    config: &Config,
    url: &Url,
    unfinished: &Unfinished,
    tell: &impl Fn(BackupStep),
) -> Result<(PathBuf, Snapshot), BackupError> {
    tell(BackupStep::Database);
    let copy = unfinished.at(DUMP);
    folder::make_file(&copy)?;
    let failed = |error: sqlx::Error| BackupError::Server { database: config.database.clone(), source: error.into() };
    let store = Store::join_any(config).await?;
    let frozen = store.freeze().await.map_err(failed);
    store.close().await;
    let mut frozen = frozen?;
    let snapshot = frozen.look().await.map_err(failed)?;
    dump::dump(url, &frozen, &copy).await?;
    frozen.thaw().await;
    tell(BackupStep::Check);
    dump::check(url, &copy).await?;
    Ok((copy, snapshot))
}

async fn copy_database(config: &Config, database: &Path, copy: &Path) -> Result<(), BackupError> {
    let store = Store::join_any(config).await?;
    let copied = store.copy_into(copy).await;
    store.close().await;
    copied.map_err(|error| BackupError::database(database, copy, error))
}

async fn look(copy: &Path) -> Result<Snapshot, BackupError> {
    let snapshot = Snapshot::take(copy).await.map_err(|error| BackupError::database(copy, copy, error))?;
    match snapshot.fault {
        Some(fault) => Err(BackupError::Damaged { fault }),
        None => Ok(snapshot),
    }
}

async fn copy_files(
    files: Vec<Held>,
    from: &Storage,
    to: &Path,
    backup: &mut Backup,
    tell: impl Fn(BackupStep),
) -> Result<(), BackupError> {
    let of = files.len() as u64;
    // Whoever has no file needs no storage.
    if of == 0 {
        return Ok(());
    }
    let bucket = if from.folder().is_none() { Some(Files::open(from)?) } else { None };
    for (done, held) in (0..).zip(files) {
        tell(BackupStep::Files { done, of });
        let copied = if is_upload_id(&held.name) {
            let source = match (from, &bucket) {
                (Storage::Folder(folder), _) => Ok(Source::File(folder.join(&held.name))),
                (_, Some(bucket)) => fetch(bucket, &held.name).await,
                (_, None) => Err("it has no place".to_owned()),
            };
            match source {
                Ok(source) => copy_file(source, to.join(&held.name), held.size, held.sha256).await?,
                Err(fault) => Err(fault),
            }
        } else {
            Err("its name is none that a desk draws".into())
        };
        match copied {
            Ok(()) => {
                backup.files += 1;
                backup.bytes += held.size;
            }
            // The sweep took it meanwhile, and takes its row from whoever restores it.
            Err(_) if held.waits => {}
            Err(fault) => {
                backup.lost.push(LostFile { reference: held.reference, id: held.id, name: held.name, fault });
            }
        }
    }
    Ok(())
}

/// The bytes of a file in a bucket; or what is wrong with it, as a phrase.
async fn fetch(bucket: &Files, name: &str) -> Result<Source, String> {
    match bucket.bytes(name).await {
        Ok(Some(bytes)) => Ok(Source::Bytes(bytes)),
        Ok(None) => Err("it is missing".into()),
        Err(error) => Err(format!("it cannot be read: {error}")),
    }
}

async fn copy_file(
    source: Source,
    copy: PathBuf,
    size: u64,
    sha256: Digest,
) -> Result<Result<(), String>, BackupError> {
    let to = copy.clone();
    let copying = tokio::task::spawn_blocking(move || file::copy(source, &copy, size, sha256));
    copying.await.map_err(|panic| BackupError::write(&to, std::io::Error::other(panic)))?
}
