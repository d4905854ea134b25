//! What the publisher writes for guides, forms and tickets, as people and search engines get it.

use content::{Channel, ChannelKind, Condition, Element, ElementKind, Form, Tick, Verify};
use leptos::prelude::*;

use crate::address::Address;
use crate::app::provide_site;
use crate::journey::{CatalogueView, FormPageView, GuidePageView, MyTicketsView, TrackView, guide, provide_outbox};
use crate::page::{FormCard, FormPage, Html, Site, Support};

pub(super) fn site() -> Site {
    Site {
        base: "/help/".into(),
        name: "Northwind IT Help".into(),
        language: "en".into(),
        reachable: true,
        support: Support {
            contact: vec![Channel {
                kind: ChannelKind::Phone,
                label: "Call the service desk".into(),
                value: "+44 20 7946 0123".into(),
                hours: None,
            }],
            endpoint: "/".into(),
            ..Support::default()
        },
        forms: vec![FormCard {
            id: "incident".into(),
            name: "Report a problem".into(),
            description: "Something broke.".into(),
            self_service: Some(content::SelfService { href: "guides/restart/".into(), title: "Restart it".into() }),
        }],
        main_form: Some("incident".into()),
        ..Site::default()
    }
}

/// The HTML of a view, one tag a line, without the marks that only hydration reads.
pub(super) fn drawn<V: IntoView + 'static>(site: Site, view: impl FnOnce() -> V + Send + 'static) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| {
        provide_site(site, Address::default());
        provide_outbox("/");
        view().into_view().to_html()
    });
    owner.unset_with_forced_cleanup();
    html.replace("<!>", "").replace("><", ">\n<")
}

fn form() -> FormPage {
    let element = |id: &str, label: &str, required, kind| Element {
        label: label.into(),
        required,
        ..Element::new(id.into(), kind)
    };
    let mut printer = element(
        "printer",
        "Name of the printer",
        true,
        ElementKind::Input { placeholder: String::new(), value: String::new() },
    );
    printer.visible_if = Some(Condition { field: "device".into(), values: vec!["Printer".into()] });
    printer.description = "It is on a label.".into();
    let form = Form {
        path: String::new(),
        id: "incident".into(),
        name: "Report a problem".into(),
        description: "Tell us what happens.".into(),
        category: None,
        priority: None,
        verify: None,
        self_service: None,
        quiet: false,
        body: vec![
            element("intro", "", false, ElementKind::Markdown { value: String::new() }),
            element(
                "email",
                "Your work email",
                true,
                ElementKind::Input { placeholder: "sam@northwind.example".into(), value: String::new() },
            ),
            element(
                "device",
                "Which device?",
                false,
                ElementKind::Dropdown {
                    options: vec!["Printer".into(), "Mac".into()],
                    multiple: false,
                    default: Some(1),
                },
            ),
            printer,
            element(
                "details",
                "What happens?",
                false,
                ElementKind::Textarea { placeholder: String::new(), value: "Since <today>".into(), render: None },
            ),
            element(
                "sure",
                "Before you send",
                true,
                ElementKind::Checkboxes { options: vec![Tick { label: "I wrote no password".into(), required: true }] },
            ),
            element("proof", "Screenshots", false, ElementKind::Upload),
        ],
    };
    FormPage { form, words: vec![Html { html: "<p>Call us if it is <strong>urgent</strong>.</p>".into() }] }
}

#[test]
fn a_guide_is_one_page_whose_links_work_by_themselves() {
    insta::assert_snapshot!(drawn(
        site(),
        || view! { <GuidePageView page=guide::sample() title="VPN won't connect".to_owned()/> }
    ));
}

#[test]
fn a_form_has_labels_hints_and_nothing_that_sends_without_the_program() {
    insta::assert_snapshot!(drawn(
        site(),
        || view! { <FormPageView page=form() title="Report a problem".to_owned()/> }
    ));
}

#[test]
fn a_form_tells_before_sending_that_its_readers_are_called_back() {
    let page = |verify| {
        let mut page = form();
        page.form.verify = verify;
        drawn(site(), || view! { <FormPageView page title="Report a problem".to_owned()/> })
    };
    let html = page(Some(Verify::Callback));
    let before = html.split("Send ticket").next().unwrap_or_default();
    assert!(before.contains("we call you back on the number we have on file"), "{html}");
    assert!(before.contains("Never give a password or code"), "{html}");
    assert!(!page(None).contains("call you back"));
}

#[test]
fn what_a_guide_demands_goes_along_in_the_address_of_the_form() {
    let page = |verify| {
        let mut page = guide::sample();
        page.steps.iter_mut().flat_map(|view| &mut view.step.choices).for_each(|choice| choice.verify = verify);
        drawn(site(), || view! { <GuidePageView page title="VPN".to_owned()/> })
    };
    let html = page(Some(Verify::Callback));
    assert!(
        html.contains(
            "/help/ticket/incident/?summary=VPN%20won%27t%20connect&amp;_from=guides/vpn/&amp;_verify=callback"
        ),
        "{html}"
    );
    assert!(!page(None).contains("_verify"));
}

#[test]
fn the_form_of_a_notice_says_what_is_known_and_asks_for_an_address() {
    let mut form = Form::following("slow", "Mail is slow");
    form.body.insert(0, Element::new("known".into(), ElementKind::Markdown { value: String::new() }));
    let page = FormPage { form, words: vec![Html { html: "<p>We know.</p>".into() }] };
    let html = drawn(site(), || view! { <FormPageView page title="Mail is slow".to_owned()/> });
    assert!(html.contains("<p>We know.</p>") && html.contains("id=\"field-email\""), "{html}");
    assert!(html.contains("Tell me about it") && !html.contains("Send ticket"), "{html}");
}

#[test]
fn the_catalogue_shows_every_form() {
    insta::assert_snapshot!(drawn(site(), || view! { <CatalogueView title="Raise a ticket".to_owned()/> }));
}

#[test]
fn a_portal_without_forms_names_its_people() {
    let site = Site { forms: Vec::new(), main_form: None, ..site() };
    let html = drawn(site, || view! { <CatalogueView title="Raise a ticket".to_owned()/> });
    assert!(html.contains("tel:+442079460123"), "{html}");
}

#[test]
fn pages_that_only_the_device_can_fill_say_so() {
    insta::assert_snapshot!(drawn(site(), || view! {
        <TrackView title="Your ticket".to_owned()/>
        <MyTicketsView title="My tickets".to_owned()/>
    }));
}
