//! Tickets that wait on the device to be sent. Whatever the reader sends lies here until the desk has said that it is stored:
//! a page that dies in the middle loses nothing. What could not be sent goes by itself when the connection is back, after a
//! pause, or on the next visit to any page of the portal, and goes once.

mod delivery;
mod list;
mod lock;
mod strip;
mod waiting;

use std::time::Duration;

use content::ticket::Receipt;
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::delivery::deliver;
pub(in crate::journey) use self::list::WaitingView;
pub(in crate::journey) use self::waiting::{Parcel, Waiting};
use super::device::{Area, Device, now};
use super::files::{Progress, Shelf};
use super::form::forget_drafts;
use super::mine::{self, Kept};
use super::ticket::{Desk, Failure, Seal};
use crate::device::OUTBOX;
use crate::site::use_site;

/// Milliseconds for which nobody needs to know why it takes so long.
const A_MOMENT: f64 = 1_000.0;

/// The outbox of this portal on this device.
#[derive(Clone, Copy)]
pub(crate) struct Outbox {
    device: StoredValue<Device>,
    /// Counts what happens to the outbox in this tab or another, so that what shows it is drawn anew.
    changes: RwSignal<u32>,
    /// Address that `api/tickets` is below, where a page has told it.
    endpoint: StoredValue<Option<String>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// The ticket sent last by itself.
    sent: RwSignal<Option<Kept>>,
    progress: Progress,
    /// Whether something is worked out for the desk, and takes more than a moment.
    proving: RwSignal<bool>,
}

/// The outbox that the page's islands share.
pub(in crate::journey) fn use_outbox() -> Outbox {
    expect_context::<Outbox>()
}

/// Provides the outbox to an island: the page's own, which sends by itself, or, for the publisher, an empty one.
pub(crate) fn provide_outbox(endpoint: &str) {
    let outbox = use_context::<Outbox>().unwrap_or_else(Outbox::new);
    outbox.endpoint.set_value(Some(endpoint.to_owned()));
    provide_context(outbox);
}

impl Outbox {
    /// What lies on the device; nothing is sent by itself before [`Outbox::begin`].
    fn new() -> Self {
        Self {
            device: StoredValue::new(Device::of(&use_site())),
            changes: RwSignal::new(0),
            endpoint: StoredValue::new(None),
            timer: StoredValue::new(None),
            sent: RwSignal::new(None),
            progress: Progress::new(),
            proving: RwSignal::new(false),
        }
    }

    /// Begins to send by itself, for as long as the page is open.
    pub(crate) fn begin() {
        let outbox = Self::new();
        provide_context(outbox);
        for what in ["online", "storage", "visibilitychange"] {
            let _for_as_long_as_the_page = window_event_listener_untyped(what, move |_| outbox.look(what == "online"));
        }
        strip::show(outbox);
        // A visit is worth a try.
        outbox.look(true);
    }

    /// All that waits, the oldest first; reactive.
    pub(in crate::journey) fn all(self) -> Vec<Waiting> {
        self.changes.track();
        self.read_all()
    }

    /// Runs the effect that asks again whenever something happens to the outbox.
    pub(in crate::journey) fn follow(self) {
        self.changes.track();
    }

    /// Whether a ticket waits; reactive.
    pub(in crate::journey) fn holds(self, key: &str) -> bool {
        self.changes.track();
        self.has(key)
    }

    /// Whether a ticket waits.
    pub(in crate::journey) fn has(self, key: &str) -> bool {
        self.device.with_value(|device| device.has(Area::Device, &name(key)))
    }

    /// Sends a ticket. It waits here from now on, until it is sent or the reader takes it back.
    pub(in crate::journey) async fn send(self, parcel: Parcel) -> Result<Receipt, Failure> {
        // Only a ticket that is no JSON can fail here, and ours always is.
        let waiting = Waiting::of(parcel, now()).ok_or(Failure::Broken(0))?;
        let seal = waiting.seal.clone();
        self.write(&waiting.claimed(now()));
        self.try_now(seal).await
    }

    /// Tries to send a ticket now.
    pub(in crate::journey) async fn try_now(self, seal: Seal) -> Result<Receipt, Failure> {
        let sent = self.deliver(seal).await;
        self.look(false);
        sent
    }

    /// How far files under way have come.
    pub(in crate::journey) fn progress(self) -> Progress {
        self.progress
    }

    /// Whether a proof is worked out that takes more than a moment; reactive.
    pub(in crate::journey) fn is_proving(self) -> bool {
        self.proving.get()
    }

    /// Takes a ticket back, to be changed or forgotten.
    pub(in crate::journey) fn take_back(self, key: &str) -> Option<Waiting> {
        let waiting = self.read(key)?;
        self.remove(key);
        Some(waiting)
    }

