//! What states are called elsewhere.

use content::ticket::State;

/// What another system calls each state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct States<T> {
    /// Nobody has looked at it yet.
    pub new: T,
    /// Somebody works on it.
    pub in_progress: T,
    /// The desk waits for the reader.
    pub waiting: T,
    /// The desk thinks it is solved.
    pub solved: T,
    /// Nothing more will happen.
    pub closed: T,
}

impl<T> States<T> {
    /// What it is called there.
    pub fn of(&self, state: State) -> &T {
        match state {
            State::New => &self.new,
            // No ticket is stored as unknown.
            State::InProgress | State::Unknown => &self.in_progress,
            State::WaitingForReader => &self.waiting,
            State::Solved => &self.solved,
            State::Closed => &self.closed,
        }
    }
}
