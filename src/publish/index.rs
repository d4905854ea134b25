//! What the search knows: one document a page.

use content::{ElementKind, Form, Guide, Kb, Notice, route};
use jiff::civil::Date;
use search::message::Kind;
use search::{Document, Heading};

use crate::calendar;
use crate::markdown::Rendered;
use crate::texts::{GuideTexts, Texts};

/// Everything that can be found, in the order of addresses. Takes the words of articles out of the texts, since nothing else
/// needs them and they are most of what there is.
pub(crate) fn documents(kb: &Kb, texts: &mut Texts, today: Option<Date>) -> Vec<Document> {
    let articles = kb.articles.iter().zip(&mut texts.articles).map(|(article, text)| Document {
        kind: Kind::Article,
        path: route::article(&article.slug),
        title: article.title.clone(),
        summary: article.summary.clone(),
        aliases: article.aliases.clone(),
        headings: text
            .headings
            .iter()
            .map(|heading| Heading { text: heading.text.clone(), anchor: heading.id.clone() })
            .collect(),
        body: with_labels(std::mem::take(&mut text.words), &[&article.tags, &article.products]),
        category: article.category.clone(),
        platforms: article.platforms.clone(),
        withheld: article.withheld,
    });
    let guides = kb.guides.iter().zip(&texts.guides).map(|(guide, text)| of_guide(guide, text));
    let forms = kb.forms.iter().map(of_form);
    let notices = kb.notices.iter().zip(&texts.notices);
    let notices =
        notices.filter(|(notice, _)| !today.is_some_and(|today| calendar::is_over(notice, today))).map(of_notice);
    let mut documents: Vec<_> = articles.chain(guides).chain(forms).chain(notices).collect();
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    documents
}

/// Tags and products can be found too, but say less than a title: one tag stands on many pages.
fn with_labels(mut body: String, labels: &[&Vec<String>]) -> String {
    for label in labels.iter().copied().flatten() {
        body.push('\n');
        body.push_str(label);
    }
    body
}

fn of_guide(guide: &Guide, text: &GuideTexts) -> Document {
    let mut body = text.intro.words.clone();
    for (step, text) in guide.steps.iter().zip(&text.steps) {
        for words in
            [step.title.as_str(), &text.words].into_iter().chain(step.choices.iter().map(|choice| choice.text.as_str()))
        {
            body.push('\n');
            body.push_str(words.trim_end());
        }
    }
    Document {
        kind: Kind::Guide,
        path: route::guide(&guide.slug),
        title: guide.title.clone(),
        summary: guide.summary.clone(),
        aliases: guide.aliases.clone(),
        headings: guide
            .steps
            .iter()
            .map(|step| Heading { text: step.title.clone(), anchor: step.id.clone() })
            .collect(),
        body: with_labels(body, &[&guide.tags]),
        category: guide.category.clone(),
        platforms: guide.platforms.clone(),
        withheld: guide.withheld,
    }
}

fn of_form(form: &Form) -> Document {
    let fields = form.body.iter().filter(|element| !matches!(element.kind, ElementKind::Markdown { .. }));
    let words: Vec<_> = fields.flat_map(|element| [element.label.as_str(), &element.description]).collect();
    Document {
        kind: Kind::Form,
        path: route::form(&form.id),
        title: form.name.clone(),
        summary: form.description.clone(),
        aliases: Vec::new(),
        headings: Vec::new(),
        body: words.join("\n"),
        category: form.category.clone().unwrap_or_default(),
        platforms: Vec::new(),
        withheld: false,
    }
}

/// A notice stands on the home page, so that is where a hit leads.
fn of_notice((notice, text): (&Notice, &Rendered)) -> Document {
    Document {
        kind: Kind::Notice,
        path: route::notice(&notice.id),
        title: notice.title.clone(),
        summary: String::new(),
        aliases: Vec::new(),
        headings: Vec::new(),
        body: text.words.clone(),
        category: notice.category.clone().unwrap_or_default(),
        platforms: notice.platforms.clone(),
        withheld: false,
    }
}
