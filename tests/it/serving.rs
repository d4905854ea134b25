//! `tierzero serve`, over a real socket.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;

use crate::driver::{DAY, Test, app};
use crate::server::{Server, whole};

fn start(test: &Test) -> Server {
    let line = format!("serve kb --port 0 --date {DAY} --app {}", app().display());
    Server::start(&mut test.command(&line), "the portal is at")
}

/// The value of a header.
fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

#[test]
fn the_portal_and_the_desk_share_one_port() {
    let test = Test::of("small");
    let server = start(&test);
    let home = server.get("/");
    assert!(home.starts_with("HTTP/1.1 200"), "{home}");
    assert!(home.contains("Fixture Help") && home.contains("/_tierzero/live.js"), "{home}");
    assert!(server.get("/_tierzero/live.js").contains("EventSource"));
    assert!(server.get("/healthz").starts_with("HTTP/1.1 200"));
    assert!(server.get("/manifest.webmanifest").starts_with("HTTP/1.1 200"));
    assert!(server.get("/manifest.webmanifest.br").starts_with("HTTP/1.1 404"), "it spends no time on siblings");
    let missing = server.get("/no/such/page/");
    assert!(missing.starts_with("HTTP/1.1 404") && missing.contains("Fixture Help"), "{missing}");
}

#[test]
fn only_assets_are_kept_by_the_browser() {
    let test = Test::of("small");
    let server = start(&test);
    let home = server.get("/");
    let asset = home.split('"').find(|part| part.starts_with("/assets/") && part.ends_with(".css")).unwrap();
    let styles = server.get(asset);
    assert!(styles.starts_with("HTTP/1.1 200"), "{styles}");
    assert_eq!(header(&styles, "cache-control"), Some("public, max-age=31536000, immutable"));
    for path in ["/", "/titles.txt", "/assets/gone.0123456789abcdef.css", "/nowhere/", "/_tierzero/live.js"] {
        assert_eq!(header(&server.get(path), "cache-control"), Some("no-cache"), "{path}");
    }
    let since = format!(
        "GET / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nIf-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\r\n\r\n",
        server.address
    );
    assert!(whole(server.send(&since)).starts_with("HTTP/1.1 200"), "a page saved twice in a second has one time");
}

#[test]
fn only_this_computers_own_names_are_answered() {
    let test = Test::of("small");
    let server = start(&test);
    let port = server.address.rsplit(':').next().unwrap();
    let ask = |host: &str, path: &str| {
        whole(server.send(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")))
    };
    for host in [&format!("localhost:{port}"), &format!("127.0.0.1:{port}"), "[::1]", "localhost:1"] {
        assert!(ask(host, "/").starts_with("HTTP/1.1 200"), "{host}");
    }
    for path in ["/", "/healthz", "/api/tickets/TZ-000000", "/_tierzero/events", "/assets/"] {
        let answer = ask(&format!("evil.example:{port}"), path);
        assert!(answer.starts_with("HTTP/1.1 421"), "{path}: {answer}");
        assert!(answer.contains("`localhost`, `127.0.0.1` and `[::1]`"), "{answer}");
    }
    assert!(whole(server.send("GET / HTTP/1.0\r\n\r\n")).starts_with("HTTP/1.0 421"), "no host at all");
}

#[test]
fn a_save_rebuilds_a_mistake_is_told_and_the_last_good_site_stays() {
    let test = Test::of("small");
    let server = start(&test);
    let article = test.kb().join("articles/email/out-of-office.md");
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
    let test = Test::of("small").write("articles/email/bad.md", "[x](gone.md)\n");
    let server = start(&test);
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
    let test = Test::of("small");
    let mut server = start(&test);
    let mut events = BufReader::new(server.connect("/_tierzero/events"));
    let mut line = String::new();
    events.read_line(&mut line).unwrap();
    server.signal("INT");
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}
