//! The files in `docs/hosts`: what they say of the desk is compared with it, and each web server is run in front of one.

use std::fs::{self, Permissions};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use ::desk::Config;

use crate::desk::{post, start};
use crate::driver::Test;
use crate::server::{PATIENCE, Server};

const MEGABYTE: usize = 1 << 20;

fn host(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/hosts").join(name)).unwrap()
}

/// The lines of a file that say something, without what stands before a word.
fn behind<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.strip_prefix(word)).map(str::trim).collect()
}

/// Seconds that a desk may need to end, and with some to spare for an answer: twice the time of a request, and ten for connections
/// that stay open.
fn longest() -> u64 {
    2 * Config::new(Path::new("tickets.db")).request_timeout.as_secs() + 10
}

#[test]
fn proxies_wait_for_the_desk_and_let_go_of_connections_before_it_does() {
    let [nginx, caddy, apache] = ["nginx.conf", "Caddyfile", "apache.conf"].map(host);
    let longest = longest();
    assert_eq!(behind(&nginx, "proxy_read_timeout"), [format!("{longest}s;")]);
    assert_eq!(behind(&caddy, "response_header_timeout"), [format!("{longest}s")]);
    let [proxied] = behind(&apache, "ProxyPass")[..] else { panic!("{apache}") };
    assert!(proxied.ends_with(&format!("timeout={longest} ttl=10")), "{proxied}");
    assert_eq!(behind(&caddy, "keepalive"), ["10s"]);
    assert!(Config::new(Path::new("tickets.db")).head_timeout > Duration::from_secs(10));
}

#[test]
fn proxies_keep_what_only_agents_need_inside() {
    for name in ["nginx.conf", "Caddyfile", "apache.conf"] {
        let text = host(name);
        let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
        let rule: Vec<&str> = lines.filter(|line| line.contains("agent/") && line.contains("events")).collect();
        assert_eq!(rule.len(), 1, "{name}: {rule:?}");
    }
}

#[test]
fn the_unit_starts_a_desk_as_it_is_started_and_waits_until_it_has_ended() {
    let unit = host("tierzero-desk.service");
    let [start] = behind(&unit, "ExecStart=")[..] else { panic!("{unit}") };
    let line = start.strip_prefix("/usr/local/bin/tierzero desk ").unwrap();
    let test = Test::of("small");
    fs::write(test.at("desk.toml"), "kb = \"kb\"\n").unwrap();
    test.run(&format!("desk check-config {}", line.replace("/etc/tierzero/desk.toml", "desk.toml"))).exits(0);
    let stop: u64 = behind(&unit, "TimeoutStopSec=")[0].parse().unwrap();
    assert!(stop > longest());
    assert!(unit.contains("#Environment=TIERZERO_DESK_DATABASE_FILE=%d/database"));
}

#[test]
fn the_container_is_asked_as_the_desk_answers() {
    let file = host("Containerfile");
    let test = Test::of("small");
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    let variables = lines.filter_map(|line| line.trim().trim_end_matches('\\').trim().split_once('='));
    let variables = variables.filter_map(|(name, value)| Some((name.rsplit(' ').next()?, value)));
    let variables: Vec<_> = variables.filter(|(name, _)| name.starts_with("TIERZERO_DESK_")).collect();
    assert_eq!(variables.len(), 3, "{variables:?}");
    // In the place of `/kb` and `/data`.
    let here = |value: &str| value.replace("/kb", "kb").replace("/data", "data");
    let variables = variables.into_iter().map(|(name, value)| (name, here(value)));
    let told = test.command("desk check-config").envs(variables).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));

    let [check] = behind(&file, "HEALTHCHECK --interval=30s --timeout=5s CMD [\"bash\", \"-c\",")[..] else {
        panic!("{file}")
    };
    let script: String = serde_json::from_str(check.strip_suffix(']').unwrap()).unwrap();
    let server = start(&test, "");
    let port = server.address.rsplit(':').next().unwrap().to_owned();
    let healthy =
        |script: &str| Command::new("bash").args(["-c", script]).stderr(Stdio::null()).status().unwrap().success();
    assert!(healthy(&script.replace("8081", &port)));
    assert!(!healthy(&script.replace("8081", &port).replace("/healthz", "/nowhere")));
    drop(server);
    assert!(!healthy(&script.replace("8081", &port)));
}

