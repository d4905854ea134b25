//! The label that tells the state of an issue.

use axum::http::{Method, StatusCode};
use content::ticket::State;
use serde::Deserialize;
use serde_json::json;

use super::Github;
use crate::sink::Failure;

/// What is read of a label.
#[derive(Deserialize)]
struct Label {
    name: String,
}

impl Github {
    /// Gives an issue the label of a state and takes those of other states away.
    pub(super) async fn label(&self, number: &str, state: State) -> Result<(), Failure> {
        let states = &self.config.states;
        let ours = [&states.new, &states.in_progress, &states.waiting, &states.solved, &states.closed];
        let wanted = states.of(state).as_ref();
        if ours.iter().all(|label| label.is_none()) {
            return Ok(());
        }
        let there: Vec<Label> = self.done(Method::GET, self.at(&[number, "labels"]), None).await?.json()?;
        for Label { name } in &there {
            if wanted != Some(name) && ours.iter().any(|label| label.as_ref() == Some(name)) {
                let answer = self.send(Method::DELETE, self.at(&[number, "labels", name]), None).await?;
                // Somebody else was faster.
                if answer.status != StatusCode::NOT_FOUND {
                    answer.judged()?;
                }
            }
        }
        match wanted {
            Some(wanted) if there.iter().all(|label| label.name != *wanted) => {
                let body = json!({ "labels": [wanted] });
                self.done(Method::POST, self.at(&[number, "labels"]), Some(&body)).await.map(|_| ())
            }
            _ => Ok(()),
        }
    }
}
