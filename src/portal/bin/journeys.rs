//! The program that pages of guides, forms and tickets load.

fn main() {
    portal::start_journeys();
}
