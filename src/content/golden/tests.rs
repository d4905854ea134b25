use insta::assert_snapshot;

use crate::fixture::{problems, problems_of, read};

#[test]
fn a_query_names_one_page_or_several() {
    let text = "[[query]]\nq = \"no vpn\"\nexpect = \"articles/it/a.md\"\n[[query]]\nq = \"x\"\nexpect = [\"articles/it/a.md\"]\nwithin = 1\n";
    let files = [("golden.toml", text), ("articles/it/a.md", "# A\nText")];
    assert_eq!(problems(&files), "");
    let golden = read(&files).0.golden;
    assert_eq!((golden[0].within, golden[1].within), (3, 1));
    assert_eq!(golden[1].expect, ["articles/it/a.md"]);
    assert_eq!(&text[golden[0].span.clone()], "\"no vpn\"");
}

#[test]
fn mistakes_are_told() {
    let text = "[[query]]\nq = \"\"\nexpect = \"articles/it/b.md\"\n[[query]]\nq = \"x\"\nexpct = \"a\"\nwithin = 0\n[[query]]\nq = \"y\"\nexpect = \"forms/help.yml\"\nwithin = \"3\"\n[[query]]\nq = \"z\"\nexpect = []\n";
    assert_snapshot!(problems_of("golden.toml", text), @"
    golden.toml:2:1 error key/missing `q` is missing | what a person types
    golden.toml:6:1 error key/unknown unknown key `expct` | did you mean `expect`?
    golden.toml:7:10 error value/range `within` must be 1 or more | leave it out: 3 is meant then
    golden.toml:10:10 error golden/missing `forms/help.yml` is no article and no guide of the knowledge base | give a path from the top of the knowledge base, such as `articles/network/vpn.md`
    golden.toml:11:10 error value/type `within` must be a whole number, not the text `3` | write digits only, such as `3`
    golden.toml:14:1 error key/missing `expect` is missing | the path of the article or guide that must be found
    ");
}
