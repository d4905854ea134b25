//! What building does to folders, whatever the pages look like.

use std::fs;

use crate::driver::{Ran, Test, app};

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, two) = (Test::of("small"), Test::of("small"));
    let (one, two) = (one.publish(""), two.publish(""));
    assert_eq!(one.files(), two.files());
    for file in one.files() {
        let bytes = |folder: &std::path::Path| fs::read(folder.join(&file)).unwrap();
        assert_eq!(bytes(&one.folder), bytes(&two.folder), "{file}");
    }
}

#[test]
fn mistakes_leave_the_earlier_output_as_it_was() {
    let test = Test::of("small");
    let before = test.publish("").read("articles/email/out-of-office/index.html");
    let test = test.write("articles/email/out-of-office.md", "---\ntitle: Changed\n---\n[dead](gone.md)\n");
    let ran = test
        .build("")
        .exits(1)
        .says("there is no `articles/email/gone.md`")
        .says("nothing was published; `dist` is as it was");
    assert!(!ran.err.contains("pages"), "{}", ran.err);
    assert_eq!(fs::read_to_string(test.at("dist/articles/email/out-of-office/index.html")).unwrap(), before);
    let left: Vec<_> = fs::read_dir(test.root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "something was left behind: {left:?}");
}

#[test]
fn an_app_that_is_not_complete_leaves_the_earlier_output_as_it_was() {
    let test = Test::of("small");
    test.publish("");
    fs::create_dir(test.at("app")).unwrap();
    fs::write(test.at("app/index.html"), "").unwrap();
    test.run("build kb --out dist --app app")
        .exits(2)
        .says("`engine.js`, `engine_bg.wasm`, `journeys.js`, `journeys_bg.wasm`, `early.js`, `early_bg.wasm`, `icons.svg` not found");
    assert!(test.at("dist/index.html").exists());
}

#[test]
fn a_page_that_is_gone_is_gone_from_the_output() {
    let test = Test::of("small");
    test.publish("");
    fs::remove_file(test.kb().join("notices/slow-mail.md")).unwrap();
    fs::remove_file(test.kb().join("golden.toml")).unwrap();
    let test = test.write("articles/email/new.md", "# New\n\nText.\n");
    let site = test.publish("");
    assert!(site.read("index.html").contains("Fixture Help"));
    assert!(!site.read("index.html").contains("Mail is slow"));
    assert!(site.read("articles/email/new/index.html").contains("New"));
}

#[test]
fn somebody_elses_folder_is_refused() {
    let test = Test::of("small");
    fs::create_dir(test.at("dist")).unwrap();
    fs::write(test.at("dist/thesis.txt"), "mine").unwrap();
    test.build("")
        .exits(2)
        .says("`")
        .says("is not empty and holds no earlier output")
        .says("help: name a new or empty folder");
    assert_eq!(fs::read_to_string(test.at("dist/thesis.txt")).unwrap(), "mine");
}

#[test]
fn the_knowledge_base_is_never_the_output() {
    let test = Test::of("small");
    let app = app();
    test.run(&format!("build kb --out kb --app {}", app.display())).exits(2).says("would replace the knowledge base");
    test.run(&format!("build kb --out - --app {}", app.display())).exits(2).says("standard output cannot be");
    test.run(&format!("build kb --out . --app {}", app.display())).exits(2).says("would replace the knowledge base");
    assert!(test.kb().join("portal.toml").exists());
}

