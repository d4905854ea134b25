//! Clients that mean no good: the desk's memory stays within bounds, and others are served meanwhile. All of it comes over real
//! connections to a real process, since only that has a memory of its own.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;

use crate::desk::{post, start};
use crate::driver::{Test, small_or_full, tell};
use crate::server::{PATIENCE, Server, whole};

/// Most kilobytes that the desk may take on top of what it took before.
const GROWTH: u64 = 64 * 1024;

/// A desk behind a proxy, which says who sends what.
struct Abused {
    server: Server,
    before: u64,
    _test: Test,
}

impl Abused {
    fn start(more: &str) -> Self {
        let test = Test::of("small");
        let server = start(&test, &format!("--forwarded-for x-forwarded-for {more}"));
        let mut abused = Self { server, before: 0, _test: test };
        abused.serves_others("before");
        abused.before = abused.kilobytes("VmRSS:");
        abused
    }

    /// Somebody else sends a ticket, and it is taken.
    fn serves_others(&self, key: &str) {
        let request = post(key, "The fan hums").replacen("\r\n", "\r\nX-Forwarded-For: 198.51.100.7\r\n", 1);
        let answer = whole(self.server.send(&request));
        assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    }

    /// What it took at its peak is not much more than what it took before.
    fn is_within_bounds(&self, what: &str) {
        let (before, peak, after) = (self.before, self.kilobytes("VmHWM:"), self.kilobytes("VmRSS:"));
        tell(&format!("{what}: {before} kB before, {peak} kB at the peak, {after} kB after"));
        assert!(peak < before + GROWTH, "{before} kB before, {peak} kB at the peak");
    }

    fn kilobytes(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    fn connect(&self) -> TcpStream {
        connect(&self.server.address)
    }

    /// Sends numbered requests over a few connections that stay open, and gives the statuses of the answers.
    fn send_many(&self, count: usize, request: impl Fn(usize) -> String + Sync) -> Vec<u16> {
        const CLIENTS: usize = 8;
        let address = self.server.address.as_str();
        let send = |client: usize| {
            let mut stream = connect(address);
            let numbers = (client..count).step_by(CLIENTS);
            numbers.map(|number| exchange(&mut stream, &request(number))).collect::<Vec<_>>()
        };
        thread::scope(|scope| {
            let send = &send;
            let clients: Vec<_> = (0..CLIENTS).map(|client| scope.spawn(move || send(client))).collect();
            clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
        })
    }
}

fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Sends a request over a connection that stays open: status.
fn exchange(stream: &mut TcpStream, request: &str) -> u16 {
    stream.write_all(request.as_bytes()).unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()).unwrap();
    stream.read_exact(&mut vec![0; length.parse().unwrap()]).unwrap();
    head.split(' ').nth(1).unwrap().parse().unwrap()
}

#[test]
fn guessing_secrets_is_ended_by_a_limit_and_keeps_nobody_out() {
    let abused = Abused::start("");
    let statuses = abused.send_many(small_or_full(400, 10_000), |number| {
        format!(
            "GET /api/tickets/TZ-7F3K9Q HTTP/1.1\r\nHost: desk\r\nX-Forwarded-For: 203.0.113.1\r\n\
             Authorization: Bearer {number:022}\r\n\r\n"
        )
    });
    let count = |status| statuses.iter().filter(|seen| **seen == status).count();
    assert_eq!(count(404) + count(429), statuses.len());
    assert!((60..=70).contains(&count(404)), "{} were answered", count(404));
    abused.serves_others("after");
    abused.is_within_bounds("wrong secrets");
}

#[test]
fn guessing_from_everywhere_takes_no_more_memory_than_a_limiter_has() {
    let abused = Abused::start("");
    let statuses = abused.send_many(small_or_full(400, 10_000), |number| {
        format!(
            "GET /api/tickets/TZ-7F3K9Q HTTP/1.1\r\nHost: desk\r\nX-Forwarded-For: 10.0.{}.{}\r\n\
             Authorization: Bearer {number:022}\r\n\r\n",
            number / 256,
            number % 256
        )
    });
    assert!(statuses.iter().all(|status| *status == 404));
    abused.serves_others("after");
    abused.is_within_bounds("wrong secrets from many addresses");
}

