//! The program the browser loads.

fn main() {
    portal::start();
}
