//! `tierzero serve`, over a real socket.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::driver::{DAY, Test, app};

/// Long enough for a slow machine; nothing waits this long when all is well.
const PATIENCE: Duration = Duration::from_secs(60);

struct Server {
    child: Child,
    address: String,
    said: Receiver<String>,
    _test: Test,
}

impl Server {
    fn start(test: Test) -> Self {
        let line = format!("serve kb --port 0 --date {DAY} --app {}", app().display());
        let mut child = test.command(&line).stderr(Stdio::piped()).spawn().unwrap();
        let err = BufReader::new(child.stderr.take().unwrap());
        let (sender, said) = mpsc::channel();
        thread::spawn(move || err.lines().map_while(Result::ok).for_each(|line| drop(sender.send(line))));
        let mut server = Self { child, address: String::new(), said, _test: test };
        let line = server.wait_for("the portal is at");
        server.address = line.split("http://").nth(1).unwrap().split(',').next().unwrap().to_owned();
        server
    }

    fn wait_for(&self, words: &str) -> String {
        let mut heard = String::new();
        loop {
            match self.said.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => heard.push_str(&(line + "\n")),
                Err(_) => panic!("never said `{words}`:\n{heard}"),
            }
        }
    }

    fn connect(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut answer = Vec::new();
        self.connect(path).read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_portal_and_the_desk_share_one_port() {
    let server = Server::start(Test::of("small"));
    let home = server.get("/");
    assert!(home.starts_with("HTTP/1.1 200"), "{home}");
    assert!(home.contains("Fixture Help") && home.contains("/_tierzero/live.js"), "{home}");
    assert!(server.get("/_tierzero/live.js").contains("EventSource"));
    assert!(server.get("/healthz").starts_with("HTTP/1.1 200"));
    let missing = server.get("/no/such/page/");
    assert!(missing.starts_with("HTTP/1.1 404") && missing.contains("Fixture Help"), "{missing}");
}

#[test]
fn a_save_rebuilds_a_mistake_is_told_and_the_last_good_site_stays() {
    let server = Server::start(Test::of("small"));
    let article = server._test.kb().join("articles/email/out-of-office.md");
    let mut events = BufReader::new(server.connect("/_tierzero/events"));
    let mut next = || loop {
        let mut line = String::new();
        assert_ne!(events.read_line(&mut line).unwrap(), 0, "the events ended");
        if let Some(data) = line.strip_prefix("data: ") {
            return serde_json::from_str::<serde_json::Value>(data).unwrap();
        }
    };
    let first = next();
    fs::write(&article, "---\ntitle: Away\n---\nNew words.\n").unwrap();
    let second = next();
    assert_ne!(first["site"], second["site"]);
    assert!(server.get("/articles/email/out-of-office/").contains("New words."));
    fs::write(&article, "---\ntitle: Away\n---\n[dead](gone.md)\n").unwrap();
    let third = next();
    assert_eq!(second["site"], third["site"]);
    assert!(third["problems"][0]["message"].as_str().unwrap().contains("gone.md"), "{third}");
    assert!(server.get("/articles/email/out-of-office/").contains("New words."));
}

#[test]
fn a_knowledge_base_with_mistakes_is_served_with_a_page_that_says_so() {
    let server = Server::start(Test::of("small").write("articles/email/bad.md", "[x](gone.md)\n"));
    let page = server.get("/");
    assert!(page.starts_with("HTTP/1.1 503") && page.contains("Not built yet"), "{page}");
}

#[test]
fn a_taken_port_gives_a_clear_line() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let line = format!("serve kb --port {port} --app {}", app().display());
    Test::of("small").run(&line).exits(2).says(&format!("port {port} is taken by another program")).says("`--port ");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_while_a_page_listens() {
    let mut server = Server::start(Test::of("small"));
    let mut events = BufReader::new(server.connect("/_tierzero/events"));
    let mut line = String::new();
    events.read_line(&mut line).unwrap();
    let killed = std::process::Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}