#[test]
fn connections_that_send_a_byte_now_and_then_keep_nobody_out() {
    let abused = Abused::start("");
    let mut slow: Vec<_> = (0..small_or_full(600, 5_000)).map(|_| abused.connect()).collect();
    for (round, byte) in "GET /".chars().enumerate() {
        // Those that had to go do not matter any more.
        slow.iter_mut().for_each(|stream| drop(stream.write_all(&[byte as u8])));
        abused.serves_others(&format!("round-{round}"));
    }
    abused.is_within_bounds("slow connections");
}

#[test]
fn a_body_without_end_takes_no_memory_and_keeps_nobody_out() {
    let abused = Abused::start("");
    let megabytes = small_or_full(100, 1_024);
    let heads = [
        "POST /api/tickets HTTP/1.1\r\nContent-Type: application/json\r\nIdempotency-Key: key-of-some-length",
        "PUT /api/uploads/00000000000000000000000000000001 HTTP/1.1",
    ];
    for (number, head) in heads.into_iter().enumerate() {
        let mut announced = abused.connect();
        write!(announced, "{head}\r\nHost: desk\r\nContent-Length: {}\r\n\r\n", megabytes << 20).unwrap();
        let mut answer = [0; 12];
        announced.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 413");
        let mut endless = abused.connect();
        write!(endless, "{head}\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
        let chunk = [b"100000\r\n".as_slice(), &vec![b'x'; 1 << 20], b"\r\n"].concat();
        let sent = (0..megabytes).take_while(|_| endless.write_all(&chunk).is_ok()).count();
        assert!(sent < megabytes, "the desk took all of it");
        abused.serves_others(&format!("meanwhile-{number}"));
    }
    abused.is_within_bounds("bodies without end");
}

#[test]
fn as_many_keys_as_somebody_likes_take_no_memory() {
    let abused = Abused::start("--rate 0 --ticket-rate 0");
    let statuses = abused.send_many(small_or_full(400, 100_000), |number| {
        post(&format!("flood-{number}"), "Many").replacen("Connection: close\r\n", "", 1)
    });
    assert!(statuses.iter().all(|status| *status == 201));
    abused.serves_others("after");
    abused.is_within_bounds("keys");
}

#[test]
fn a_flood_of_tickets_from_one_address_is_ended_by_a_limit() {
    let abused = Abused::start("");
    let statuses = abused.send_many(small_or_full(400, 100_000), |number| {
        let request = post(&format!("flood-{number}"), "Many").replacen("Connection: close\r\n", "", 1);
        request.replacen("\r\n", "\r\nX-Forwarded-For: 203.0.113.1\r\n", 1)
    });
    let stored = statuses.iter().filter(|status| **status == 201).count();
    assert!((30..=33).contains(&stored), "{stored} were stored");
    assert!(statuses.iter().all(|status| matches!(status, 201 | 429)));
    abused.serves_others("after");
    abused.is_within_bounds("tickets from one address");
}

#[test]
fn heads_without_end_take_no_memory_and_keep_nobody_out() {
    let abused = Abused::start("");
    let flood = "X-Flood: 0123456789012345678901234567890123456789\r\n".repeat(20_000);
    let mut floods: Vec<_> = (0..small_or_full(100, 2_000))
        .map(|_| {
            let mut stream = abused.connect();
            // The desk ends it in the middle.
            let _ = stream.write_all(format!("GET /healthz HTTP/1.1\r\nHost: desk\r\n{flood}").as_bytes());
            stream
        })
        .collect();
    abused.serves_others("meanwhile");
    let refused = floods.iter_mut().filter(|stream| {
        let mut answer = Vec::new();
        // What was sent and not read any more may take the answer with it.
        stream.try_clone().unwrap().read_to_end(&mut answer).is_err() || answer.starts_with(b"HTTP/1.1 431")
    });
    assert_eq!(refused.count(), floods.len());
    abused.is_within_bounds("heads without end");
}
