//! Guides drawn, compared and brought along.

use std::fs;

use crate::driver::{Test, here};

const KB: [&str; 2] = ["guides/vpn.md", "guides/wifi.md"];

/// The sample knowledge base.
fn sample() -> Test {
    Test::of_folder(&here().join("../../kb"))
}

#[test]
fn a_map_names_the_pages_it_leads_to() {
    let ran = sample().run("guide map kb/guides/suspicious-message.md").exits(0);
    insta::assert_snapshot!(ran.out, @r"
    I got a suspicious message
    14 steps, 10 outcomes, longest path 5 steps.

    Step 1: What did you do with it?
    The guide starts here.
    - I sent money or data. Go to step 2, Call at once.
    - I gave a password, code or approval. Go to step 3, Change your password now.
    - I opened a file or ran a program. Go to step 4, Disconnect the device.
    - I opened a link or a QR code. Go to step 5, Did you type a password or approve a sign-in.
    - Nothing, I only read it. Go to step 6, How did it reach you.
    - Not sure. Go to step 5, Did you type a password or approve a sign-in.

    Step 2: Call at once
    Entered from step 1.
    - I've called. Go to step 7, Save the evidence.
    - I can't do this. Ends: a call to +442079460123.

    Step 3: Change your password now
    Entered from steps 1 and 5.
    - It's done. Go to step 8, Sign out everywhere.
    - I can't do this. Ends: a call to +442079460123.

    Step 4: Disconnect the device
    Entered from steps 1 and 9.
    - It's disconnected. Ends: a call to +442079460123.
    - I can't do this. Ends: a call to +442079460123.

    Step 5: Did you type a password or approve a sign-in?
    Entered from step 1.
    - Yes, I did. Go to step 3, Change your password now.
    - No, I only looked at the page. Go to step 9, Close the page.
    - Not sure. Go to step 3, Change your password now.

    Step 6: How did it reach you?
    Entered from step 1.
    - By email. Go to step 10, Look at the sender and the request.
    - In Teams. Go to step 11, Report it in Teams.
    - By text or phone call. Go to step 12, Report a text or a call.
    - By QR code, letter or social media. Ends: the form Report a problem, with category and summary filled in.

    Step 7: Save the evidence
    Entered from step 2.
    - It's done. Ends: the form Report a problem, with category and summary filled in.
    - I can't do this. Ends: a call to +442079460123.

    Step 8: Sign out everywhere
    Entered from step 3.
    - It's done. Ends: the article I clicked a phishing link.
    - I found a method that isn't mine. Ends: a call to +442079460123.
    - I can't do this. Ends: a call to +442079460123.

    Step 9: Close the page
    Entered from step 5.
    - It's done. Ends: solved.
    - It still fails. Ends: a call to +442079460123.
    - I did open a download. Go to step 4, Disconnect the device.

    Step 10: Look at the sender and the request
    Entered from step 6.
    - It is fake or I can't tell. Go to step 13, Report it in Outlook.
    - I know the sender. Go to step 14, Ask the sender another way.
    - How do I tell? Ends: the article Spot and report phishing.

    Step 11: Report it in Teams
    Entered from step 6.
    - It's reported. Ends: solved.
    - I can't do this. Ends: the form Report a problem, with category and summary filled in.

    Step 12: Report a text or a call
    Entered from step 6.
    - It's reported. Ends: solved.
    - They named Northwind or a colleague. Ends: the form Report a problem, with category and summary filled in.
    - I can't do this. Ends: a call to +442079460123.

    Step 13: Report it in Outlook
    Entered from steps 10 and 14.
    - It's reported. Ends: solved.
    - There is no such button. Ends: the form Report a problem, with category and summary filled in.
    - I can't do this. Ends: a mail to it@northwind.example.

    Step 14: Ask the sender another way
    Entered from step 10.
    - They did send it. Ends: solved.
    - They did not send it. Go to step 13, Report it in Outlook.
    - I can't reach them. Go to step 13, Report it in Outlook.
    ");
    assert_eq!(ran.err, "");
}

#[test]
fn a_guide_alone_is_drawn_as_written() {
    let test = sample();
    fs::copy(test.kb().join("guides/vpn.md"), test.at("alone.md")).unwrap();
    let ran = test.run("guide map alone.md --format mermaid").exits(0);
    assert!(ran.out.starts_with("flowchart TD\n    accTitle: VPN won't connect\n"), "{}", ran.out);
    assert!(ran.out.contains("([\"The article vpn-error-codes\"])"), "{}", ran.out);
    let inside = test.run("guide map kb/guides/vpn.md --format mermaid").exits(0);
    assert!(inside.out.contains("([\"The article VPN error codes\"])"), "{}", inside.out);
}

#[test]
fn a_picture_is_written_to_a_file() {
    let test = sample();
    let ran = test.run("guide map kb/guides/vpn.md --format svg --out vpn.svg").exits(0);
    assert_eq!(ran.out, "");
    let picture = fs::read_to_string(test.at("vpn.svg")).unwrap();
    assert!(picture.contains("<title id=\"map-title\">VPN won't connect</title>"), "{picture}");
    test.run("guide map kb/articles/network/vpn-set-up.md").exits(2).says("nothing to draw");
    test.run("guide map kb/guides/gone.md").exits(2).says("could not read `kb/guides/gone.md`");
}

#[test]
fn what_changes_for_people_is_told() {
    let test = sample();
    let old = test.at("old.md");
    fs::copy(test.kb().join(KB[0]), &old).unwrap();
    let text = fs::read_to_string(&old).unwrap();
    let text =
        text.replace("[The hotspot will do for now](#solved)", "[The hotspot will do for now](tel:+442079460123)");
    let test = test.write(KB[0], text.replace("Try once more and watch", "Try again and watch"));
    insta::assert_snapshot!(test.run("guide diff old.md kb/guides/vpn.md").exits(0).out, @r"
    173 paths before, 173 now; 157 as before.
    16 paths that ended solved now end with a call to +442079460123.
      Only the VPN fails > It times out or shows nothing > No, I'm elsewhere > It still fails > It still fails > It still fails > It still fails > It works on the hotspot > In a hotel, café or train > The hotspot will do for now
      Only the VPN fails > It times out or shows nothing > No, I'm elsewhere > It still fails > It still fails > It still fails > It still fails > It works on the hotspot > Somewhere else > The hotspot will do for now
      Only the VPN fails > It times out or shows nothing > Not sure > It still fails > It still fails > It still fails > It still fails > It works on the hotspot > In a hotel, café or train > The hotspot will do for now
      and 13 more
    Wording: the text below `What happens when you connect?` reads differently.
    ");
    test.run("guide diff old.md kb/guides/vpn.md --exit-code").exits(1);
    let json = test.run("guide diff old.md kb/guides/vpn.md --json --examples 1").exits(0).out;
    insta::assert_snapshot!(json, @r#"
    [
      {
        "after": "a call to +442079460123",
        "before": "solved",
        "examples": [
          "Only the VPN fails > It times out or shows nothing > No, I'm elsewhere > It still fails > It still fails > It still fails > It still fails > It works on the hotspot > In a hotel, café or train > The hotspot will do for now"
        ],
        "guide": "kb/guides/vpn.md",
        "kind": "paths-moved",
        "more": false,
        "paths": 16,
        "step": null
      },
      {
        "after": null,
        "before": null,
        "examples": null,
        "guide": "kb/guides/vpn.md",
        "kind": "text",
        "more": false,
        "paths": null,
        "step": "What happens when you connect?"
      }
    ]
    "#);
    assert_eq!(test.run("guide diff old.md old.md --json --exit-code").exits(0).out, "[]\n");
    test.run("guide diff old.md kb").exits(2).says("`kb` is a folder and `old.md` is none");
    test.run("guide diff old.md kb/portal.toml").exits(2).says("it is no guide");
}

#[test]
fn two_knowledge_bases_are_compared_guide_by_guide() {
    let (old, new) = (sample(), sample());
    let text = fs::read_to_string(new.kb().join(KB[1])).unwrap();
    fs::remove_file(new.kb().join(KB[1])).unwrap();
    fs::remove_file(new.kb().join("guides/printing.md")).unwrap();
    let new = new
        .write("guides/wireless.md", text.replace("Look at your phone's Wi-Fi", "Look at your phone"))
        .write("guides/cat.md", "# The cat\n## Is it asleep?\n- [Yes](#solved)\n- [No](tel:1)\n- [Not sure](tel:1)\n");
    let line = format!("guide diff {} kb", old.kb().display());
    let out = new.run(&line).exits(0).out;
    let heads: Vec<&str> =
        out.lines().filter(|line| line.starts_with("guides/") || line.starts_with("This guide")).collect();
    assert_eq!(
        heads,
        [
            "guides/cat.md: The cat",
            "This guide is new, with 3 paths.",
            "guides/printing.md: The printer won't print",
            "This guide is gone; it had 74 paths.",
            "guides/vpn.md: VPN won't connect",
            "guides/wireless.md: Wi-Fi won't connect",
        ]
    );
    assert!(
        out.contains("Wording: the text below `Do other devices have the same problem?` reads differently."),
        "{out}"
    );
    assert_eq!(old.run("guide diff kb kb --exit-code").exits(0).out, "Nothing changes in 8 guides.\n");
}

#[test]
fn a_flowchart_becomes_a_draft_that_is_told_about() {
    let chart = "flowchart TD\n  A{Is the printer on?} -->|Yes| B[Restart it]\n  A -->|No| S([Solved])\n  A --> B\n  style A fill:#f96\n  B -- Still bad --> C[Ask]\n  B -->|Fixed| S\n";
    let test = Test::empty();
    fs::write(test.at("printer.mmd"), chart).unwrap();
    let ran = test.run("guide import printer.mmd").exits(0);
    insta::assert_snapshot!(ran.out, @r#"
    ---
    title: "Printer"
    ---

    ## Is the printer on?

    - [Yes](#restart-it)
    - [No](#solved)
    - [Restart it](#restart-it)

    ## Restart it

    - [Still bad](#ask)
    - [Fixed](#solved)

    ## Ask

    - [Done](#solved)
    "#);
    insta::assert_snapshot!(ran.err, @r"
    warning[chart/end]: `Ask` does not say where it ends
     --> printer.mmd:6:22
      |
    6 |   B -- Still bad --> C[Ask]
      |                      ^^^^^^ guessed
      |
      = help: lead the answer `Done` of its step to an article, a form, a person or `#solved`

    warning[chart/no-answer]: this arrow says no answer, so the choice is called `Restart it`
     --> printer.mmd:4:5
      |
    4 |   A --> B
      |     ^^^ guessed
      |
      = help: call it what readers would answer

    warning[chart/style]: `style` is not carried over
     --> printer.mmd:5:3
      |
    5 |   style A fill:#f96
      |   ^^^^^^^^^^^^^^^^^ not carried over
      |
      = help: the look of guides comes from `portal.toml`

    3 warnings in 1 file
    ");
    fs::create_dir(test.kb().join("guides")).unwrap();
    assert!(test.run("guide import printer.mmd --out -").exits(0).out.starts_with("---\n"));
    assert!(!test.at("-").exists(), "`-` is no file");
    test.run("guide import printer.mmd --out kb/guides/printer.md").exits(0).says("is a draft of 3 steps");
    test.run("check kb").exits(0);
    test.run("guide import printer.mmd --out kb/guides/printer.md").exits(2).says("is there already");
}

#[test]
fn a_list_becomes_a_draft_and_its_mistakes_have_places() {
    let test = Test::empty();
    fs::write(
        test.at("a.csv"),
        "node,text,option,next,outcome\na,On?,Yes,b,\na,,No,,solved\nb,Two,Call,,tel:1\nb,,Wait,,\n",
    )
    .unwrap();
    let ran = test.run("guide import a.csv").exits(1).says("a.csv:5:4").says("the answer `Wait` leads nowhere");
    assert!(ran.out.contains("## Two\n\n- [Call](tel:1)\n"), "{}", ran.out);
    fs::write(test.at("empty.mmd"), "flowchart TD\n").unwrap();
    test.run("guide import empty.mmd").exits(2).says("nothing that could be a step");
}

#[test]
fn a_map_brought_back_is_the_same_guide() {
    let test = sample();
    for entry in fs::read_dir(test.kb().join("guides")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        fs::copy(test.kb().join("guides").join(&name), test.at(&name)).unwrap();
        test.run(&format!("guide map {name} --format mermaid --out map.mmd")).exits(0);
        let _ = fs::remove_file(test.at("back.md"));
        assert_eq!(
            test.run("guide import map.mmd --out back.md").exits(0).err,
            "`back.md` is a draft of ".to_owned() + &steps(&test)
        );
        let changes = test.run(&format!("guide diff {name} back.md --json")).exits(0).out;
        let changes: Vec<serde_json::Value> = serde_json::from_str(&changes).unwrap();
        // A map holds no texts below questions, and no marks behind choices.
        let marked = |text: &str| text.ends_with(" {verify=callback}");
        let kept = |change: &&serde_json::Value| {
            change["kind"] != "text" && change["kind"] != "intro" && !change["before"].as_str().is_some_and(marked)
        };
        let kinds: Vec<_> = changes.iter().filter(kept).collect();
        assert_eq!(kinds, Vec::<&serde_json::Value>::new(), "{name}");
    }
}

/// How many steps the draft has, as it is told.
fn steps(test: &Test) -> String {
    let draft = fs::read_to_string(test.at("back.md")).unwrap();
    format!("{} steps\n", draft.matches("\n## ").count())
}

#[test]
fn a_table_tells_how_large_guides_are() {
    let ran = sample().run("check kb --guides --date 2026-11-22").exits(0).says("nothing is wrong");
    insta::assert_snapshot!(ran.out, @r"
    guide                         steps  outcomes  untested  longest path
    guides/cannot-sign-in.md         13        14         0             4
    guides/email-not-arriving.md     12        17         0             7
    guides/no-sound.md               11         7         0             8
    guides/printing.md               12        11         0             8
    guides/slow-computer.md           9        12         0             8
    guides/suspicious-message.md     14        10         0             5
    guides/vpn.md                    13        12         0            11
    guides/wifi.md                   12         9         0             8
    ");
    sample().run("check kb --guides --json").exits(2);
}
