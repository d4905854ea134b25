//! Every text of a knowledge base, rendered: articles, the steps of guides, notices, words between fields.

use std::collections::HashMap;

use content::{Article, ElementKind, Form, Guide, Kb, Notice, Problem, Source, Step};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::base::Base;
use crate::links::Links;
use crate::markdown::{Rendered, Renderer, Text};
use crate::media::Media;
use crate::revision::revision;

/// Rendered texts, each list in the order of the knowledge base.
#[derive(Debug)]
pub(crate) struct Texts {
    pub(crate) articles: Vec<Rendered>,
    pub(crate) guides: Vec<GuideTexts>,
    /// One for each `markdown` element of each form.
    pub(crate) forms: Vec<Vec<Rendered>>,
    pub(crate) notices: Vec<Rendered>,
}

/// The texts of a guide.
#[derive(Debug)]
pub(crate) struct GuideTexts {
    pub(crate) intro: Rendered,
    pub(crate) steps: Vec<Rendered>,
    /// Which text of its file they were made from.
    pub(crate) revision: String,
}

impl Texts {
    /// Renders all texts, many at a time; the result does not depend on how many. `today` decides which notices are over.
    /// Of a large knowledge base the Markdown of articles is much of what is in memory; nobody needs it afterwards, so each
    /// is let go of as soon as it is rendered.
    pub(crate) fn render(kb: &mut Kb, sources: &[Source], base: &Base, media: &Media<'_>, today: Option<Date>) -> Self {
        let bodies: Vec<String> = kb.articles.iter_mut().map(|article| std::mem::take(&mut article.body)).collect();
        let kb = &*kb;
        let links = Links::new(kb, today);
        let sources: HashMap<&str, &str> =
            sources.iter().map(|source| (source.path.as_str(), source.text.as_str())).collect();
        let renderer = Renderer { base, links: &links, media, texts: &sources };
        Self {
            articles: kb
                .articles
                .par_iter()
                .zip(bodies)
                .map(|(article, body)| renderer.article(article, &body))
                .collect(),
            guides: kb.guides.par_iter().map(|guide| renderer.guide(guide)).collect(),
            forms: kb.forms.iter().map(|form| renderer.form(form)).collect(),
            notices: kb.notices.iter().map(|notice| renderer.notice(notice)).collect(),
        }
    }

    /// Takes out what could not be honoured.
    pub(crate) fn take_problems(&mut self) -> Vec<Problem> {
        let guides = self.guides.iter_mut().flat_map(|guide| [&mut guide.intro].into_iter().chain(&mut guide.steps));
        let all =
            self.articles.iter_mut().chain(guides).chain(self.forms.iter_mut().flatten()).chain(&mut self.notices);
        all.flat_map(|rendered| std::mem::take(&mut rendered.problems)).collect()
    }
}

impl Renderer<'_> {
    fn article(&self, article: &Article, body: &str) -> Rendered {
        let rendered = self.render(Text {
            path: &article.path,
            markdown: body,
            offset: Some(article.body_offset),
            headings: &article.headings,
            floor: 2,
            prefix: "",
            whole: true,
        });
        Rendered { revision: self.revision(&article.path), ..rendered }
    }

    fn revision(&self, path: &str) -> String {
        self.texts.get(path).map(|text| revision(text)).unwrap_or_default()
    }

    fn guide(&self, guide: &Guide) -> GuideTexts {
        let step = |step: &Step| self.part(guide, &step.body, step.body_offset, &format!("{}:", step.id));
        GuideTexts {
            revision: self.revision(&guide.path),
            intro: self.part(guide, &guide.intro, guide.intro_offset, ":"),
            steps: guide.steps.iter().map(step).collect(),
        }
    }

    /// A part of a guide.
    fn part(&self, guide: &Guide, markdown: &str, offset: usize, prefix: &str) -> Rendered {
        let headings = content::markdown::outline(markdown, offset).headings;
        self.render(Text {
            path: &guide.path,
            markdown,
            offset: Some(offset),
            headings: &headings,
            floor: 3,
            prefix,
            whole: false,
        })
    }

    fn form(&self, form: &Form) -> Vec<Rendered> {
        let words = form.body.iter().filter_map(|element| match &element.kind {
            ElementKind::Markdown { value } => Some(value),
            _ => None,
        });
        let text = |(at, markdown): (usize, &String)| {
            let (prefix, headings) = (format!("words-{at}:"), content::markdown::outline(markdown, 0).headings);
            self.render(Text {
                path: &form.path,
                markdown,
                offset: None,
                headings: &headings,
                floor: 2,
                prefix: &prefix,
                whole: true,
            })
        };
        let mut texts: Vec<_> = words.enumerate().map(text).collect();
        self.place_problems(form, &mut texts);
        texts
    }

    /// Where in the YAML of a form something stands is lost; the words it is in are near enough.
    fn place_problems(&self, form: &Form, texts: &mut [Rendered]) {
        let Some(source) =
            self.texts.get(form.path.as_str()).filter(|_| texts.iter().any(|text| !text.problems.is_empty()))
        else {
            return;
        };
        for (text, span) in texts.iter_mut().zip(content::places_of_words(&form.path, source)) {
            text.problems.iter_mut().for_each(|problem| problem.span = Some(span.clone()));
        }
    }

    fn notice(&self, notice: &Notice) -> Rendered {
        let prefix = format!("notice-{}:", notice.id);
        let headings = content::markdown::outline(&notice.body, notice.body_offset).headings;
        self.render(Text {
            path: &notice.path,
            markdown: &notice.body,
            offset: Some(notice.body_offset),
            headings: &headings,
            floor: 4,
            prefix: &prefix,
            whole: true,
        })
    }
}
