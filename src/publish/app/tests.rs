#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use super::*;

fn app(more: &[(&str, &str)]) -> App {
    let shell = concat!(
        "<html><head><link rel=\"stylesheet\" href=\"/tokens.css\"><link rel=\"stylesheet\" href=\"/base.css\" integrity=\"x\">",
        "<script src=\"/boot.js\"></script><link rel=\"modulepreload\" href=\"/portal.js\" integrity=\"sha384-x\">",
        "<script type=\"module\">import init from '/portal.js'; init({ module_or_path: '/portal_bg.wasm' });</script>",
        "<!--tz:head--></head><body><!--tz:body--></body></html>",
    );
    let files = [
        ("index.html", shell),
        ("tokens.css", ":root{}"),
        ("base.css", "a{background:url(icons.svg#x)}"),
        ("boot.js", "1"),
        ("portal.js", "import './snippets/a/in.js'; new URL('portal_bg.wasm', import.meta.url)"),
        ("snippets/a/in.js", "2"),
        ("portal_bg.wasm", "p"),
        ("engine.js", "3"),
        ("engine_bg.wasm", "e"),
        ("journeys.js", "4"),
        ("journeys_bg.wasm", "j"),
        ("early.js", "5"),
        ("early_bg.wasm", "t"),
        ("icons.svg", "<svg/>"),
    ];
    let files = files.iter().chain(more).map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    App::from_files(files.collect()).unwrap()
}

#[test]
fn a_stamp_is_read_and_not_published() {
    let app = app(&[("stamp.txt", "0f\n")]);
    assert_eq!(app.stamp(), Some("0f"));
    assert!(!app.publish("/", "").unwrap().files.keys().any(|name| name.contains("stamp")));
}

