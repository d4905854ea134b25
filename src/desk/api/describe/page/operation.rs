//! One operation: what it takes, what it answers, and how it is asked.

use std::fmt::Write as _;

use serde_json::Value;

use super::{
    super::answer as described,
    html::{block, escaped, line, prose, text},
    schema,
};

/// One operation of the document.
pub(super) struct Operation<'a> {
    method: &'a str,
    path: &'a str,
    said: &'a Value,
}

/// All of them, in the order of their addresses.
pub(super) fn operations(document: &Value) -> Vec<Operation<'_>> {
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, said) in methods.as_object().into_iter().flatten() {
            all.push(Operation { method, path, said });
        }
    }
    all
}

impl Operation<'_> {
    pub(super) fn tag(&self) -> &str {
        text(&self.said["tags"][0])
    }

    fn id(&self) -> &str {
        text(&self.said["operationId"])
    }

    fn summary(&self) -> String {
        line(text(&self.said["summary"]).trim_end_matches('.'))
    }

    fn verb(&self) -> String {
        let method = self.method;
        format!("<span class=\"verb {method}\">{}</span>", method.to_uppercase())
    }

    /// Its line in the contents.
    pub(super) fn entry(&self) -> String {
        format!("<li><a href=\"#{}\">{} <span>{}</span></a></li>\n", self.id(), self.verb(), self.summary())
    }

    /// All of it.
    pub(super) fn told(&self, document: &Value) -> String {
        let id = self.id();
        format!(
            "<article aria-labelledby=\"{id}\">\n<h3 id=\"{id}\"><a href=\"#{id}\">{}</a></h3>\n<p \
                class=\"address\">{} \
             <code>{}</code></p>\n{}{}{}{}{}{}</article>\n",
            self.summary(),
            self.verb(),
            escaped(self.path).replace('/', "/<wbr>"),
            prose(text(&self.said["description"])),
            self.entrance(document),
            self.parameters(document),
            self.body(document),
            self.answers(document),
            block(&format!("Example of {id}"), &self.curl(document)),
        )
    }

    /// What lets somebody in.
    fn entrance(&self, document: &Value) -> String {
        let scheme = self.said["security"][0].as_object().and_then(|schemes| schemes.keys().next());
        let Some(scheme) = scheme else { return String::new() };
        let about = text(&document["components"]["securitySchemes"][scheme]["description"]);
        format!("<p class=\"entrance\"><code>Authorization: Bearer …</code> {}</p>\n", line(about))
    }

    fn parameters(&self, document: &Value) -> String {
        let Some(parameters) = self.said["parameters"].as_array().filter(|all| !all.is_empty()) else {
            return String::new();
        };
        let told = parameters.iter().map(|parameter| {
            let required = if parameter["required"] == true { ", required" } else { "" };
            format!(
                "<dt><code>{}</code> <span class=\"quiet\">in the {}{required}; {}</span></dt>\n<dd>{}</dd>\n",
                escaped(text(&parameter["name"])),
                escaped(text(&parameter["in"])),
                schema::kind(&parameter["schema"], document),
                line(text(&parameter["description"]))
            )
        });
        format!("<h4>Parameters</h4>\n<dl>\n{}</dl>\n", told.collect::<String>())
    }

    fn body(&self, document: &Value) -> String {
        let contents = self.said["requestBody"]["content"].as_object();
        let Some((media_type, content)) = contents.and_then(|contents| contents.iter().next()) else {
            return String::new();
        };
        let kind = schema::kind(&content["schema"], document);
        format!("<h4>Body</h4>\n<p>{kind} as <code>{}</code></p>\n", escaped(media_type))
    }

    fn answers(&self, document: &Value) -> String {
        let (mut good, mut bad, mut count) = (String::new(), String::new(), 0);
        for (status, answer) in self.said["responses"].as_object().into_iter().flatten() {
            let answer = described(document, answer);
            let contents = answer["content"].as_object();
            let content = contents.and_then(|contents| contents.iter().next());
            match content {
                Some((media_type, content)) if media_type == "application/problem+json" => {
                    for problem in problems(content) {
                        let _ = write!(
                            bad,
                            "<dt>{} <code>{}</code></dt>\n<dd>{}</dd>\n",
                            badge(status),
                            problem.kind,
                            problem.told
                        );
                        count += 1;
                    }
                }
                content => good.push_str(&well(status, answer, content, document)),
            }
        }
        format!(
            "<h4>Answers</h4>\n<dl>\n{good}</dl>\n<details class=\"refusals\">\n<summary>{count} reasons to \
                refuse</summary>\n\
             <dl>\n{bad}</dl>\n</details>\n"
        )
    }

    /// How it is asked from a shell.
    fn curl(&self, document: &Value) -> String {
        let (mut path, mut query, mut heads) = (self.path.to_owned(), Vec::new(), Vec::new());
        for parameter in self.said["parameters"].as_array().into_iter().flatten() {
            let (name, example) = (text(&parameter["name"]), schema::shown(&parameter["example"]));
            match text(&parameter["in"]) {
                "path" => path = path.replace(&format!("{{{name}}}"), &example),
                "query" if query.len() < 2 => query.push(format!("{name}={example}")),
                "header" if name != "If-None-Match" => heads.push(format!("-H '{name}: {example}'")),
                _ => {}
            }
        }
        if !query.is_empty() {
            path = format!("{path}?{}", query.join("&"));
        }
        if let Some(scheme) = self.said["security"][0].as_object().and_then(|schemes| schemes.keys().next()) {
            heads.insert(0, format!("-H \"Authorization: Bearer ${}\"", scheme.to_uppercase()));
        }
        heads.extend(self.sent(document));
        let method = if self.method == "get" { String::new() } else { format!("-X {} ", self.method.to_uppercase()) };
        let first = format!("curl {method}'https://help.example.com{path}'");
        std::iter::once(first).chain(heads).collect::<Vec<_>>().join(" \\\n  ")
    }

    /// The body, as curl takes it.
    fn sent(&self, _: &Value) -> Vec<String> {
        let contents = self.said["requestBody"]["content"].as_object();
        match contents.and_then(|contents| contents.iter().next()) {
            None => Vec::new(),
            Some((media_type, content)) if media_type == "application/json" => {
                let body = content["example"].to_string().replace('\'', "’");
                vec!["-H 'Content-Type: application/json'".into(), format!("-d '{body}'")]
            }
            Some(_) if self.method == "put" => vec!["--data-binary @jam.jpg".into()],
            Some(_) => vec!["--data-binary @call.json".into()],
        }
    }
}

