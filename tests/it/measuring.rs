//! Question sets from outside.

use crate::driver::Test;

const EVAL: &str = "eval --docs kb/docs.jsonl --queries kb/queries.tsv --qrels kb/qrels.tsv";

fn set(docs: &str, queries: &str, qrels: &str) -> Test {
    Test::of("small").write("docs.jsonl", docs).write("queries.tsv", queries).write("qrels.tsv", qrels)
}

#[test]
fn a_question_set_is_measured() {
    let docs = "{\"id\":\"a\",\"title\":\"Set up the VPN\",\"text\":\"Install it.\"}\n";
    let ran = set(docs, "1\tvpn\n", "1\ta\t1\n").run(EVAL).exits(0);
    assert!(ran.out.contains("S@1      1.0000"), "{}", ran.out);
}

#[test]
fn a_set_that_measures_nothing_is_refused() {
    set("", "1\tvpn\n", "1\ta\t1\n").run(EVAL).exits(2).says("holds no document, so there is nothing to find");
    let docs = "{\"id\":\"a\",\"title\":\"VPN\",\"text\":\"\"}\n";
    set(docs, "1\tvpn\n", "").run(EVAL).exits(2).says("no query has an answer, so there is nothing to measure");
}
