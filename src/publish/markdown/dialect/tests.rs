use super::*;

fn check(text: &str, expected: &str) {
    let texts = Texts::from([
        ("inc/a.md", "---\ntitle: A\n---\nIncluded **words**.\n"),
        ("inc/loop.md", "[!INCLUDE [x](loop.md)]"),
    ]);
    assert_eq!(translate(text, "docs/x.md", 0, &texts).text, expected);
}

fn problems(text: &str) -> Vec<String> {
    let told = translate(text, "x.md", 100, &Texts::new()).problems;
    told.into_iter().map(|p| format!("{} {:?} {}", p.code, p.span.unwrap_or_default(), p.message)).collect()
}

#[test]
fn plain_markdown_is_left_alone() {
    check("# a\n\n> [!NOTE]\n> b\r\n", "# a\n\n> [!NOTE]\n> b\r\n");
}

#[test]
fn images_become_images() {
    check("1. Press :::image type=\"icon\" source=\"media/x y.png\"::: now.\n", "1. Press ![](<media/x y.png>) now.\n");
    check(
        ":::image type=\"content\" source=\"a.png\" alt-text=\"The [OK] button\" lightbox=\"b.png\":::\n",
        "![The \\[OK\\] button](<a.png>)\n",
    );
}

#[test]
fn text_after_a_callouts_mark_moves_to_the_next_line() {
    check("> [!NOTE] Careful.\n> b\n", "> [!NOTE]\n> Careful.\n> b\n");
}

#[test]
fn a_file_that_exists_is_included() {
    check("Before [!INCLUDE [x](../inc/a.md)] after\n", "Before Included **words**. after\n");
    check("[!INCLUDE [x](~/inc/a.md)]\n", "Included **words**.\n");
}

#[test]
fn a_file_that_includes_itself_ends() {
    check("a [!INCLUDE [x](../inc/loop.md)] b", "a  b");
}

#[test]
fn videos_become_links() {
    check("> [!VIDEO https://example.com/v]\n", "> [Video: https://example.com/v](<https://example.com/v>)\n");
}

#[test]
fn directives_go_and_their_content_stays() {
    check("::: zone pivot=\"x\"\r\nText\n::: zone-end\n> [!div class=\"a\"]\n> b\n", "\nText\n\n>\n> b\n");
}

#[test]
fn code_is_left_alone() {
    check("```\n:::image source=\"a\":::\n```\n", "```\n:::image source=\"a\":::\n```\n");
}

#[test]
fn what_is_left_out_is_told_with_its_place_in_the_file() {
    assert_eq!(
        problems("ab [!INCLUDE [x](y.md)]\n::: zone x\n"),
        [
            "import/include 103..123 the included file `y.md` is not there",
            "import/directive 124..134 the directive `zone` was left out, its content kept",
        ]
    );
}

#[test]
fn places_are_mapped_back_to_what_the_author_wrote() {
    let text = ":::image source=\"a\":::x\n> [!NOTE] b\nc";
    let translated = translate(text, "x.md", 0, &Texts::new());
    let c = translated.text.rfind('c').unwrap_or_default();
    assert_eq!(translated.origin(c), text.rfind('c'));
    let x = translated.text.find('x').unwrap_or_default();
    assert_eq!(translated.origin(x), text.find('x'));
}

proptest::proptest! {
    #[test]
    fn nothing_that_people_type_makes_it_stumble(text in "([a> \\n`~:]|:::image |\\[!(NOTE|INCLUDE|VIDEO|div)|\\]|\\(|\\)|source=\"|é|[\r\n]){0,40}") {
        let translated = translate(&text, "x.md", 0, &Texts::new());
        for at in 0..translated.text.len() {
            proptest::prop_assert!(translated.origin(at).is_none_or(|origin| origin <= text.len()));
        }
    }
}
