//! The worker as the browser sees it.

use std::cell::RefCell;
use std::panic;
use std::rc::Rc;

use search::message::{FromEngine, ToEngine};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, console};

use crate::{Engine, Task, fetch, words};

/// The engine and the scope it answers to.
struct Worker {
    scope: DedicatedWorkerGlobalScope,
    engine: RefCell<Engine>,
}

/// Listens for messages, then posts [`FromEngine::Started`]. Outside a dedicated worker it does nothing.
pub fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    report_panics();
    let worker = Rc::new(Worker { scope, engine: RefCell::default() });

    let turn = Rc::new(Closure::<dyn FnMut()>::new({
        let worker = Rc::clone(&worker);
        move || worker.answer()
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
        let Some(message) = event.data().as_string().and_then(|text| serde_json::from_str::<ToEngine>(&text).ok())
        else {
            console::error_2(&"the search worker cannot read this message:".into(), &event.data());
            return;
        };
        let task = self.engine.borrow_mut().receive(message);
        match task {
            Task::Fetch(address) => spawn_local(Rc::clone(self).open(address)),
            // A timer runs after the messages that wait already, so only the newest search is answered.
            Task::Answer => {
                if self.scope.set_timeout_with_callback(turn.as_ref().unchecked_ref()).is_err() {
                    self.answer();
                }
            }
        }
    }

    async fn open(self: Rc<Self>, address: String) {
        let reply = match fetch::pack(&self.scope, &address).await {
            Ok(bytes) => self.engine.borrow_mut().open(bytes),
            Err(message) => FromEngine::Failed { message },
        };
        self.post(&reply);
        self.answer();
    }

    fn answer(&self) {
        let answer = self.engine.borrow_mut().answer();
        if let Some(answer) = answer {
            self.post(&answer);
        }
    }

    fn post(&self, message: &FromEngine) {
        post(&self.scope, message);
    }
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &FromEngine) {
    // Neither can fail: a message is plain text, and the worker that would be closed could not run this.
    if let Ok(text) = serde_json::to_string(message)
        && let Err(error) = scope.post_message(&JsValue::from_str(&text))
    {
        console::error_1(&error);
    }
}
