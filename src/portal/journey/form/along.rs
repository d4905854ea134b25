//! What goes along with a ticket, shown line by line before it is sent. Each line can be taken off.

use std::collections::BTreeSet;

use content::route;
use content::ticket::{ArticleRead, Context, GuidePath};
use leptos::{ev, prelude::*};

use super::sheet::Sheet;
use crate::journey::device::Device;
use crate::journey::facts;
use crate::journey::guide::kept_path;
use crate::pages::said_of;
use crate::trail::Trail;
use crate::words::journey as words;

/// What could go along, and what the reader has taken off.
#[derive(Clone, Copy)]
pub(super) struct Along {
    /// All there is.
    pub(super) found: RwSignal<Context>,
    /// Names of the lines that stay here.
    off: RwSignal<BTreeSet<String>>,
}

impl Along {
    /// Nothing, until the page lives and knows more.
    pub(super) fn nothing() -> Self {
        Self { found: RwSignal::new(Context::default()), off: RwSignal::new(BTreeSet::new()) }
    }

    /// What goes along now.
    pub(super) fn context(self) -> Context {
        let off = self.off.get_untracked();
        without(self.found.get_untracked(), |name| off.contains(name))
    }

    fn switch(self, name: &str, on: bool) {
        self.off.update(|off| {
            if on {
                off.remove(name);
            } else {
                off.insert(name.to_owned());
            }
        });
    }
}

/// Names of lines. Those of facts are the names of [`content::ticket::Device::facts`].
const GUIDE: &str = "guide";
const PAGE: &str = "page";

fn article_name(article: &ArticleRead) -> String {
    format!("article:{}", article.path)
}

fn search_name(words: &str) -> String {
    format!("search:{words}")
}

/// Articles that were tried in this tab, with what the reader said of them.
pub(super) fn tried() -> Vec<ArticleRead> {
    let mut articles = Trail::recall().articles;
    articles.iter_mut().for_each(|article| article.solved = said_of(&article.path));
    articles
}

/// What could go along with a ticket: what the reader did in this tab before, and what the browser tells.
pub(super) fn context(device: &Device, page: Option<String>) -> Context {
    let (articles, searches) = (tried(), Trail::recall().searches);
    let guide = kept_path(device);
    // The page the reader came from says nothing that the way through its guide, or its own line, does not say better.
    let told = |page: &String| {
        guide.as_ref().is_some_and(|path| route::guide(&path.guide) == *page)
            || articles.iter().any(|article| article.path == *page)
    };
    Context { page: page.filter(|page| !told(page)), guide, articles, searches, device: facts::device() }
}

/// What is left when some lines are off.
fn without(mut context: Context, off: impl Fn(&str) -> bool) -> Context {
    context.guide = context.guide.filter(|_| !off(GUIDE));
    context.page = context.page.filter(|_| !off(PAGE));
    context.articles.retain(|article| !off(&article_name(article)));
    context.searches.retain(|words| !off(&search_name(words)));
    context.device = context.device.without(off);
    context
}

/// What we attach besides the answers; nothing when there is nothing else.
#[component]
pub(super) fn Attached(sheet: Sheet, along: Along) -> impl IntoView {
    move || {
        let Context { guide, page, articles, searches, device } = along.found.get();
        let guide = guide.map(|path| view! { <PathLine path along/> });
        let page = page.map(|page| {
            let href = sheet.site.href(&page);
            view! { <Line along name=PAGE.to_owned() label=words::THE_PAGE_YOU_CAME_FROM text=page href/> }
        });
        let articles = articles.into_iter().map(|article| {
            let href = sheet.site.href(&article.path);
            let name = article_name(&article);
            view! { <Line along name label=words::article_read(article.solved) text=article.title href/> }
        });
        let searches = searches.into_iter().map(|searched| {
            view! { <Line along name=search_name(&searched) label=words::YOU_SEARCHED_FOR text=searched/> }
        });
        let facts = device.facts().into_iter().map(|(name, fact)| {
            view! { <Line along name=name.to_owned() label=words::fact(name) text=fact/> }
        });
        let lines = (guide, page, articles.collect_view(), searches.collect_view(), facts.collect_view());
        (along.found.with(|found| *found != Context::default())).then(|| {
            view! {
                <fieldset class="along">
                    <legend class="along-heading">{words::WHAT_WE_ATTACH}</legend>
                    <p class="along-lead">{words::WHAT_WE_ATTACH_LEAD}</p>
                    {lines}
                </fieldset>
            }
        })
    }
}

/// The way through a guide.
#[component]
fn PathLine(path: GuidePath, along: Along) -> impl IntoView {
    let rows = path.answers.into_iter().map(|answered| {
        view! { <div><dt>{answered.question}</dt><dd>{answered.answer}</dd></div> }
    });
    let off = move || along.off.with(|off| off.contains(GUIDE)).then_some("");
    view! {
        <Line along name=GUIDE.to_owned() label=words::YOUR_ANSWERS_IN_THE_GUIDE text=path.title/>
        <dl class="along-path" data-off=off>{rows.collect_view()}</dl>
    }
}

/// One line, with a box that takes it off or puts it back.
#[component]
fn Line(
    along: Along,
    /// Tells it from the others.
    name: String,
    /// What it is.
    label: &'static str,
    /// What it says.
    text: String,
    /// Where it leads.
    #[prop(optional)]
    href: Option<String>,
) -> impl IntoView {
    let (read, write) = (name.clone(), name);
    let on = move || along.off.with(|off| !off.contains(&read));
    let change = move |event: ev::Event| along.switch(&write, event_target_checked(&event));
    let text = match href {
        // A new tab, so that the form stays.
        Some(href) => view! { <a href=href target="_blank">{text}</a> }.into_any(),
        None => text.into_any(),
    };
    view! {
        <label class="along-line">
            <input type="checkbox" prop:checked=on on:change=change/>
            <span class="along-what">{label}</span>
            <span class="along-text">{text}</span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use content::ticket::Device;

    use super::*;

    #[test]
    fn each_line_can_be_taken_off_by_itself() {
        let article =
            |path: &str| ArticleRead { path: path.into(), title: path.into(), revision: String::new(), solved: None };
        let all = Context {
            guide: Some(GuidePath {
                guide: "vpn".into(),
                title: "VPN".into(),
                revision: String::new(),
                answers: Vec::new(),
            }),
            page: Some("articles/a/".into()),
            articles: vec![article("articles/a/"), article("articles/b/")],
            searches: vec!["vpn".into(), "vpn slow".into()],
            device: Device { browser: Some("Firefox 145".into()), language: Some("en".into()), ..Device::default() },
        };
        assert_eq!(without(all.clone(), |_| false), all);
        assert_eq!(without(all.clone(), |_| true), Context::default());
        let some = without(all, |name| ["article:articles/a/", "search:vpn", "language", GUIDE].contains(&name));
        assert_eq!(some.articles, [article("articles/b/")]);
        assert_eq!((some.searches, some.guide), (vec!["vpn slow".to_owned()], None));
        assert_eq!((some.device.browser.is_some(), some.device.language, some.page.is_some()), (true, None, true));
    }
}
