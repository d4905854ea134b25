#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use super::*;

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    root
}

fn load(root: &tempfile::TempDir) -> Loaded {
    Folder::open(root.path()).unwrap().load()
}

#[test]
fn texts_are_read_and_other_files_listed_in_the_order_of_paths() {
    let root = folder(&[("b.md", b"b"), ("a/z.md", b"z"), ("a/x.PNG", b""), ("portal.toml", b"")]);
    let loaded = load(&root);
    let paths: Vec<_> = loaded.sources.iter().map(|source| source.path.as_str()).collect();
    assert_eq!(paths, ["a/z.md", "b.md", "portal.toml"]);
    assert_eq!(loaded.files.into_iter().collect::<Vec<_>>(), ["a/x.PNG"]);
    assert_eq!(loaded.problems, []);
}

#[test]
fn hidden_folders_folders_of_tools_and_earlier_outputs_are_skipped() {
    let root = folder(&[
        (".git/x.md", b""),
        ("node_modules/x.md", b""),
        ("target/x.md", b""),
        ("dist/.tierzero", b"{}"),
        ("dist/x.txt", b""),
        ("articles/.DS_Store", b""),
        ("articles/Thumbs.db", b""),
        ("Desktop.ini", b""),
        ("articles/._a.md", b""),
    ]);
    let loaded = load(&root);
    assert_eq!(loaded.sources, []);
    assert!(loaded.files.is_empty());
}

#[test]
fn a_file_that_is_not_utf8_is_told_with_its_line_and_the_rest_is_read() {
    let root = folder(&[("a.md", b"one\ntw\xF6\n"), ("b.md", b"b")]);
    let loaded = load(&root);
    assert_eq!(loaded.problems[0].message, "this file is not UTF-8: line 2 holds the byte 0xF6");
    let place = content::Position::of(&loaded.sources[0].text, loaded.problems[0].span.clone().unwrap().start);
    assert_eq!((place.line, place.column), (2, 3));
    let (kb, problems) = content::Kb::read(&loaded.sources, loaded.files.clone());
    assert_eq!((kb.articles.len(), problems), (1, Vec::new()));
    assert!(loaded.files.contains("a.md"), "links to it must not be told as broken too");
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_is_told_and_does_not_hang() {
    let root = folder(&[("a/b.md", b"b")]);
    std::os::unix::fs::symlink(root.path(), root.path().join("a/again")).unwrap();
    std::os::unix::fs::symlink("nowhere.md", root.path().join("a/gone.md")).unwrap();
    let loaded = load(&root);
    let told: Vec<_> = loaded.problems.iter().map(|problem| (problem.code, problem.message.as_str())).collect();
    assert_eq!(
        told,
        [
            ("file/loop", "this symbolic link leads back to the knowledge base itself"),
            ("file/unreadable", "this file could not be read: it leads to a file that is not there"),
        ]
    );
    assert_eq!(loaded.sources.len(), 1);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let error = Folder::open(Path::new("no/such/folder")).unwrap_err();
    assert!(error.to_string().starts_with("could not read `no/such/folder`"), "{error}");
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_the_folder_are_told_and_not_read() {
    use std::os::unix::fs::symlink;

    let elsewhere = folder(&[("secret.md", b"secret"), ("more/x.md", b"secret"), ("p.png", b"secret")]);
    let root = folder(&[("a/b.md", b"b"), ("pictures/p.png", b"p")]);
    for (target, link) in [("secret.md", "a/passwd.md"), ("more", "more"), ("p.png", "a/p.png"), ("", "up")] {
        symlink(elsewhere.path().join(target), root.path().join(link)).unwrap();
    }
    symlink("b.md", root.path().join("a/same.md")).unwrap();
    symlink("../pictures", root.path().join("a/pictures")).unwrap();
    let loaded = load(&root);
    let told: Vec<_> = loaded.problems.iter().map(|problem| (problem.code, problem.path.as_str())).collect();
    assert_eq!(told, ["a/p.png", "a/passwd.md", "more", "up"].map(|path| ("load/outside", path)));
    assert!(loaded.problems.iter().all(|problem| problem.severity == content::Severity::Warning));
    let paths: Vec<_> = loaded.sources.iter().map(|source| source.path.as_str()).collect();
    assert_eq!(paths, ["a/b.md", "a/same.md"]);
    assert_eq!(loaded.files.into_iter().collect::<Vec<_>>(), ["a/pictures/p.png", "pictures/p.png"]);

    fs::write(root.path().join("portal.toml"), "").unwrap();
    assert!(load(&root).problems.iter().all(|problem| problem.severity == content::Severity::Error));
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_itself_reached_by_a_link_is_read() {
    let root = folder(&[("a/b.md", b"b")]);
    let beside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(root.path(), beside.path().join("kb")).unwrap();
    let loaded = Folder::open(&beside.path().join("kb")).unwrap().load();
    assert_eq!((loaded.sources.len(), loaded.problems), (1, Vec::new()));
}
