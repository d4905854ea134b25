//! A real PostgreSQL server that belongs to the tests: in a folder of its own, at a free port, gone with them. Debian's
//! package `postgresql` brings what it needs; without it, the tests fail and say so.

use std::{
    fs::File,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// The variable that brings the server's address to the tests that are to run on it.
pub(crate) const VARIABLE: &str = "TIERZERO_TEST_POSTGRES";
/// How long the server may take to begin, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server. It ends when this is dropped.
pub(crate) struct Server {
    programs: PathBuf,
    folder: TempDir,
    port: u16,
    process: Option<Child>,
    settings: &'static [&'static str],
}

impl Server {
    /// One that is quick and forgets all when the machine falls: what most tests need.
    pub(crate) fn start() -> Self {
        Self::with(&["fsync=off", "full_page_writes=off", "autovacuum=off"])
    }

    /// One with other settings than the server's own.
    pub(crate) fn with(settings: &'static [&'static str]) -> Self {
        let Some(programs) = programs() else {
            panic!(
                "PostgreSQL's `initdb` and `postgres` are not on this machine: install Debian's package `postgresql`, or put \
                 them on the PATH"
            )
        };
        let folder = tempfile::tempdir().unwrap();
        give(folder.path());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut server = Self { programs, folder, port, process: None, settings };
        let mut initdb = server.command("initdb");
        initdb.args(["--username=desk", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"]);
        let made = initdb.arg(server.data()).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        server.begin();
        server
    }

    /// The address of a database on it.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://desk@127.0.0.1:{}/{database}", self.port)
    }

    /// Starts it (again) and waits until it answers.
    pub(crate) fn begin(&mut self) {
        let mut postgres = self.command("postgres");
        postgres.arg("-D").arg(self.data()).args(["-p", &self.port.to_string()]);
        let own = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"];
        for setting in own.iter().chain(self.settings) {
            postgres.args(["-c", setting]);
        }
        let log = File::create(self.log()).unwrap();
        self.process = Some(postgres.stdout(Stdio::null()).stderr(log).spawn().unwrap());
        let since = Instant::now();
        while !self.answers() {
            let ended = self.process.as_mut().unwrap().try_wait().unwrap().is_some();
            if ended || since.elapsed() > PATIENCE {
                panic!("PostgreSQL does not begin: {}", std::fs::read_to_string(self.log()).unwrap_or_default());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Stops it as an operator would in a hurry: connections are cut off, and what was committed is on the disk.
    pub(crate) fn end(&mut self) {
        let Some(mut process) = self.process.take() else { return };
        let ended = self.command("pg_ctl").args(["stop", "-m", "fast", "-w", "-s", "-D"]).arg(self.data()).status();
        if !ended.is_ok_and(|ended| ended.success()) {
            let _ = process.kill();
        }
        let _ = process.wait();
    }

    fn answers(&self) -> bool {
        let asked = self.command("pg_isready").args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]).status();
        TcpStream::connect(("127.0.0.1", self.port)).is_ok() && asked.is_ok_and(|asked| asked.success())
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// One of PostgreSQL's programs, as a user it accepts: it refuses to be run by root.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.current_dir(self.folder.path()).env("LC_ALL", "C");
        if let Some((user, group)) = servant() {
            use std::os::unix::process::CommandExt as _;
            command.uid(user).gid(group);
        }
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

/// The folder of PostgreSQL's programs: where Debian has them, the newest first, or somewhere on the path.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.into_iter().rev().chain(std::env::split_paths(&path).collect::<Vec<_>>());
    all.into_iter().find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

/// Whom the server runs as when the tests are run by root: the user that Debian's package makes, and his group.
fn servant() -> Option<(u32, u32)> {
    let number = |arguments: &[&str]| -> Option<u32> {
        let said = Command::new("id").args(arguments).output().ok()?.stdout;
        String::from_utf8(said).ok()?.trim().parse().ok()
    };
    if number(&["-u"]) != Some(0) {
        return None;
    }
    Some((number(&["-u", "postgres"])?, number(&["-g", "postgres"])?))
}

fn give(folder: &Path) {
    if let Some((user, group)) = servant() {
        std::os::unix::fs::chown(folder, Some(user), Some(group)).unwrap();
    }
}

/// Runs tests of this program once more, all those that are not skipped, with a server for them.
pub(crate) fn run_tests_on(server: &Server, arguments: &[&str]) {
    let mut tests = Command::new(std::env::current_exe().unwrap());
    let tests = tests.args(arguments).env(VARIABLE, server.url("postgres")).output().unwrap();
    let said = String::from_utf8_lossy(&tests.stdout);
    assert!(tests.status.success(), "{said}{}", String::from_utf8_lossy(&tests.stderr));
    assert!(!said.contains("running 0 tests"), "{said}");
}
