//! The engine in its worker: started, spoken to and listened to.

use leptos::prelude::window;
use search::message::{FromEngine, ToEngine, Wire};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use super::state::Event;

/// The running engine.
pub(super) struct Engine {
    worker: Worker,
    _listeners: [Closure<dyn Fn(MessageEvent)>; 2],
}

impl Engine {
    /// Starts the worker and, once it listens, has it open the pack. The pack's address is also the worker's name, so that
    /// its script can begin to fetch it before there is anything that listens. What the engine says comes in through
    /// `happen`. `None` where the browser lets us have no worker.
    pub(super) fn start(script: &str, pack: &str, happen: impl Fn(Event) + Copy + 'static) -> Option<Self> {
        let pack = format!("{}{pack}", window().location().origin().ok()?);
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(&pack);
        let worker = Worker::new_with_options(script, &options).ok()?;
        let speaker = worker.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            match event.data().as_string().and_then(|text| FromEngine::from_text(&text)) {
                Some(FromEngine::Started) => send(&speaker, &ToEngine::Open { pack: pack.clone() }),
                Some(FromEngine::Ready { .. }) => happen(Event::Ready),
                Some(FromEngine::Failed { message }) => happen(Event::Failed(message)),
                Some(FromEngine::Answer { id, answer }) => happen(Event::Answered(id, answer)),
                None => {}
            }
        });
        let on_error = Closure::<dyn Fn(MessageEvent)>::new(move |_| happen(Event::Crashed));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Self { worker, _listeners: [on_message, on_error] })
    }

    /// Ends the engine.
    pub(super) fn end(&self) {
        self.worker.terminate();
    }

    /// Says something to the engine.
    pub(super) fn tell(&self, message: &ToEngine) {
        send(&self.worker, message);
    }
}

fn send(worker: &Worker, message: &ToEngine) {
    // A text can always be posted; a worker that has gone is noticed by its missing answer.
    let _ = worker.post_message(&JsValue::from_str(&message.to_text()));
}