    /// Sends what is due, and comes back when the next is.
    fn look(self, hurry: bool) {
        self.changes.update(|changes| *changes += 1);
        let now = now();
        let mut all = self.read_all();
        if hurry {
            all = all.into_iter().map(|waiting| waiting.hurried(now)).collect();
            all.iter().for_each(|waiting| self.write(waiting));
        }
        for waiting in all.into_iter().filter(|waiting| waiting.is_due(now)) {
            let seal = waiting.seal.clone();
            self.write(&waiting.claimed(now));
            spawn_local(async move {
                if let Ok(receipt) = self.deliver(seal).await {
                    self.note_sent(&receipt);
                }
                self.look(false);
            });
        }
        self.come_back(now);
    }

    fn come_back(self, now: f64) {
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
        let pauses = self.read_all().into_iter().filter_map(|waiting| waiting.due_in(now));
        let Some(pause) = pauses.min_by(f64::total_cmp) else { return };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from none to a quarter of an hour"
        )]
        let pause = Duration::from_millis(pause as u64 + 50);
        self.timer.set_value(set_timeout_with_handle(move || self.look(false), pause).ok());
    }

    /// Sends a ticket, while no other tab does. One that has been sent meanwhile is told by its receipt.
    async fn deliver(self, seal: Seal) -> Result<Receipt, Failure> {
        let device = self.device();
        lock::alone(&device.key(&name(&seal.key)), async move {
            let Some(mut waiting) = self.read(&seal.key) else {
                return mine::receipt_of(&device, &seal).ok_or(Failure::Elsewhere);
            };
            let endpoint = self.endpoint.get_value().unwrap_or_else(|| waiting.endpoint.clone());
            let shelf = Shelf::of(&device);
            let note = |waiting: &Waiting| self.note(waiting);
            let go_on = |time| self.goes_on(&seal.key, time);
            let answer = deliver(&Desk::at(&endpoint), &shelf, self.progress, &mut waiting, note, go_on).await;
            self.prove(false);
            match &answer {
                Ok(receipt) => self.settle(&waiting, receipt),
                // Taken back while it was on its way: it stays with the reader.
                Err(_) if self.read(&seal.key).is_none() => {}
                Err(failure) => self.write(&waiting.failed(failure.clone(), now(), js_sys::Math::random())),
            }
            answer
        })
        .await
    }

    /// Whether the proof for a ticket is still wanted after so many milliseconds: not when the reader took it back.
    fn goes_on(self, key: &str, time: f64) -> bool {
        self.prove(time > A_MOMENT);
        self.has(key)
    }

    fn prove(self, proving: bool) {
        if self.proving.get_untracked() != proving {
            self.proving.set(proving);
        }
    }

    /// The desk has it: of the ticket, only the receipt stays on the device.
    fn settle(self, waiting: &Waiting, receipt: &Receipt) {
        let device = self.device();
        mine::keep(&device, Kept::of(receipt, &waiting.seal, waiting.subject.clone()));
        forget_drafts(&device, &waiting.form, &waiting.seal);
        self.remove(&waiting.seal.key);
        let files = waiting.files().into_iter().map(|file| file.upload).collect();
        spawn_local(async move { Shelf::of(&device).remove(files).await });
    }

    /// Keeps what has become of a ticket while it is on its way, unless it was taken back meanwhile.
    fn note(self, waiting: &Waiting) {
        if self.has(&waiting.seal.key) {
            self.write(&waiting.clone().claimed(now()));
        }
    }

    fn note_sent(self, receipt: &Receipt) {
        let device = self.device();
        self.sent.set(mine::all(&device).0.into_iter().find(|kept| kept.reference == receipt.reference));
    }

    fn device(self) -> Device {
        self.device.get_value()
    }

    fn read_all(self) -> Vec<Waiting> {
        let device = self.device();
        let names = device.names(OUTBOX);
        let mut all: Vec<Waiting> = names.iter().filter_map(|name| device.read(Area::Device, name)).collect();
        all.sort_by(|one, other| one.since.total_cmp(&other.since));
        all
    }

    fn read(self, key: &str) -> Option<Waiting> {
        self.device.with_value(|device| device.read(Area::Device, &name(key)))
    }

    fn write(self, waiting: &Waiting) {
        self.device.with_value(|device| {
            let name = name(&waiting.seal.key);
            if waiting.unkept {
                device.hold(&name, waiting);
            } else {
                // What the device does not keep is held for as long as the page is open, and the page says so.
                device.write(Area::Device, &name, waiting);
            }
        });
        self.changes.update(|changes| *changes += 1);
    }

    fn remove(self, key: &str) {
        self.device.with_value(|device| device.remove(Area::Device, &name(key)));
        self.changes.update(|changes| *changes += 1);
    }
}

/// Name under which the device keeps a ticket that waits.
fn name(key: &str) -> String {
    [OUTBOX, key].concat()
}
