//! The program that every page loads.

fn main() {
    portal::start_portal();
}
