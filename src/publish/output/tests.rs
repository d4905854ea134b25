#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use super::*;

struct Place {
    root: TempDir,
}

impl Place {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("kb/articles")).unwrap();
        Self { root }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn prepare(&self, out: &str) -> Result<Output, Error> {
        Output::prepare(&self.at(out), &self.at("kb"))
    }

    fn publish(&self, out: &str, text: &str) {
        let output = self.prepare(out).unwrap();
        output.write("a/index.html", text.as_bytes()).unwrap();
        output.swap().unwrap();
    }
}

#[test]
fn an_output_replaces_an_earlier_one_whole() {
    let place = Place::new();
    place.publish("dist", "one");
    fs::write(place.at("dist/old.html"), "").unwrap();
    place.publish("dist", "two");
    assert_eq!(fs::read_to_string(place.at("dist/a/index.html")).unwrap(), "two");
    assert!(!place.at("dist/old.html").exists());
    let names: BTreeSet<_> = fs::read_dir(place.root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, BTreeSet::from(["dist".into(), "kb".into()]), "nothing is left beside it");
}

#[test]
fn an_output_that_is_given_up_leaves_everything_as_it_was() {
    let place = Place::new();
    place.publish("dist", "one");
    let output = place.prepare("dist").unwrap();
    output.write("a/index.html", b"half").unwrap();
    drop(output);
    assert_eq!(fs::read_to_string(place.at("dist/a/index.html")).unwrap(), "one");
    assert_eq!(fs::read_dir(place.root.path()).unwrap().count(), 2);
}

#[test]
fn a_folder_that_is_no_output_is_refused_and_kept() {
    let place = Place::new();
    fs::create_dir(place.at("mine")).unwrap();
    fs::write(place.at("mine/thesis.txt"), "").unwrap();
    assert!(matches!(place.prepare("mine"), Err(Error::Foreign { .. })));
    assert!(place.at("mine/thesis.txt").exists());
    fs::write(place.at("file"), "").unwrap();
    assert!(matches!(place.prepare("file"), Err(Error::NotAFolder { .. })));
}

#[test]
fn an_empty_folder_is_taken() {
    let place = Place::new();
    fs::create_dir(place.at("empty")).unwrap();
    place.publish("empty", "one");
    assert!(place.at("empty/.tierzero").exists());
}

#[test]
fn a_knowledge_base_is_never_replaced() {
    let place = Place::new();
    for out in ["kb", ".", "kb/articles/dist", "kb/articles/.."] {
        assert!(matches!(place.prepare(out), Err(Error::Overlap { .. })), "{out}");
    }
    place.publish("kb/dist", "inside is fine: it is skipped when reading");
}
