//! Handing events over: workers that take from the outbox what is due, tell other systems, and note what became of it.
//!
//! Events of one ticket reach a system one after another, in their order; tickets do not wait for each other. Whatever fails
//! is tried again, later and later, until it is parked for an operator to look at. A worker that dies loses nothing: what it had
//! claimed is due again when the claim has run out.

mod ask;
mod config;
mod delay;
mod erase;
mod fetch;

use std::{
    collections::HashMap,
    sync::{Arc, Weak},
    time::Duration,
};

use jiff::Timestamp;
use tokio::{task::JoinSet, time::timeout};
use tracing::{error, info, warn};

pub use config::SinkSettings;

use crate::{
    Error,
    desk::Inner,
    sink::{Callbacks, Delivered, Failure, Remote, Sink, SinkError},
    store::{Claimed, Listener, Settled, Store, Told},
};
use fetch::Attachments;

/// How many deliveries are under way at most.
const AT_ONCE: usize = 16;
/// How long a delivery may take with all its files; a claim lasts longer.
const LONGEST: Duration = Duration::from_secs(300);
/// How often the outbox is looked at when nobody says that there is something new, such as what another program wrote.
const PAUSE: Duration = Duration::from_secs(2);
/// How long to wait for a desk that knows a system.
const FOREIGN: Duration = Duration::from_secs(60);
/// How long deliveries under way are waited for at the end.
const DRAIN: Duration = Duration::from_secs(10);

/// The systems that this desk tells.
pub(crate) struct Handover {
    systems: HashMap<String, System>,
}

/// One of them, how often it is tried, and how its calls are verified.
struct System {
    sink: Sink,
    callbacks: Option<Callbacks>,
    first_wait: Duration,
    attempts: u32,
}

impl Handover {
    /// Makes ready, and lets the database know who is to be told from now on.
    pub(crate) async fn open(settings: &[SinkSettings], store: &Store) -> Result<Self, Error> {
        let mut systems = HashMap::with_capacity(settings.len());
        for settings in settings {
            let name = &settings.name;
            let system = System::open(settings).map_err(|source| Error::Sink { name: name.clone(), source })?;
            if systems.insert(name.clone(), system).is_some() {
                return Err(Error::SinkTwice { name: name.clone() });
            }
        }
        store.listen(settings.iter().map(listener).collect()).await.map_err(Error::unwritten)?;
        Ok(Self { systems })
    }

    /// Whether a system can be told that a ticket was erased, and this desk does.
    pub(crate) fn tells_of_erasures(&self, name: &str) -> bool {
        self.systems.get(name).is_some_and(|system| system.sink.hears_of_erasures())
    }

    /// How the calls of a system are verified, if it calls back.
    pub(crate) fn callbacks(&self, name: &str) -> Option<&Callbacks> {
        self.systems.get(name)?.callbacks.as_ref()
    }
}

impl System {
    fn open(settings: &SinkSettings) -> Result<Self, SinkError> {
        Ok(Self {
            sink: Sink::open(&settings.system)?,
            callbacks: settings.callback.clone().map(Callbacks::open).transpose()?,
            first_wait: settings.first_wait,
            attempts: settings.attempts,
        })
    }

    /// What becomes of something that failed so often.
    fn failed(&self, failed: u32, failure: Failure) -> Settled {
        match failure {
            Failure::Later { after, why } if failed < self.attempts => later(self.first_wait, failed, after, why),
            Failure::Later { why, .. } | Failure::Never { why } => Settled::Parked { fault: why },
        }
    }
}

fn listener(settings: &SinkSettings) -> Listener {
    Listener { name: settings.name.clone(), events: settings.events.clone() }
}