/// An answer that is no problem.
fn well(status: &str, answer: &Value, content: Option<(&String, &Value)>, document: &Value) -> String {
    let mut told = line(text(&answer["description"]));
    for (name, head) in answer["headers"].as_object().into_iter().flatten() {
        let _ = write!(
            told,
            "<br><span class=\"quiet\"><code>{}</code>: {}</span>",
            escaped(name),
            line(text(&head["description"]))
        );
    }
    let body = content.map(|(media_type, content)| match media_type.as_str() {
        "application/json" => schema::kind(&content["schema"], document),
        other => format!("<code>{}</code>", escaped(other)),
    });
    let example = content.map(|(_, content)| &content["example"]).filter(|example| !example.is_null());
    let example = example.map(|example| {
        let text = serde_json::to_string_pretty(example).unwrap_or_default();
        format!("<details>\n<summary>Example</summary>\n{}</details>\n", block("Example of this answer", &text))
    });
    format!("<dt>{} {}</dt>\n<dd>{told}{}</dd>\n", badge(status), body.unwrap_or_default(), example.unwrap_or_default())
}

/// A problem, as the page has it.
struct Told {
    kind: String,
    told: String,
}

fn problems(content: &Value) -> Vec<Told> {
    let examples = content["examples"].as_object().into_iter().flatten();
    let read = |(_, example): (&String, &Value)| {
        let value = &example["value"];
        let kind = text(&value["type"]).rsplit(':').next().unwrap_or_default();
        Told { kind: escaped(kind), told: line(text(&value["detail"])) }
    };
    examples.map(read).collect()
}

fn badge(status: &str) -> String {
    let class = status.get(..1).unwrap_or_default();
    format!("<span class=\"status s{class}\">{status}</span>")
}