/// A web server that runs, killed when this is dropped.
struct Host {
    child: Child,
    address: SocketAddr,
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

/// A portal's files, and a desk for it that counts tickets by the address that the proxy names.
struct Portal {
    test: Test,
    desk: Server,
    files: PathBuf,
    port: u16,
}

impl Portal {
    fn new() -> Self {
        let test = Test::of("small");
        // Web servers give up their rights, and must reach what a test keeps to itself.
        fs::set_permissions(test.root.path(), Permissions::from_mode(0o755)).unwrap();
        let files = test.publish("").folder.clone();
        let desk = start(&test, "--forwarded-for x-forwarded-for --upload-rate 12MB/1d");
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self { test, desk, files, port }
    }

    /// One of our files, for this portal and this desk.
    fn text(&self, name: &str) -> String {
        host(name).replace("/srv/help", self.files.to_str().unwrap()).replace("127.0.0.1:8081", &self.desk.address)
    }

    fn write(&self, name: &str, text: &str) -> String {
        fs::write(self.test.at(name), text).unwrap();
        self.test.at(name).to_str().unwrap().to_owned()
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Host {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env("XDG_DATA_HOME", self.test.root.path())
            .env("XDG_CONFIG_HOME", self.test.root.path());
        let child = command.current_dir(self.test.root.path()).spawn();
        let child = child.unwrap_or_else(|error| panic!("{program} is needed: {error}"));
        let host = Host { child, address: SocketAddr::from(([127, 0, 0, 1], self.port)) };
        let began = Instant::now();
        while TcpStream::connect(host.address).is_err() {
            assert!(began.elapsed() < PATIENCE, "{program} does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        host
    }
}

/// What a host answers, head and body; it may answer before it has read all.
fn ask(host: &Host, from: [u8; 4], head: &str, body: &[u8]) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
    let stream = runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from((from, 0))).unwrap();
        socket.connect(host.address).await.unwrap().into_std().unwrap()
    });
    stream.set_nonblocking(false).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let (mut writing, mut reading) = (stream.try_clone().unwrap(), stream);
    let mut answer = Vec::new();
    std::thread::scope(|scope| {
        scope.spawn(move || drop(writing.write_all(head.as_bytes()).and_then(|()| writing.write_all(body))));
        let mut buffer = [0; 8192];
        while let Ok(length @ 1..) = reading.read(&mut buffer) {
            answer.extend_from_slice(&buffer[..length]);
        }
    });
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(host: &Host, path: &str, more: &str) -> String {
    let head = format!("GET {path} HTTP/1.1\r\nHost: help.example.com\r\nConnection: close\r\n{more}\r\n");
    ask(host, [127, 0, 0, 1], &head, b"")
}

fn put(host: &Host, id: char, length: usize) -> String {
    let id = id.to_string().repeat(32);
    let head = format!(
        "PUT /api/uploads/{id} HTTP/1.1\r\nHost: help.example.com\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
    );
    ask(host, [127, 0, 0, 1], &head, &vec![b'x'; length])
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_else(|| panic!("no answer: {answer}"))
}

/// All values of a header.
fn header<'a>(answer: &'a str, name: &str) -> Vec<&'a str> {
    let head = answer.split("\r\n\r\n").next().unwrap_or_default();
    let fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    fields.filter(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).collect()
}

