//! What is counted, and what it is called.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::{Registry, Unit},
};

use crate::{problem::Problem, store::Settled};

/// From what a database answers at once to the longest time that a file may take to arrive.
const SECONDS: [f64; 12] = [0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 600.0];

/// All figures. Those that are counted count from the start of the process, the others hold what was gathered last.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Request, Histogram, fn() -> Histogram>,
    problems: Family<Kind, Counter>,
    limited: Family<Limit, Counter>,
    pub(crate) created: Counter,
    actions: Family<Action, Counter>,
    agent_actions: Family<Action, Counter>,
    pub(crate) uploads: Counter,
    pub(crate) upload_bytes: Counter,
    pub(super) room: Family<Room, Gauge>,
    pub(super) room_used: Family<Room, Gauge>,
    pub(super) database: Gauge,
    pub(super) proof_bits: Gauge,
    pub(super) open: Family<State, Gauge>,
    pub(super) unconfirmed: Gauge,
    handed_over: Family<Attempt, Counter>,
    pub(super) outbox: Family<State, Gauge>,
    pub(super) erasures: Family<State, Gauge>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    /// The route's pattern.
    route: String,
    method: &'static str,
    /// `2xx` and the like.
    status: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    problem: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Limit {
    limit: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Action {
    action: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Attempt {
    outcome: &'static str,
}

/// For what there is room in memory.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Room {
    pub(super) body: &'static str,
}

/// How tickets stand, or events in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct State {
    pub(super) state: &'static str,
}

impl Metrics {
    /// All figures, at nought.
    pub(crate) fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("tierzero"),
            requests: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            problems: Family::default(),
            limited: Family::default(),
            created: Counter::default(),
            actions: Family::default(),
            agent_actions: Family::default(),
            uploads: Counter::default(),
            upload_bytes: Counter::default(),
            room: Family::default(),
            room_used: Family::default(),
            database: Gauge::default(),
            proof_bits: Gauge::default(),
            open: Family::default(),
            unconfirmed: Gauge::default(),
            handed_over: Family::default(),
            outbox: Family::default(),
            erasures: Family::default(),
        };
        metrics.register();
        metrics
    }

    fn register(&mut self) {
        let Self { registry, .. } = self;
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The program that runs", version);
        registry.register_with_unit(
            "http_request_duration",
            "Time from a request's head to the head of its answer",
            Unit::Seconds,
            self.requests.clone(),
        );
        registry.register("problems", "Answers that are no success, by problem", self.problems.clone());
        registry.register("rate_limited", "Refusals of addresses that asked too often, by limit", self.limited.clone());
        registry.register("tickets_created", "Tickets stored", self.created.clone());
        registry.register("reader_actions", "What readers did with tickets", self.actions.clone());
        registry.register("agent_actions", "What agents did with tickets", self.agent_actions.clone());
        registry.register("uploads", "Files stored", self.uploads.clone());
        registry.register_with_unit("upload", "Bytes of files stored", Unit::Bytes, self.upload_bytes.clone());
        registry.register_with_unit("body_room", "Memory for bodies", Unit::Bytes, self.room.clone());
        registry.register_with_unit("body_room_used", "Memory bodies take", Unit::Bytes, self.room_used.clone());
        registry.register_with_unit("database", "Database with its log", Unit::Bytes, self.database.clone());
        registry.register("proof_bits", "Zero bits that new tickets have to prove", self.proof_bits.clone());
        registry.register("open_tickets", "Tickets that are not closed, by state", self.open.clone());
        registry.register(
            "unconfirmed_tickets",
            "Tickets that wait until the address on them is confirmed",
            self.unconfirmed.clone(),
        );
        registry.register(
            "deliveries",
            "Attempts to tell other systems, by what became of them",
            self.handed_over.clone(),
        );
        registry.register("outbox", "Events that other systems are still to be told, by state", self.outbox.clone());
        registry.register(
            "erasures",
            "Erased tickets that other systems are still to be told of, by state",
            self.erasures.clone(),
        );
    }

    /// Counts an attempt to tell another system of an event or an erasure.
    pub(crate) fn handed_over(&self, settled: &Settled) {
        let outcome = match settled {
            Settled::Delivered { .. } => "delivered",
            Settled::Later { .. } => "failed",
            Settled::Parked { .. } => "parked",
        };
        self.handed_over.get_or_create(&Attempt { outcome }).inc();
    }

    /// Counts an answer.
    pub(crate) fn answered(&self, route: &str, method: &Method, status: StatusCode, took: Duration) {
        let labels = Request { route: route.to_owned(), method: spelt(method), status: class(status) };
        self.requests.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// Counts an answer that is no success.
    pub(crate) fn refused(&self, problem: &Problem) {
        let problem = Some(problem.kind()).filter(|kind| !kind.is_empty()).unwrap_or("other");
        self.problems.get_or_create(&Kind { problem }).inc();
    }

    /// Counts something that a reader did.
    pub(crate) fn acted(&self, action: &'static str) {
        self.actions.get_or_create(&Action { action }).inc();
    }

    /// Counts something that an agent did.
    pub(crate) fn agent_acted(&self, action: &'static str) {
        self.agent_actions.get_or_create(&Action { action }).inc();
    }

    /// What counts the refusals of a limit.
    pub(crate) fn limit(&self, limit: &'static str) -> Counter {
        self.limited.get_or_create_owned(&Limit { limit })
    }

    /// All of it as text.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = text::encode(&mut text, &self.registry);
        text
    }
}

/// A client may call its method what it likes.
fn spelt(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}
