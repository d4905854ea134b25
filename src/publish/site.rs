//! What all pages of a site share.

use content::{Kb, Problem, Route, Settings, Sla, Source};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use portal::page::{Assets, FormCard, Site, Support};

use crate::base::Base;
use crate::calendar;
use crate::media::{Media, is_active};

/// For how many years a page that nobody publishes anew knows the changes of the clocks.
const YEARS: i16 = 5;

/// Puts together what every page knows.
pub(crate) fn site(kb: &Kb, base: &Base, media: &Media<'_>, assets: Assets, today: Date) -> Site {
    let settings = &kb.settings;
    let main = settings.tickets.form.as_deref();
    let mut forms: Vec<_> = kb
        .forms
        .iter()
        .map(|form| FormCard {
            id: form.id.clone(),
            name: form.name.clone(),
            description: form.description.clone(),
            self_service: form.self_service.clone(),
        })
        .collect();
    // The form that most people need comes first in the catalogue.
    forms.sort_by_key(|form| main != Some(form.id.as_str()));
    let logo = settings
        .logo
        .as_ref()
        .filter(|path| !is_active(path))
        .and_then(|path| media.get(path))
        .filter(|medium| medium.broken.is_none())
        .map(|medium| base.join(&medium.address));
    Site {
        base: base.as_str().into(),
        name: settings.name.clone(),
        summary: settings.summary.clone(),
        language: settings.language.clone(),
        logo,
        reachable: !settings.contact.is_empty(),
        support: Support {
            contact: settings.contact.clone(),
            endpoint: endpoint(settings),
            sla: sla(&settings.sla, today),
            privacy: settings.privacy.clone(),
            files: settings.tickets.files.clone(),
            verify: verifying(settings),
        },
        categories: settings.categories.iter().filter(|category| count(kb, &category.id) > 0).cloned().collect(),
        main_form: forms.first().map(|form| form.id.clone()),
        forms,
        assets,
    }
}

/// Tells why the logo cannot be shown although it is there.
pub(crate) fn check_logo(kb: &Kb, sources: &[Source], media: &Media<'_>) -> Option<Problem> {
    let logo = kb.settings.logo.as_ref()?;
    let broken = || media.get(logo)?.broken.clone().or_else(|| media.unreadable(logo));
    let (code, why) = match media.refused(logo) {
        Some(why) => ("image/active-file", why),
        None => ("image/unreadable", broken()?),
    };
    let problem = Problem::warning(code, "portal.toml", format!("the logo `{logo}` {why}"))
        .help("save the picture again as plain SVG, or as PNG");
    Some(calendar::pointing_at(problem, sources, "logo", "not shown"))
}

/// How many articles and guides a category has.
pub(crate) fn count(kb: &Kb, category: &str) -> usize {
    let articles = kb.articles.iter().filter(|article| article.category == category).count();
    articles + kb.guides.iter().filter(|guide| guide.category == category).count()
}

/// What is promised, with no more of the changes of the clocks than a page of this day needs.
fn sla(sla: &Sla, today: Date) -> Sla {
    let at = |years: i16| Date::new(today.year().saturating_add(years), 1, 1).ok()?.to_zoned(TimeZone::UTC).ok();
    let mut sla = sla.clone();
    if let (Some(service), Some(from), Some(until)) = (&mut sla.service, at(-1), at(YEARS)) {
        service.zone = service.zone.during(from.timestamp()..until.timestamp());
    }
    sla
}

/// The rules by which tickets are verified. Which team gets them is nobody's business.
fn verifying(settings: &Settings) -> Vec<Route> {
    let rules = settings.routing.iter().filter(|route| route.verify.is_some());
    rules.map(|route| Route { team: String::new(), ..route.clone() }).collect()
}

fn endpoint(settings: &Settings) -> String {
    let endpoint = settings.tickets.endpoint.trim();
    if endpoint.ends_with('/') { endpoint.to_owned() } else { format!("{endpoint}/") }
}