fn serves_the_portal(host: &Host, portal: &Portal) {
    let home = get(host, "/", "");
    assert_eq!(status(&home), "200", "{home}");
    assert_eq!((header(&home, "cache-control"), header(&home, "content-security-policy").len()), (vec!["no-cache"], 1));
    assert!(header(&home, "content-type")[0].to_lowercase().starts_with("text/html; charset=utf-8"), "{home}");
    let missing = get(host, "/nowhere/", "");
    let page = fs::read_to_string(portal.files.join("404.html")).unwrap();
    assert_eq!(status(&missing), "404", "{missing}");
    assert_eq!(header(&missing, "content-security-policy").len(), 1, "{missing}");
    assert!(missing.contains(page.lines().last().unwrap()), "{missing}");

    let assets = fs::read_dir(portal.files.join("assets")).unwrap().map(|entry| entry.unwrap().path());
    let compressed = assets.filter(|path| path.extension().is_some_and(|ending| ending == "gz"));
    let (mut seen, types) = (0, [("js", "text/javascript"), ("wasm", "application/wasm"), ("css", "text/css")]);
    for path in compressed {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let asset = get(host, &format!("/assets/{name}"), "Accept-Encoding: gzip\r\n");
        assert_eq!((status(&asset), header(&asset, "content-encoding")), ("200", vec!["gzip"]), "{name}");
        assert_eq!(header(&asset, "cache-control"), ["public, max-age=31536000, immutable"], "{name}");
        if let Some((_, expected)) = types.iter().find(|(ending, _)| name.ends_with(ending)) {
            assert!(header(&asset, "content-type")[0].starts_with(expected), "{asset}");
            seen += 1;
        }
        let plain = get(host, &format!("/assets/{name}"), "");
        assert_eq!((status(&plain), header(&plain, "content-encoding")), ("200", vec![]), "{name}");
    }
    assert!(seen > 0, "nothing is published compressed");
}

fn leads_to_the_desk(host: &Host, portal: &Portal) {
    let lie = "X-Forwarded-For: 203.0.113.9\r\nConnection: close\r\n";
    let ticket = post("1", "The fan hums").replacen("Connection: close\r\n", lie, 1);
    let ticket = ticket.replacen("Host: desk", "Host: help.example.com", 1);
    let stored = ask(host, [127, 0, 7, 2], &ticket, b"");
    assert_eq!(status(&stored), "201", "{stored}");
    assert_eq!(header(&stored, "cache-control"), ["no-store"], "the desk writes its own headers");
    assert_eq!(header(&stored, "content-security-policy"), ["default-src 'none'; frame-ancestors 'none'; sandbox"]);
    let line = portal.desk.wait_for("\"stored\"");
    assert!(line.contains("\"client\":\"127.0.7.0/24\""), "the client as the proxy saw it: {line}");

    let nothing = get(host, "/api/nothing", "");
    assert!(nothing.contains("urn:tierzero:problem:not-found"), "what the desk says stays: {nothing}");

    let body = "x".repeat(3 * MEGABYTE);
    let head = ticket.split("\r\n\r\n").next().unwrap();
    let head: Vec<&str> = head.lines().filter(|line| !line.starts_with("Content-Length")).collect();
    let head = format!("{}\r\nContent-Length: {}\r\n\r\n", head.join("\r\n"), body.len());
    let large = ask(host, [127, 0, 0, 1], &head, body.as_bytes());
    assert!(large.contains("urn:tierzero:problem:too-large"), "the desk says so: {large}");

    let stored = put(host, 'a', 10 * MEGABYTE);
    assert_eq!(status(&stored), "201", "{stored}");
    assert_eq!(status(&put(host, 'c', 10 * MEGABYTE)), "201", "what goes beyond the rate is waited for");
    let early = put(host, 'd', 10 * MEGABYTE);
    assert!(early.contains("urn:tierzero:problem:rate-limited"), "an answer before the end comes through: {early}");
    let refused = put(host, 'b', 12 * MEGABYTE);
    assert_eq!(status(&refused), "413", "{refused}");
    assert!(!refused.contains("urn:tierzero"), "the proxy keeps it from the desk: {refused}");
}