/// Hands over what is due, until there is no desk any more or it is told to end; then it finishes what is under way.
pub(crate) async fn hand_over(desk: Weak<Inner>) {
    let mut under_way = JoinSet::new();
    while let Some(desk) = desk.upgrade().filter(|desk| !desk.is_closing()) {
        take(&desk, &mut under_way).await;
        let news = Arc::clone(&desk.store.news);
        drop(desk);
        tokio::select! {
            Some(_) = under_way.join_next() => {}
            () = news.notified() => {}
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
    // What does not finish in time is handed over once more, by the next desk.
    let _ = timeout(DRAIN, async { while under_way.join_next().await.is_some() {} }).await;
}

/// Claims what is due, as far as there is room, and begins to hand it over.
async fn take(desk: &Arc<Inner>, under_way: &mut JoinSet<()>) {
    if desk.handover.systems.is_empty() || under_way.len() >= AT_ONCE {
        return;
    }
    match desk.store.claim(AT_ONCE - under_way.len()).await {
        Ok(claimed) => claimed.into_iter().for_each(|claimed| {
            under_way.spawn(deliver(Arc::clone(desk), claimed));
        }),
        Err(problem) => error!(cause = problem.cause().map(tracing::field::display), "cannot look into the outbox"),
    }
    erase::take(desk, under_way, AT_ONCE.saturating_sub(under_way.len())).await;
}

async fn deliver(desk: Arc<Inner>, claimed: Claimed) {
    let (sink, attempt) = (claimed.sink.clone(), claimed.attempts + 1);
    let settled = attempt_once(&desk, &claimed).await;
    match &settled {
        Settled::Delivered { .. } => info!(sink, event = claimed.event, attempt, "handed over"),
        Settled::Later { due, fault } => {
            warn!(sink, event = claimed.event, attempt, fault, %due, "not handed over yet")
        }
        Settled::Parked { fault } => {
            error!(sink, event = claimed.event, attempt, fault, "not handed over; see `tierzero desk outbox`");
        }
    }
    desk.metrics.handed_over(&settled);
    // When even this cannot be written, the claim runs out, and it is handed over once more.
    if let Err(problem) = desk.store.settle(claimed, settled).await {
        error!(sink, cause = problem.cause().map(tracing::field::display), "cannot note what became of an event");
    }
}

async fn attempt_once(desk: &Arc<Inner>, claimed: &Claimed) -> Settled {
    let Some(system) = desk.handover.systems.get(&claimed.sink) else {
        return later(
            FOREIGN,
            1,
            None,
            "another desk on this database knows this system, and this one does not".into(),
        );
    };
    if claimed.asks {
        return ask::attempt_once(desk, system, claimed).await;
    }
    let (failed, first) = (claimed.attempts + 1, system.first_wait);
    let told = match desk.store.told(&claimed.sink, claimed.ticket, claimed.event).await {
        Ok(Some(told)) => told,
        // The ticket is gone, and the row with it; or the event concerns nobody outside.
        Ok(None) => return Settled::Delivered { remote: None },
        Err(_) => return later(first, failed, None, "the event cannot be read from the database".into()),
    };
    let attachments = Attachments(Arc::clone(desk));
    let Told { mut event, known } = told;
    if let Some(page) = &mut event.ticket.first_answer {
        page.url = desk.rules().address(&page.path);
    }
    let delivering = system.sink.deliver(&event, known.as_ref(), &attachments);
    match timeout(LONGEST, delivering).await {
        Ok(Ok(Delivered { remote })) => Settled::Delivered { remote: remote.map(|Remote { id, url }| (id, url)) },
        Ok(Err(failure)) => system.failed(failed, failure),
        Err(_) => system.failed(failed, too_long()),
    }
}

fn too_long() -> Failure {
    Failure::Later { after: None, why: "it took longer than 5 minutes".into() }
}

fn later(first: Duration, failed: u32, asked: Option<Duration>, fault: String) -> Settled {
    let chance = getrandom::u32().unwrap_or_default().to_le_bytes()[0];
    let wait = delay::after(first, failed, asked, chance);
    let due = Timestamp::now().checked_add(wait).unwrap_or(Timestamp::MAX);
    Settled::Later { due, fault }
}
