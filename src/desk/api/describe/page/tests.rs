#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::process::Command;

use super::*;
use crate::{
    api::describe::{document, examples},
    digest::Digest,
};

/// The document once more, as a value.
fn value() -> Value {
    serde_json::from_str(&document().json).unwrap()
}

#[test]
fn headings_are_in_order_and_every_link_leads_somewhere() {
    let page = &document().page;
    let mut above = 0;
    for (at, _) in page.match_indices("<h") {
        let Some(level) = page[at + 2..].chars().next().and_then(|digit| digit.to_digit(10)) else { continue };
        assert!(level <= above + 1, "h{level} below h{above}");
        above = level;
    }
    for (at, _) in page.match_indices("href=\"#") {
        let place = page[at + 7..].split('"').next().unwrap_or_default();
        assert_eq!(page.matches(&format!("id=\"{place}\"")).count(), 1, "{place}");
    }
}

#[test]
fn the_contents_name_each_operation_by_method_and_address() {
    let (page, document) = (&document().page, value());
    let contents = page.split("</nav>").next().unwrap().replace("<wbr>", "");
    let mut count = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, said) in methods.as_object().unwrap() {
            let (id, verb) = (said["operationId"].as_str().unwrap(), method.to_uppercase());
            let entry =
                format!("<a href=\"#{id}\"><span class=\"verb {method}\">{verb}</span> <code>{path}</code></a>");
            assert!(contents.contains(&entry), "{verb} {path}");
            count += 1;
        }
    }
    assert_eq!(page.matches("<h4>Example</h4>").count(), count);
}

#[test]
fn the_place_of_a_link_is_inside_of_its_fold_which_opens_for_it() {
    let page = &document().page;
    let folds = page.matches("<details class=\"fold\">").count();
    let inside = page.matches("</summary>\n<div class=\"inside\" id=\"").count();
    assert!(folds > 80 && folds == inside, "{folds} {inside}");
}

#[test]
fn what_operations_refuse_alike_is_said_once() {
    let page = &document().page;
    for words in ["The desk cannot answer at the moment.", "This address has no such method.", "Some answers need"] {
        assert_eq!(page.matches(words).count(), 1, "{words}");
    }
    assert_eq!(page.matches("id=\"problem-method-not-allowed\"").count(), 1);
    assert!(page.contains("<code>Allow</code>: The methods that the address has."));
    // What only one operation says stands with it.
    let [create, _] = ["createTicket", "readTicket"].map(|id| page.find(&format!("id=\"{id}\"")).unwrap());
    let words = page.find("There is no form with this id.").unwrap();
    assert!(create < words && words < create + 9_000, "{create} {words}");
}

/// A shell in which `curl` says how it was called, one argument a line and each followed by a zero byte.
fn called(example: &str) -> Vec<String> {
    let script = format!(
        "set -eu\nuuidgen() {{ echo 1f0c9a52-6a0e-4a86-9c7b-2f7a2f1c7d10; }}\n\
         curl() {{ for word in \"$@\"; do printf '%s\\0' \"$word\"; done; }}\n{}\n{example}\n",
        curl::start()
    );
    let done = Command::new("sh").arg("-c").arg(&script).output().unwrap();
    assert!(done.status.success() && done.stderr.is_empty(), "{example}\n{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().split_terminator('\0').map(str::to_owned).collect()
}

#[test]
fn every_example_is_a_command_that_a_shell_takes() {
    let document = value();
    for operation in operations(&document) {
        let words = called(&curl::example(&operation, &document));
        let address = words.iter().find(|word| word.starts_with("https://")).unwrap();
        assert!(url::Url::parse(address).is_ok() && !address.contains(['{', '$', ' ']), "{address}");
        let sent = words.iter().skip_while(|word| *word != "-d").nth(1);
        let example = &operation.said["requestBody"]["content"]["application/json"]["example"];
        let sent = sent.map_or(Value::Null, |sent| serde_json::from_str(sent).unwrap());
        assert_eq!((&sent, words.contains(&"-d".into())), (example, !example.is_null()), "{}", operation.id());
    }
}

#[test]
fn the_secret_of_the_examples_opens_their_ticket() {
    let sent = examples::sent("NewTicket").unwrap();
    assert_eq!(sent["secret_hash"], Digest::of(examples::SECRET.as_bytes()).hex());
}

#[test]
fn nothing_on_it_runs_or_comes_from_elsewhere() {
    let page = &document().page;
    for odd in ["<script", "<link", "<img", "style=\"", " onclick", "url(", "@import", "src="] {
        assert!(!page.contains(odd), "{odd}");
    }
    assert_eq!(page.matches("<style>").count(), 1);
    assert!(page.contains(STYLE));
}

#[test]
fn words_break_out_of_no_tag() {
    assert_eq!(html::line("a <b> `c & \"d\"`"), "a &lt;b&gt; <code>c &amp; &quot;d&quot;</code>");
}
