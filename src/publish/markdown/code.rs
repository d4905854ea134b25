//! Code, coloured when the site is built. Only a few kinds of words are told apart, each with one class, so that pages
//! stay small and every colour can be checked for contrast.

use std::fmt::Write as _;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::html::escaped;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);
/// Scopes and the class of each; the first match on the innermost scope that has any wins.
static KINDS: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let kinds = [
        ("comment", "comment"),
        ("string", "string"),
        ("constant.character.escape", "constant"),
        ("constant", "constant"),
        ("entity.name.tag", "keyword"),
        ("entity.other.attribute-name", "name"),
        ("entity.name", "name"),
        ("support.function", "name"),
        ("variable.function", "name"),
        ("support", "constant"),
        ("variable.parameter.option", "constant"),
        ("variable", "variable"),
        ("keyword.operator", ""),
        ("keyword", "keyword"),
        ("storage", "keyword"),
        ("invalid", "invalid"),
    ];
    kinds.into_iter().filter_map(|(scope, kind)| Some((Scope::new(scope).ok()?, kind))).collect()
});
/// Code longer than this stays plain: nobody reads it for its colours.
const LONGEST: usize = 50_000;

/// The rules that colour code, for the stylesheet.
pub(crate) const STYLE: &str = include_str!("code.css");

/// A block of code as HTML. `info` is what stands after the fence.
pub(crate) fn block(info: &str, code: &str) -> String {
    let language = language(info);
    let syntax = language.as_deref().and_then(syntax).filter(|_| code.len() <= LONGEST);
    let inside = syntax.and_then(|syntax| coloured(syntax, code)).unwrap_or_else(|| escaped(code).into_owned());
    let mut html = String::from("<pre class=\"code\" tabindex=\"0\"");
    if let Some(language) = language.filter(|language| !language.is_empty()) {
        let _ = write!(html, " data-language=\"{}\"", escaped(&language));
    }
    let _ = writeln!(html, "><code>{inside}</code></pre>");
    html
}

/// The first word after a fence, without the decorations of other builders.
fn language(info: &str) -> Option<String> {
    let word = info.split([' ', ',', '{', '\t']).next()?.trim().to_ascii_lowercase();
    let word = word.strip_suffix("-interactive").unwrap_or(&word);
    (!word.is_empty()).then(|| word.to_owned())
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let name = match language {
        "text" | "txt" | "output" | "console" | "plaintext" | "none" => return None,
        "azurepowershell" | "pwsh" | "powershell" | "ps" | "ps1" => "powershell",
        "azurecli" | "shell" | "zsh" => "bash",
        "cmd" | "dos" => "bat",
        other => other,
    };
    SYNTAXES.find_syntax_by_token(name)
}

fn coloured(syntax: &SyntaxReference, code: &str) -> Option<String> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut out = Spans::default();
    for line in code.split_inclusive('\n') {
        let mut at = 0;
        for (next, operation) in state.parse_line(line, &SYNTAXES).ok()? {
            out.push(&line[at..next], kind(&stack));
            at = next;
            stack.apply(&operation).ok()?;
        }
        out.push(&line[at..], kind(&stack));
    }
    Some(out.finish())
}

fn kind(stack: &ScopeStack) -> &'static str {
    let of = |scope: &Scope| KINDS.iter().find(|(known, _)| known.is_prefix_of(*scope)).map(|(_, kind)| *kind);
    stack.as_slice().iter().rev().find_map(of).unwrap_or_default()
}

/// Neighbours of one kind share a span.
#[derive(Default)]
struct Spans {
    html: String,
    kind: &'static str,
}

impl Spans {
    fn push(&mut self, text: &str, kind: &'static str) {
        if text.is_empty() {
            return;
        }
        if kind != self.kind && !text.trim().is_empty() {
            self.close();
            if !kind.is_empty() {
                let _ = write!(self.html, "<span class=\"hl-{kind}\">");
            }
            self.kind = kind;
        }
        self.html.push_str(&escaped(text));
    }

    fn close(&mut self) {
        if !self.kind.is_empty() {
            self.html.push_str("</span>");
        }
        self.kind = "";
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powershell_is_coloured_with_one_class_a_word() {
        insta::assert_snapshot!(block("PowerShell", "# Who am I?\nGet-User -Name \"$env:USERNAME\" | Select-Object 1\n"), @r#"
        <pre class="code" tabindex="0" data-language="powershell"><code><span class="hl-comment"># Who am I?
        </span><span class="hl-name">Get-User </span>-Name <span class="hl-string">&quot;</span><span class="hl-variable">$</span><span class="hl-constant">env:</span><span class="hl-variable">USERNAME</span><span class="hl-string">&quot; </span>| <span class="hl-name">Select-Object </span><span class="hl-constant">1
        </span></code></pre>
        "#);
    }

    #[test]
    fn an_unknown_language_stays_plain_and_escaped() {
        insta::assert_snapshot!(block("adoc", "a < b & \"c\"\n"), @r#"
        <pre class="code" tabindex="0" data-language="adoc"><code>a &lt; b &amp; &quot;c&quot;
        </code></pre>
        "#);
    }

    #[test]
    fn no_language_stays_plain() {
        insta::assert_snapshot!(block("", "ping 192.0.2.1\n"), @r#"
        <pre class="code" tabindex="0"><code>ping 192.0.2.1
        </code></pre>
        "#);
    }
}
