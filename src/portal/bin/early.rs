//! The program that answers first, from the titles alone, on pages with a box that suggests.

fn main() {
    portal::start_early();
}
