//! A desk: a store, the rules of a knowledge base, and the routes to both.

use std::{
    future::Future,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{Router, http::HeaderValue};
use content::Kb;
use search::Searcher;
use tokio::{net::TcpListener, sync::Semaphore};
use tracing::info;

use crate::{
    Config, Error, api, body,
    files::Files,
    first_answer::FirstAnswers,
    handover::Handover,
    intake::Rules,
    limiter,
    limits::Limits,
    metrics::{self, Metrics},
    origin,
    presence::{self, Presence},
    probe::Probe,
    proof::{Gate, Key},
    server::{self, Manners},
    sole::Sole,
    store::Store,
    tasks::Tasks,
};

/// What every request needs.
pub(crate) type Shared = Arc<Inner>;

/// How long a stopping server waits for connections that neither finish nor close.
const DRAIN: Duration = Duration::from_secs(10);
/// How many may look at figures at once.
const FIGURES: usize = 16;

/// How many agents may wait for something to happen; whoever comes then is told at once that nothing has.
const MOST_WAITING: usize = 64;

/// The ticket endpoint. Clones share the store, the rules and the limits.
#[derive(Clone)]
pub struct Desk {
    pub(crate) inner: Shared,
    tasks: Arc<Tasks>,
}

pub(crate) struct Inner {
    pub(crate) config: Config,
    pub(crate) origins: Vec<HeaderValue>,
    pub(crate) store: Store,
    pub(crate) files: Files,
    pub(crate) limits: Limits,
    /// Bytes that bodies may take in memory, all together.
    pub(crate) room: Semaphore,
    /// The same for files.
    pub(crate) upload_room: Semaphore,
    /// Those who may wait for something to happen.
    pub(crate) waiting_for_events: Semaphore,
    /// What new tickets come through.
    pub(crate) gate: Gate,
    pub(crate) first_answers: FirstAnswers,
    pub(crate) metrics: Metrics,
    pub(crate) handover: Handover,
    pub(crate) probe: Probe,
    pub(crate) presence: Presence,
    /// As long as this is there, no other desk is begun on the same file.
    sole: Sole,
    /// When somebody sent something last.
    sent: Mutex<Instant>,
    /// Whether there was no database before.
    is_new: bool,
    /// Whether the server only finishes what is under way.
    ending: AtomicBool,
    /// Whether nothing more is begun.
    closing: AtomicBool,
    rules: RwLock<Arc<Rules>>,
}

impl Inner {
    /// The rules as they are now; a request keeps to them until it is answered.
    pub(crate) fn rules(&self) -> Arc<Rules> {
        Arc::clone(&self.rules.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether the server only finishes what is under way.
    pub(crate) fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Relaxed)
    }

    /// Notes that somebody sends something.
    pub(crate) fn note_sent(&self) {
        *self.sent.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// How long nobody has sent anything.
    pub(crate) fn quiet(&self) -> Duration {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
    }

    /// Whether nothing more is to be begun.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }
}

impl Desk {
    /// Opens the database and the folder of attachments, makes them when they are not there, and takes the forms and settings of
    /// a knowledge base. Files that no ticket claimed are removed from now on. Needs a tokio runtime.
    ///
    /// # Errors
    ///
    /// When an origin is none, when addresses are to be confirmed and cannot be, when the folder cannot be made, or when the database
    /// cannot be made or opened, belongs to another program or to a newer version of this one.
    pub async fn open(config: Config, kb: &Kb) -> Result<Self, Error> {
        let origins = config.origins.iter().map(|origin| origin::read(origin)).collect::<Result<_, _>>()?;
        server::expect_files(config.connections)?;
        if config.confirm_addresses {
            config.asks_by().ok_or(Error::NobodyAsks)?;
        }
        config.expect_portal(kb)?;
        let is_new = config.database.file().is_some_and(presence::is_to_be_made);
        let store = Store::open(&config).await?;
        let Opened { sole, files, gate, key, handover } = match Opened::beside(&store, &config).await {
            Ok(opened) => opened,
            Err(error) => {
                store.close().await;
                return Err(error);
            }
        };
        let metrics = Metrics::new();
        let inner = Arc::new(Inner {
            origins,
            limits: Limits::of(&config, &store, &key, &metrics),
            presence: Presence::of(config.database.file()),
            room: Semaphore::new(body::ROOM.max(config.body_limit)),
            upload_room: Semaphore::new(body::ROOM_FOR_FILES),
            waiting_for_events: Semaphore::new(MOST_WAITING),
            first_answers: FirstAnswers::new(),
            probe: Probe::default(),
            sent: Mutex::new(Instant::now()),
            ending: AtomicBool::new(false),
            closing: AtomicBool::new(false),
            rules: RwLock::new(Arc::new(Rules::of(kb))),
            config,
            store,
            files,
            gate,
            metrics,
            handover,
            sole,
            is_new,
        });
        Ok(Self { tasks: Arc::new(Tasks::begin(&inner)), inner })
    }

    /// Whether there was no database, and an empty one was made: what somebody wants to know who has mistyped its name.
    pub fn has_new_database(&self) -> bool {
        self.inner.is_new
    }

    /// Takes the forms and settings of a knowledge base that has changed. Tickets that are stored stay as they are.
    pub fn reload(&self, kb: &Kb) {
        *self.inner.rules.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Rules::of(kb));
    }

    /// Searches here for first answers to new tickets from now on, unless the settings want none. Tickets are taken before
    /// that, and while another one is made ready.
    pub fn search_in(&self, searcher: Searcher) {
        if self.inner.config.first_answer {
            self.inner.first_answers.search_in(searcher);
        }
    }

    /// Whether new tickets get a first answer, so that somebody has to make the search ready.
    pub fn answers_first(&self) -> bool {
        self.inner.config.first_answer
    }

    /// The routes `/api/…`, `/healthz` and `/readyz`, to be merged into another router; every answer below them is the desk's own.
    ///
    /// Serve it with `into_make_service_with_connect_info::<SocketAddr>()`: without the client's address all clients
    /// share one limit.
    pub fn router(&self) -> Router {
        api::router(Arc::clone(&self.inner))
    }

    /// Serves the routes and nothing else until `shutdown` is done, then finishes the requests under way, and tells those that
    /// come meanwhile to try again soon; connections that stay open are cut off 10 seconds after the longest time a request
    /// may take. The desk itself stays open.
    pub async fn serve(&self, listener: TcpListener, shutdown: impl Future<Output = ()>) {
        let Config { head_timeout, request_timeout, connections, .. } = self.inner.config;
        // A body may just have begun to arrive, and is answered after that.
        let manners = Manners { head: head_timeout, drain: 2 * request_timeout + DRAIN, most: connections };
        let shutdown = async {
            shutdown.await;
            self.inner.ending.store(true, Ordering::Relaxed);
        };
        server::serve(listener, self.router(), manners, shutdown).await;
        self.inner.ending.store(false, Ordering::Relaxed);
    }

    /// Serves figures in Prometheus' text format at `/metrics`, and nothing else, for ever. They are for operators: the listener
    /// should be one that readers do not reach.
    pub async fn serve_metrics(&self, listener: TcpListener) {
        let manners = Manners { head: self.inner.config.head_timeout, drain: Duration::ZERO, most: FIGURES };
        server::serve(listener, metrics::router(Arc::clone(&self.inner)), manners, std::future::pending()).await;
    }

    /// Waits for what is being handed over and written, and closes the database. Requests that come later get a 503.
    pub async fn close(&self) {
        self.tasks.stop();
        self.inner.closing.store(true, Ordering::Relaxed);
        self.inner.store.news.notify_one();
        self.tasks.end().await;
        self.inner.presence.end();
        self.inner.store.close().await;
        self.inner.sole.let_go();
    }
}

/// What a desk has beside its store.
struct Opened {
    sole: Sole,
    files: Files,
    gate: Gate,
    /// Of limits.
    key: limiter::Key,
    handover: Handover,
}

impl Opened {
    /// Opens it. What new tickets come through, what limits are counted by, and what others are told by, all desks on one database share.
    async fn beside(store: &Store, config: &Config) -> Result<Self, Error> {
        let sole = Sole::of(config.database.file())?;
        let files = Files::open(&config.attachments)?;
        let gate = Gate::new(config.proof, Key::of(store.drawn("proof").await.map_err(Error::unwritten)?));
        let key = limiter::Key::of(store.drawn("limits").await.map_err(Error::unwritten)?);
        if !config.confirm_addresses {
            let tickets = store.let_all_in().await.map_err(Error::unwritten)?;
            if tickets > 0 {
                info!(tickets, "let in what waited for addresses to be confirmed, which is not asked for any more");
            }
        }
        let handover = Handover::open(&config.sinks, store).await?;
        Ok(Self { sole, files, gate, key, handover })
    }
}
