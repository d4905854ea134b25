//! What is answered to other systems, and to whoever watches over the desk.

use std::time::Duration;

use axum::http::StatusCode;

use super::{
    answers::{Answers, Head},
    operations,
    refusals::{self, address_limited, stored},
    schemas::{self, Well},
};
use crate::{config::BODY_LIMIT, problem::Problem, sink::Refused};

const OK: StatusCode = StatusCode::OK;

const TAG: Head = Head {
    name: "ETag",
    what: "The same as long as the desk is the same program.",
    example: "\"5d41402abc4b2a76b9719d911017c592\"",
};

operations! {
    TakeCallback = Answers::new()
        .empty(OK, "It is understood: done, done before, or nothing that concerns a reader.", &[])
        .refuses(call_problems())
        .refuses(address_limited())
        .refuses(refusals::body(BODY_LIMIT))
        .refuses(stored());
    Health = Answers::new().json::<Well>(OK, "The process answers.", &[]).refuses([Problem::broken("")]);
    Ready = Answers::new().json::<Well>(OK, "What is sent now can be stored.", &[]).refuses(stored());
    ReadDocument = Answers::new()
        .body(OK, "This document.", "application/json", schemas::any_object(), None, &[TAG])
        .empty(StatusCode::NOT_MODIFIED, "It is the same as before.", &[TAG])
        .refuses([Problem::broken("")]);
    ReadPage = Answers::new()
        .body(OK, "The page.", "text/html", schemas::html(), None, &[TAG])
        .empty(StatusCode::NOT_MODIFIED, "It is the same as before.", &[TAG])
        .refuses([Problem::broken("")]);
}

fn call_problems() -> [Problem; 5] {
    let tolerance = Duration::from_secs(300);
    [
        Problem::not_found(),
        Problem::call(&Refused::Unsigned { place: "X-Hub-Signature" }),
        Problem::call(&Refused::Forged),
        Problem::call(&Refused::Stale { tolerance }),
        Problem::call(&Refused::Shape { fault: "it is no JSON object" }),
    ]
}