fn keeps_agents_inside(host: &Host) {
    let from = |address, path: &str| {
        let head = format!("GET {path} HTTP/1.1\r\nHost: help.example.com\r\nConnection: close\r\n\r\n");
        ask(host, address, &head, b"")
    };
    for path in ["/api/agent/tickets", "/api/agent/events?wait=1", "/api/events", "/api/events?after=x"] {
        let inside = from([127, 0, 0, 1], path);
        assert!(inside.contains("urn:tierzero:problem:no-token"), "{path}: {inside}");
        assert_eq!(status(&from([127, 0, 7, 2], path)), "403", "{path}");
    }
    // However it is written, nobody from outside is asked for a token.
    for path in
        ["/api//agent/tickets", "/api/%61gent/tickets", "/api/./agent/tickets", "/api/x/../events", "/api%2Fevents"]
    {
        let outside = from([127, 0, 7, 2], path);
        assert!(["400", "403", "404"].contains(&status(&outside)), "{path}: {outside}");
    }
    let reader = from([127, 0, 7, 2], "/api/tickets/TZ-000000");
    assert!(reader.contains("urn:tierzero:problem:no-secret"), "readers come in as before: {reader}");
}

fn check(host: &Host, portal: &Portal) {
    serves_the_portal(host, portal);
    keeps_agents_inside(host);
    leads_to_the_desk(host, portal);
}

#[test]
#[ignore = "needs nginx; whoever changes docs/hosts runs `cargo test --test it -- --ignored hosts`"]
fn nginx_serves_a_portal_and_leads_to_its_desk() {
    let portal = Portal::new();
    let ours = portal.text("nginx.conf").replace("listen 80;", &format!("listen 127.0.0.1:{};", portal.port));
    let ours = portal.write("ours.conf", &ours);
    let root = portal.test.root.path().display();
    let paths =
        ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|name| format!("{name}_temp_path {root}/{name};"));
    let main = format!(
        "daemon off; pid {root}/nginx.pid; error_log stderr;\nevents {{}}\nhttp {{ access_log off; {} include {ours}; }}\n",
        paths.join(" ")
    );
    let main = portal.write("main.conf", &main);
    check(&portal.run("nginx", &["-e", "stderr", "-c", &main]), &portal);
}

#[test]
#[ignore = "needs Caddy; whoever changes docs/hosts runs `cargo test --test it -- --ignored hosts`"]
fn caddy_serves_a_portal_and_leads_to_its_desk() {
    let portal = Portal::new();
    let site = format!("http://help.example.com:{} {{\n\tbind 127.0.0.1", portal.port);
    let ours = portal.text("Caddyfile").replace("help.example.com {", &site);
    let ours = portal.write("Caddyfile", &format!("{{\n\tadmin off\n}}\n{ours}"));
    check(&portal.run("caddy", &["run", "--config", &ours, "--adapter", "caddyfile"]), &portal);
}

#[test]
#[ignore = "needs Apache as Debian has it; whoever changes docs/hosts runs `cargo test --test it -- --ignored hosts`"]
fn apache_serves_a_portal_and_leads_to_its_desk() {
    let portal = Portal::new();
    let ours = portal.text("apache.conf").replace("*:80", &format!("127.0.0.1:{}", portal.port));
    let ours = portal.write("ours.conf", &ours);
    let (root, port) = (portal.test.root.path().display(), portal.port);
    let modules = "mpm_event authz_core authz_host dir filter mime reqtimeout headers rewrite deflate proxy proxy_http";
    let modules =
        modules.split(' ').map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"));
    let main = format!(
        "{}ServerRoot {root}\nPidFile {root}/apache.pid\nDefaultRuntimeDir {root}\nUser www-data\nGroup www-data\n\
         ErrorLog /dev/stderr\nTypesConfig /etc/mime.types\nServerName localhost\nListen 127.0.0.1:{port}\nInclude {ours}\n",
        modules.collect::<String>()
    );
    let main = portal.write("main.conf", &main);
    check(&portal.run("apache2", &["-f", &main, "-DFOREGROUND"]), &portal);
}
