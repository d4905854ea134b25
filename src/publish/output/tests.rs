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
    let output = place.prepare("dist").unwrap();
    output.write("old.html", b"one").unwrap();
    output.swap().unwrap();
    place.publish("dist", "two");
    assert_eq!(fs::read_to_string(place.at("dist/a/index.html")).unwrap(), "two");
    assert!(!place.at("dist/old.html").exists());
    let names: BTreeSet<_> = fs::read_dir(place.root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, BTreeSet::from(["dist".into(), "kb".into()]), "nothing is left beside it");
}

#[test]
fn siblings_are_written_where_they_are_smaller_and_belong_to_the_output() {
    let place = Place::new();
    let text = b"again and ".repeat(50);
    let ready = Siblings { brotli: Siblings::of(&text).unwrap().brotli, gzip: b"of another file".to_vec() };
    let publish = |output: Output| {
        output.write("a.js", &text).unwrap();
        output.write("b.css", b"a{}").unwrap();
        output.write("a/index.html", &text).unwrap();
        output.write_with("c.wasm", &text, Some(&ready)).unwrap();
        output.swap().unwrap();
    };
    publish(place.prepare("dist").unwrap().with_siblings());
    let names = || {
        let names =
            fs::read_dir(place.at("dist")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    let all = [".tierzero", "a", "a.js", "a.js.br", "a.js.gz", "b.css", "c.wasm", "c.wasm.br", "c.wasm.gz"];
    assert_eq!(names(), all);
    assert_eq!(fs::read_dir(place.at("dist/a")).unwrap().count(), 1, "pages have none");
    assert_eq!(
        fs::read(place.at("dist/c.wasm.gz")).unwrap(),
        fs::read(place.at("dist/a.js.gz")).unwrap(),
        "siblings that do not hold the file are made anew"
    );
    publish(place.prepare("dist").unwrap());
    assert_eq!(names(), [".tierzero", "a", "a.js", "b.css", "c.wasm"], "the next build owns them");
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

#[test]
fn files_that_no_build_made_are_refused_by_name_and_kept() {
    let place = Place::new();
    place.publish("dist", "one");
    for file in ["mine/1.txt", "mine/2.txt", "a/notes.txt", "x.txt"] {
        fs::create_dir_all(place.at("dist/mine")).unwrap();
        fs::write(place.at("dist").join(file), "").unwrap();
    }
    let error = place.prepare("dist").unwrap_err();
    let words = "holds files that no build made: `a/notes.txt`, `mine/1.txt`, `mine/2.txt` and 1 more";
    assert!(error.to_string().ends_with(words), "{error}");
    assert!(error.help().is_some_and(|help| help.contains("move them away")));
    assert_eq!(fs::read_to_string(place.at("dist/a/index.html")).unwrap(), "one");
    assert!(place.at("dist/mine/1.txt").exists());
}

#[test]
fn what_systems_leave_in_folders_is_in_nobodys_way_and_goes() {
    let place = Place::new();
    fs::create_dir(place.at("dist")).unwrap();
    fs::write(place.at("dist/.DS_Store"), "").unwrap();
    place.publish("dist", "one");
    for file in [".DS_Store", "a/Thumbs.db", "a/desktop.ini", "._a"] {
        fs::write(place.at("dist").join(file), "").unwrap();
    }
    place.publish("dist", "two");
    assert_eq!(fs::read_to_string(place.at("dist/a/index.html")).unwrap(), "two");
    assert!(!place.at("dist/.DS_Store").exists() && !place.at("dist/a/Thumbs.db").exists());
    fs::create_dir(place.at("dist/._mine")).unwrap();
    fs::write(place.at("dist/._mine/thesis.txt"), "").unwrap();
    assert!(matches!(place.prepare("dist"), Err(Error::Kept { .. })), "a folder is somebody's");
}

#[test]
fn a_marker_that_lists_nothing_makes_no_output() {
    let place = Place::new();
    fs::create_dir(place.at("dist")).unwrap();
    fs::write(place.at("dist/.tierzero"), "broken").unwrap();
    assert!(matches!(place.prepare("dist"), Err(Error::Foreign { .. })));
}

#[test]
fn the_repository_and_the_domain_of_a_published_branch_are_carried_over() {
    let place = Place::new();
    fs::create_dir_all(place.at("dist/.git/refs")).unwrap();
    fs::write(place.at("dist/.git/HEAD"), "ref").unwrap();
    place.publish("dist", "one");
    fs::write(place.at("dist/CNAME"), "help.example.com").unwrap();
    place.publish("dist", "two");
    assert_eq!(fs::read_to_string(place.at("dist/.git/HEAD")).unwrap(), "ref");
    assert_eq!(fs::read_to_string(place.at("dist/CNAME")).unwrap(), "help.example.com");
    assert_eq!(fs::read_to_string(place.at("dist/a/index.html")).unwrap(), "two");
    let nested = place.at("dist/a/.git");
    fs::create_dir(&nested).unwrap();
    fs::write(nested.join("HEAD"), "").unwrap();
    assert!(matches!(place.prepare("dist"), Err(Error::Kept { .. })), "only at the top");
}

#[test]
fn what_a_killed_build_left_is_removed_when_it_is_old() {
    let place = Place::new();
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 3600);
    let left = |name: &str, inside: &str, marked: bool, aged: bool| {
        fs::create_dir_all(place.at(name).join(inside)).unwrap();
        if marked {
            let file = fs::File::create(place.at(name).join(stale::UNFINISHED)).unwrap();
            file.set_modified(if aged { old } else { std::time::SystemTime::now() }).unwrap();
        }
    };
    left(".tierzero-stale1", "site/a", true, true);
    left(".tierzero-other1", "site/a", false, true);
    left(".tierzero-young1", "site/a", true, false);
    left(".tierzero-swaps1", "previous/.git", true, true);
    place.publish("dist", "one");
    let there = |name: &str| place.at(name).exists();
    assert!(!there(".tierzero-stale1"));
    assert!(there(".tierzero-other1") && there(".tierzero-young1") && there(".tierzero-swaps1"));
}