#[test]
fn every_reference_gets_the_new_name() {
    let published = app(&[]).publish("/help/", "/* ours */").unwrap();
    let mut told = published.shell;
    for (name, bytes) in &published.files {
        told.push_str(&format!("\n{name}: {}", String::from_utf8_lossy(bytes)));
    }
    insta::assert_snapshot!(told, @r#"
    <html><head><script src="/help/assets/boot.6b86b273ff34fce1.js"></script><link rel="modulepreload" href="/help/assets/portal.04908d7a76f873e9.js"><script type="module" src="/help/assets/start.682810f5c91993e0.js"></script><!--tz:head--></head><body><!--tz:body--></body></html>
    assets/boot.6b86b273ff34fce1.js: 1
    assets/early-start.bf42a254bf953458.js: // Starts what answers first, and then the portal's program, which would slow it down on its way.

    /** How long the portal's program waits at most, and the list of titles may take, in milliseconds. */
    const PATIENCE = 5000;
    const TITLES_PATIENCE = 20_000;

    /** The list of titles. */
    async function titles() {
      const signal = AbortSignal.timeout(TITLES_PATIENCE);
      const response = await fetch(document.querySelector('link[data-titles]').href, { signal });
      if (!response.ok) throw new Error(`the list of titles: ${response.status}`);
      return response.text();
    }

    // Both programs look for it on the window.
    globalThis.tierzeroTitles = titles();

    const parts = [import('./early.ef2d127de37b942b.js'), fetch(new URL('./early_bg.e3b98a4da31a127d.wasm', import.meta.url)), globalThis.tierzeroTitles];
    const first = Promise.all(parts).then(([{ default: init }, module]) => init({ module_or_path: module }));
    const patience = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });

    // Without it, the first answers come from the portal's program.
    Promise.race([first, patience]).catch(() => {}).then(() => {
      document.head.append(document.querySelector('template[data-portal]').content);
    });

    assets/early.ef2d127de37b942b.js: 5
    assets/early_bg.e3b98a4da31a127d.wasm: t
    assets/engine.4e07408562bedb8b.js: 3
    assets/engine_bg.3f79bb7b435b0532.wasm: e
    assets/icons.d4dc56669143034f.svg: <svg/>
    assets/in.d4735e3a265e16ee.js: 2
    assets/journeys-start.618a3e4835a96545.js: // Starts the program of guides, forms and tickets. When a part of it does not come, the page says so.

    Promise.all([import('./journeys.4b227777d4dd1fc6.js'), fetch(new URL('./journeys_bg.189f40034be7a199.wasm', import.meta.url))])
      .then(([{ default: init }, module]) => init({ module_or_path: module }))
      .catch(() => document.documentElement.classList.add('journeys-lost'));

    assets/journeys.4b227777d4dd1fc6.js: 4
    assets/journeys_bg.189f40034be7a199.wasm: j
    assets/portal.04908d7a76f873e9.js: import './in.d4735e3a265e16ee.js'; new URL('./portal_bg.148de9c5a7a44d19.wasm', import.meta.url)
    assets/portal_bg.148de9c5a7a44d19.wasm: p
    assets/site.92370d262800ddc5.css: :root{}
    a{background:url(./icons.d4dc56669143034f.svg#x)}
    /* ours */
    assets/start.682810f5c91993e0.js: import init from '/help/assets/portal.04908d7a76f873e9.js'; init({ module_or_path: '/help/assets/portal_bg.148de9c5a7a44d19.wasm' });
    assets/worker.0051d838a1f13cf3.js: // Starts the search. Its parts are fetched side by side: its script, its module, and the pack that the portal gives as this
    // worker's name.

    /** The pack in the best compression that this browser can undo. When it does not come, the engine fetches it again. */
    function packed(address) {
      let ending = '-gz.bin';
      try {
        new DecompressionStream('brotli');
        ending = '-br.bin';
      } catch {
        // An older browser.
      }
      const bytes = fetch(address + ending, { mode: 'same-origin' })
        .then((response) => (response.ok ? response.arrayBuffer() : undefined))
        .catch(() => undefined);
      return { address: address + ending, bytes };
    }

    if (self.name) self.earlyPack = packed(self.name);

    Promise.all([import('./engine.4e07408562bedb8b.js'), fetch(new URL('./engine_bg.3f79bb7b435b0532.wasm', import.meta.url))])
      .then(([{ default: init }, module]) => init({ module_or_path: module }))
      .catch(() => postMessage("2\nFull search could not be loaded: a part of it did not arrive. Titles can still be searched.\n"));
    "#);
}

#[test]
fn a_change_deep_down_changes_the_names_above_it() {
    let name =
        |app: &App| app.publish("/", "").unwrap().files.into_keys().find(|name| name.contains("portal.")).unwrap();
    assert_ne!(name(&app(&[])), name(&app(&[("snippets/a/in.js", "changed")])));
}

#[test]
fn what_is_missing_is_named() {
    let error = App::from_files(BTreeMap::from([("index.html".into(), Vec::new())])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the browser part is not complete: `engine.js`, `engine_bg.wasm`, `journeys.js`, `journeys_bg.wasm`, `early.js`, `early_bg.wasm`, `icons.svg` not found"
    );
}

#[test]
fn scripts_that_import_each_other_are_told() {
    let error = app(&[("a.js", "import './b.js'"), ("b.js", "import './a.js'")]).publish("/", "").unwrap_err();
    assert!(error.to_string().contains("imports itself"), "{error}");
}

#[test]
fn modules_that_are_compressed_already_keep_their_siblings_and_no_others_are_published() {
    let app = app(&[("engine_bg.wasm.br", "b"), ("engine_bg.wasm.gz", "g"), ("portal_bg.wasm.br", "alone")]);
    let published = app.publish("/", "").unwrap();
    let ready: Vec<_> = published.ready.iter().collect();
    let siblings = Siblings { brotli: b"b".to_vec(), gzip: b"g".to_vec() };
    assert_eq!(ready, [(&"assets/engine_bg.3f79bb7b435b0532.wasm".to_owned(), &siblings)]);
    assert!(!published.files.keys().any(|name| name.ends_with("br") || name.ends_with("gz")));
}
