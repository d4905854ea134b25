//! The worker as the browser sees it.

use std::cell::RefCell;
use std::panic;
use std::rc::Rc;

use js_sys::Promise;
use search::Piece;
use search::message::{FromEngine, ToEngine, Wire};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, console};

use crate::fetch::Source;
use crate::{Arrival, Engine, Task, Turn, background, words};

/// How long to wait whether another key follows before anything is fetched, in milliseconds.
const BETWEEN_KEYS: i32 = 120;

/// Whether to wait for another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Haste {
    Pause,
    Now,
}

/// The engine, the scope it answers to, and where it gets its files from.
pub(crate) struct Worker {
    pub(crate) scope: DedicatedWorkerGlobalScope,
    pub(crate) source: Source,
    pub(crate) engine: RefCell<Engine>,
    /// Address of the folder that the pack lies in, with the slash.
    folder: RefCell<String>,
}

/// Listens for messages, then posts [`FromEngine::Started`]. Outside a dedicated worker it does nothing.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    report_panics();
    let source = Source::new(scope.clone());
    let worker = Rc::new(Worker { scope, source, engine: RefCell::default(), folder: RefCell::default() });

    let turn = Rc::new(Closure::<dyn FnMut()>::new({
        let worker = Rc::clone(&worker);
        move || worker.answer(Haste::Pause)
    }));
    let receive = Closure::<dyn FnMut(MessageEvent)>::new({
        let worker = Rc::clone(&worker);
        move |event: MessageEvent| worker.receive(&event, &turn)
    });
    worker.scope.set_onmessage(Some(receive.as_ref().unchecked_ref()));
    // It has to live as long as the worker.
    receive.forget();
    worker.post(&FromEngine::Started);
}

/// A panic ends the module, so the reader is told, and the details go to the console.
fn report_panics() {
    panic::set_hook(Box::new(|panic| {
        console::error_1(&panic.to_string().into());
        if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
            post(&scope, &FromEngine::Failed { message: words::STOPPED.to_owned() });
        }
    }));
}

impl Worker {
    fn receive(self: &Rc<Self>, event: &MessageEvent, turn: &Closure<dyn FnMut()>) {
        let Some(message) = event.data().as_string().and_then(|text| ToEngine::from_text(&text)) else {
            console::error_2(&"the search worker cannot read this message:".into(), &event.data());
            return;
        };
        let task = self.engine.borrow_mut().receive(message);
        match task {
            Task::Fetch(address) => spawn_local(Rc::clone(self).open(address)),
            // A timer runs after the messages that wait already, so only the newest search is answered.
            Task::Answer => {
                if self.scope.set_timeout_with_callback(turn.as_ref().unchecked_ref()).is_err() {
                    self.answer(Haste::Now);
                }
            }
        }
    }

    async fn open(self: Rc<Self>, address: String) {
        let reply = match self.source.fetch(&address).await {
            Ok(bytes) => self.engine.borrow_mut().open(bytes),
            Err(message) => FromEngine::Failed { message },
        };
        let folder = address.rfind('/').map_or("", |slash| &address[..=slash]);
        folder.clone_into(&mut self.folder.borrow_mut());
        self.post(&reply);
        self.answer(Haste::Now);
        if matches!(reply, FromEngine::Ready { .. }) {
            spawn_local(background::fill(Rc::clone(&self)));
        }
    }

    fn answer(self: &Rc<Self>, haste: Haste) {
        let turn = self.engine.borrow_mut().answer();
        match turn {
            Turn::Rest => {}
            Turn::Say(answer) => self.post(&answer),
            Turn::Need { id } => spawn_local(Rc::clone(self).need(id, haste)),
        }
    }

    /// Fetches what a search needs, unless the reader types on.
    async fn need(self: Rc<Self>, id: u32, haste: Haste) {
        if haste == Haste::Pause {
            pause(&self.scope, BETWEEN_KEYS).await;
        }
        let pieces = self.engine.borrow_mut().wanted(id);
        for piece in pieces {
            spawn_local(Rc::clone(&self).piece(piece));
        }
    }

    async fn piece(self: Rc<Self>, piece: Piece) {
        let address = self.address(piece);
        let mut bytes = self.source.fetch_kept(&address, false).await.ok();
        let mut arrival = self.engine.borrow_mut().arrived(piece, bytes);
        if arrival == Arrival::Again {
            bytes = self.source.fetch_kept(&address, true).await.ok();
            arrival = self.engine.borrow_mut().arrived(piece, bytes);
        }
        if arrival == Arrival::Answer {
            self.answer(Haste::Now);
        }
    }

    /// Address of a piece, without its ending.
    pub(crate) fn address(&self, piece: Piece) -> String {
        format!("{}{}", self.folder.borrow(), piece.file_name())
    }

    fn post(&self, message: &FromEngine) {
        post(&self.scope, message);
    }
}

/// Lets some milliseconds pass.
pub(crate) async fn pause(scope: &DedicatedWorkerGlobalScope, ms: i32) {
    let pause = Promise::new(&mut |resolve, _| {
        // Without a timer there is no pause, and no harm.
        if scope.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).is_err() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    // It resolves, and has nothing to say.
    let _ = JsFuture::from(pause).await;
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &FromEngine) {
    // Neither can fail: a message is plain text, and the worker that would be closed could not run this.
    if let Err(error) = scope.post_message(&JsValue::from_str(&message.to_text())) {
        console::error_1(&error);
    }
}
