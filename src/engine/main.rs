//! What the search worker runs. See the library of this crate.

fn main() {
    engine::worker::start();
}
