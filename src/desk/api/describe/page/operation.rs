//! One operation: what it takes, what it answers, and how it is asked.

use serde_json::Value;

use super::{
    answers, curl,
    html::{block, escaped, fold, line, prose, text},
    problems::Problems,
    schema,
};

/// The methods of an address, in the order in which they are told: first what looks.
const METHODS: [&str; 4] = ["get", "put", "post", "delete"];

/// One operation of the document.
pub(super) struct Operation<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) said: &'a Value,
}

/// All of them, in the order of their addresses.
pub(super) fn operations(document: &Value) -> Vec<Operation<'_>> {
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        let told = METHODS.into_iter().filter_map(|method| Some((method, methods.get(method)?)));
        all.extend(told.map(|(method, said)| Operation { method, path, said }));
    }
    all
}

impl<'a> Operation<'a> {
    pub(super) fn tag(&self) -> &'a str {
        text(&self.said["tags"][0])
    }

    pub(super) fn id(&self) -> &'a str {
        text(&self.said["operationId"])
    }

    /// What lets somebody in, if anything has to.
    pub(super) fn entrance(&self) -> Option<&'a str> {
        let schemes = self.said["security"][0].as_object()?;
        schemes.keys().next().map(String::as_str)
    }

    /// Method and address.
    fn address(&self) -> String {
        let (method, path) = (self.method, escaped(self.path).replace('/', "<wbr>/"));
        format!("<span class=\"verb {method}\">{}</span> <code>{path}</code>", method.to_uppercase())
    }

    /// Its line in the contents.
    pub(super) fn entry(&self) -> String {
        format!("<li><a href=\"#{}\">{}</a></li>\n", self.id(), self.address())
    }

    /// A link to it within a sentence.
    pub(super) fn link(&self) -> String {
        let (method, path) = (self.method.to_uppercase(), escaped(self.path));
        format!("<a href=\"#{}\"><code>{method} {path}</code></a>", self.id())
    }

    /// All of it.
    pub(super) fn told(&self, document: &Value, problems: &Problems<'_>) -> String {
        let summary = line(text(&self.said["summary"]).trim_end_matches('.'));
        let title = format!("<h3>{}</h3> <span class=\"gist\">{summary}</span>", self.address());
        let inside = [
            prose(text(&self.said["description"])),
            format!("<p class=\"quiet\">In the document: <code>{}</code></p>\n", self.id()),
            self.authorization(document),
            self.parameters(document),
            self.body(document),
            format!(
                "<h4>Example</h4>\n{}",
                block(&format!("Example of {}", self.id()), &curl::example(self, document))
            ),
            answers::told(self.said, document, problems),
        ];
        fold(self.id(), &title, &inside.concat())
    }

    fn authorization(&self, document: &Value) -> String {
        let Some(scheme) = self.entrance() else { return String::new() };
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
}