#[test]
fn an_output_inside_the_knowledge_base_is_not_read_back() {
    let test = Test::of("small");
    let line = format!("build . --out dist --date 2026-11-22 --app {}", app().display());
    for _ in 0..2 {
        let output = test.command(&line).current_dir(test.kb()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(test.kb().join("dist/index.html").exists());
    assert!(!test.kb().join("dist/articles/dist").exists());
}

#[test]
fn arguments_that_make_no_sense_are_taught() {
    let test = Test::of("small");
    test.run("check kb --date 22.11.2026").exits(2).says("year, month and day").says("`2026-11-22`");
    test.run("check kb --date 2026-02-30").exits(2).says("a day that exists");
    test.run("search kb --limit 0 vpn").exits(2).says("a whole number from 1 on");
}

#[test]
fn a_browser_part_from_other_sources_is_told() {
    let test = Test::of("small");
    fs::create_dir(test.at("app")).unwrap();
    for part in fs::read_dir(app()).unwrap().map(|entry| entry.unwrap().path()) {
        fs::copy(&part, test.at("app").join(part.file_name().unwrap())).unwrap();
    }
    let ran = test.run("build kb --out dist --app app").exits(0);
    assert!(!ran.err.contains("do not fit together"), "one without a stamp may be anything: {}", ran.err);
    fs::write(test.at("app/stamp.txt"), "0\n").unwrap();
    test.run("build kb --out dist --app app").exits(0).says("do not fit together").says("cargo xtask build");
}

#[test]
fn what_systems_leave_in_folders_is_neither_read_nor_in_the_way() {
    let test = Test::of("small").write("articles/email/.DS_Store", "x").write("articles/Thumbs.db", "x");
    test.publish("");
    fs::write(test.at("dist/.DS_Store"), "x").unwrap();
    fs::write(test.at("dist/articles/desktop.ini"), "x").unwrap();
    let files = test.publish("").files();
    assert!(!files.iter().any(|file| file.ends_with(".DS_Store") || file.ends_with(".ini")), "{files:?}");
}

#[test]
fn a_base_path_that_is_none_is_refused() {
    Test::of("small").build("--base /a?b/").exits(2).says("`/a?b/` is not a base path");
}

#[test]
fn the_day_comes_from_the_argument_or_the_environment() {
    let test = Test::of("small");
    assert!(test.publish("").read("index.html").contains("Mail is slow"));
    let line = format!("build kb --out later --app {}", app().display());
    let output = test.command(&line).env("SOURCE_DATE_EPOCH", "1798761600").output().unwrap();
    assert!(output.status.success());
    assert!(!fs::read_to_string(test.at("later/index.html")).unwrap().contains("Mail is slow"));
    let output = test.command(&line).env("SOURCE_DATE_EPOCH", "soon").output().unwrap();
    Ran::from(output).exits(2).says("`soon`, which is no number of seconds").says("help: set it to what `git log");
    let output = test.command(&line).env("SOURCE_DATE_EPOCH", "").output().unwrap();
    Ran::from(output).exits(0);
}

#[test]
fn a_program_without_the_browser_part_says_how_to_get_it() {
    let test = Test::of("small");
    let ran = test.run("build kb --out dist");
    // The same tests run before and after the browser part was built.
    if ran.code != Some(0) {
        ran.exits(2).says("compiled without the browser part").says("cargo xtask build").says("--app DIR");
    }
}

#[test]
fn a_branch_that_is_published_keeps_its_repository_and_its_own_files_are_never_removed() {
    let test = Test::of("small");
    test.publish("");
    fs::write(test.at("dist/.git"), "gitdir: elsewhere\n").unwrap();
    fs::write(test.at("dist/CNAME"), "help.example.com\n").unwrap();
    let site = test.publish("");
    assert_eq!(site.read(".git"), "gitdir: elsewhere\n");
    assert_eq!(site.read("CNAME"), "help.example.com\n");
    fs::create_dir(test.at("dist/mine")).unwrap();
    fs::write(test.at("dist/mine/thesis.txt"), "mine").unwrap();
    test.build("")
        .exits(2)
        .says("holds files that no build made: `mine/thesis.txt`")
        .says("help: a build would remove");
    assert_eq!(site.read("mine/thesis.txt"), "mine");
}

#[test]
fn what_compresses_well_is_also_published_compressed() {
    let test = Test::of("small");
    let site = test.publish("");
    assert!(!site.read("manifest.webmanifest").is_empty());
    for name in ["manifest.webmanifest.br", "manifest.webmanifest.gz"] {
        assert!(test.at("dist").join(name).is_file(), "{name}");
    }
    assert!(!test.at("dist/index.html.br").exists() && !test.at("dist/icon-192.png.br").exists());
    test.build("").exits(0);
}

#[test]
fn old_addresses_that_the_site_needs_itself_are_told_before_anything_is_written() {
    for old in ["robots.txt", "icon.svg/", "search", "404.html", "assets/x.html", ".tierzero"] {
        let text = format!("---\ntitle: Old\nredirect_from: [{old}]\n---\nText.\n");
        let test = Test::of("small").write("articles/email/old.md", text);
        test.run(&format!("check kb --date {}", crate::driver::DAY))
            .exits(1)
            .says("redirect/taken")
            .says("cannot lead here");
        test.build("").exits(1);
        assert!(!test.at("dist").exists(), "{old}");
    }
}

#[test]
fn a_logo_that_could_act_as_the_site_is_told_and_not_published() {
    let test = Test::of("small").write("bad.svg", "<svg onload='x()'/>");
    let settings = fs::read_to_string(test.kb().join("portal.toml")).unwrap();
    let kept: Vec<_> = settings.lines().filter(|line| !line.starts_with("logo")).collect();
    let test = test.write("portal.toml", format!("logo = \"bad.svg\"\n{}\n", kept.join("\n")));
    test.build("").exits(0).says("the logo `bad.svg` is not copied: it holds the event handler `onload`");
    let media = fs::read_dir(test.at("dist/assets/media"));
    assert!(
        media.is_err() || !media.unwrap().any(|file| file.unwrap().file_name().to_string_lossy().starts_with("bad"))
    );
}

#[test]
fn a_link_to_a_notice_that_is_not_shown_yet_is_published() {
    let test = Test::of("small")
        .write("notices/later.md", "---\ntitle: Later\nkind: maintenance\nfrom: 2026-12-12\n---\nText.\n")
        .write("articles/email/new.md", "# New\n\nSee [what comes](../../notices/later.md).\n");
    test.build("").exits(0).says("link/notice-later").says("is not shown before 2026-12-12");
    let site = test.publish("");
    assert!(site.read("articles/email/new/index.html").contains("href=\"/#notice-later\""));
    let ran = test.run("check kb --date 2026-12-12").exits(0);
    assert!(!ran.err.contains("notice-later"), "{}", ran.err);
}
