//! Files of a log, one a day. Only their owner reads them.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use jiff::{ToSpan as _, civil::Date};

/// What the names of files begin and end with.
const BEGIN: &str = "desk.";
const END: &str = ".log";
/// No file is older, in days.
const LONGEST: u32 = 100_000;

/// Writes lines into the file of the day. A line that does not go in, such as on a full disk, goes to standard error instead.
pub(super) struct Daily {
    folder: PathBuf,
    today: fn() -> Date,
    open: Option<Open>,
    /// Whether lines go to standard error.
    failing: bool,
}

struct Open {
    day: Date,
    file: File,
    /// Whether the last line may have gone in by half.
    torn: bool,
}

impl Daily {
    /// Makes the folder when it is not there, and the file of today. A full disk is no reason not to begin.
    pub(super) fn open(folder: &Path, today: fn() -> Date) -> io::Result<Self> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let mut daily = Self { folder: folder.to_owned(), today, open: None, failing: false };
        match builder.create(folder).and_then(|()| daily.file().map(|_| ())) {
            Err(error) if !is_full(&error) => Err(error),
            _ => Ok(daily),
        }
    }

    /// The file of today, begun anew when the day is, or when somebody took it away.
    fn file(&mut self) -> io::Result<&mut Open> {
        let day = (self.today)();
        let path = self.folder.join(name(day));
        let goes_on = self.open.take().filter(|open| open.day == day && path.exists());
        let open = match goes_on {
            Some(open) => open,
            None => Open { day, file: append(&path)?, torn: false },
        };
        Ok(self.open.insert(open))
    }

    fn put(&mut self, line: &[u8]) -> io::Result<()> {
        let open = self.file()?;
        if open.torn {
            open.file.write_all(b"\n")?;
        }
        open.torn = true;
        open.file.write_all(line)?;
        open.torn = false;
        Ok(())
    }
}

impl io::Write for Daily {
    /// Takes a whole line, always.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let put = self.put(line);
        // When nobody reads standard error either, the line is lost, and the desk goes on.
        let mut instead = io::stderr();
        match put {
            Ok(()) if self.failing => {
                self.failing = false;
                let _ = writeln!(instead, "the log goes into its files again, in `{}`", self.folder.display());
            }
            Ok(()) => {}
            Err(error) => {
                if !self.failing {
                    let folder = self.folder.display();
                    let _ = writeln!(instead, "cannot write the log in `{folder}`, so it comes here: {error}");
                }
                self.failing = true;
                let _ = instead.write_all(line);
            }
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Removes the files of all days but the last so many, today among them, and tells how many those were.
pub(super) fn remove_old(folder: &Path, today: Date, days: u32) -> io::Result<usize> {
    let Ok(last) = today.checked_sub(i64::from(days.min(LONGEST)).days()) else { return Ok(0) };
    let mut removed = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_old = entry.file_name().to_str().and_then(day).is_some_and(|day| day <= last);
        if is_old && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
            removed += 1;
        }
    }
    Ok(removed)
}

fn name(day: Date) -> String {
    format!("{BEGIN}{day}{END}")
}

/// The day of a file with this name, if it is one of the log's.
fn day(name: &str) -> Option<Date> {
    let day = name.strip_prefix(BEGIN)?.strip_suffix(END)?.parse().ok()?;
    (self::name(day) == name).then_some(day)
}

fn append(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use std::cell::Cell;

    use jiff::civil::date;

    use super::*;

    thread_local! {
        static TODAY: Cell<Date> = const { Cell::new(date(2026, 11, 28)) };
    }

    fn today() -> Date {
        TODAY.get()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn each_day_has_a_file_of_its_own_which_only_its_owner_reads() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("a/b");
        let mut daily = Daily::open(&folder, today).unwrap();
        daily.write_all(b"one\n").unwrap();
        TODAY.set(date(2026, 11, 29));
        daily.write_all(b"two\n").unwrap();
        Daily::open(&folder, today).unwrap().write_all(b"three\n").unwrap();
        assert_eq!(names(&folder), ["desk.2026-11-28.log", "desk.2026-11-29.log"]);
        let text = |name| fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!((text("desk.2026-11-28.log"), text("desk.2026-11-29.log")), ("one\n".into(), "two\nthree\n".into()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&folder), mode(&folder.join("desk.2026-11-29.log"))), (0o700, 0o600));
        }
    }

    #[test]
    fn files_of_older_days_are_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let theirs = ["desk.2020-01-01.log.gz", "desk.2020-1-1.log", "other.2020-01-01.log", "notes.txt"];
        let ours = ["desk.2026-11-26.log", "desk.2026-11-27.log", "desk.2026-11-28.log", "desk.2020-01-01.log"];
        for name in theirs.iter().chain(&ours) {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let removed = |days| remove_old(folder.path(), date(2026, 11, 28), days).unwrap();
        assert_eq!((removed(2), removed(2), removed(u32::MAX)), (2, 0, 0));
        let mut left = [&theirs[..], &ours[1..3]].concat();
        left.sort_unstable();
        assert_eq!(names(folder.path()), left);
        assert_eq!(removed(1), 1);
    }

    #[test]
    fn a_file_that_was_taken_away_is_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        let mut daily = Daily::open(folder.path(), today).unwrap();
        let path = folder.path().join(name(today()));
        fs::remove_file(&path).unwrap();
        daily.write_all(b"one\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\n");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_stops_nobody_and_what_follows_begins_on_a_line_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name(today()));
        std::os::unix::fs::symlink("/dev/full", &path).unwrap();
        let mut daily = Daily::open(folder.path(), today).unwrap();
        daily.write_all(b"one\n").unwrap();
        assert!(daily.failing);
        daily.open.as_mut().unwrap().file = append(&folder.path().join("there is room")).unwrap();
        daily.write_all(b"two\n").unwrap();
        assert!(!daily.failing);
        assert_eq!(fs::read_to_string(folder.path().join("there is room")).unwrap(), "\ntwo\n");
    }
}
