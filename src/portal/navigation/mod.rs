//! From page to page without loading the program again: a link is followed by fetching the next page's own file and
//! putting it in the place of this one. Every address works without us too; we only save the wait.

mod fetch;
mod frame;
mod head;
mod links;
mod place;

use content::route;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::Document;

use self::fetch::{Fetched, fetch, load_whole};
pub(crate) use self::fetch::{parse, site_of};
pub(crate) use self::frame::FrameView;
use self::frame::asks_again;
use self::links::{Clicked, clicked};
use self::place::Places;
use crate::address::{Address, use_address};
use crate::alive::{PAGE, bring_to_life, leave};
use crate::between::{ARRIVED, LEAVING, MOVED, loaded_page, on_go, tell};
use crate::device::has_waiting;
use crate::island::{Island, JourneyIsland, Lives};
use crate::pages::enliven;
use crate::search::use_search;
use crate::shell;
use crate::site::use_site;
use crate::trail;

/// What a site shows for addresses that lead nowhere, below the base.
const NOT_FOUND: &str = "404.html";

/// The address of the page on screen, and how the next one is coming along.
#[derive(Clone, Copy)]
pub(crate) struct Navigation {
    /// Where the reader is. It changes when the page does, or when the same page is shown with another query.
    address: RwSignal<Address>,
    memory: StoredValue<Memory>,
}

/// How the next page is coming along.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Progress {
    /// The page on screen is the one asked for.
    #[default]
    Arrived,
    /// The next page is on its way.
    Coming,
    /// The next page did not come.
    Failed,
}

/// How the reader goes to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Going {
    /// By a link: the address bar still shows the old page.
    On,
    /// Back or forward through the history: the address bar has changed already.
    Back,
}

/// What must be known between two pages.
#[derive(Debug, Default)]
struct Memory {
    /// What all pages of the site share, as it stands in each of them.
    site: String,
    /// The pages seen before.
    seen: Vec<Seen>,
    places: Places,
    /// Counts requests, so that a late page never replaces a newer one.
    request: u32,
    progress: Progress,
    /// Where the reader wanted to go last.
    wanted: Option<(Address, Going)>,
}

/// A page as it came.
#[derive(Debug)]
struct Seen {
    path: String,
    html: String,
}

impl Memory {
    fn keep(&mut self, path: String, html: String) {
        self.seen.retain(|seen| seen.path != path);
        self.seen.push(Seen { path, html });
    }
}

/// The address on screen and the way to others.
pub(crate) fn use_navigation() -> Navigation {
    expect_context::<Navigation>()
}

impl Navigation {
    /// Starts with the page that the browser loaded.
    pub(crate) fn new() -> Self {
        Self { address: use_address(), memory: StoredValue::new(Memory::default()) }
    }

    /// Brings the page that the browser loaded to life and follows its links from now on.
    pub(crate) fn begin(self, site: String) {
        self.memory.update_value(|memory| {
            memory.site = site;
            memory.places = Places::recall();
            memory.keep(self.address.with_untracked(|here| here.path.clone()), loaded_page());
        });
        self.enter();
        let left_at = self.memory.with_value(|memory| memory.places.of(&self.address.with_untracked(Address::page)));
        if left_at > 0 && place::came_back() {
            place::scroll_back_to(left_at);
        }
        let base = use_site().base.clone();
        place::notice_moves();
        on_go(move |href| self.go_to(href));
        let _for_as_long_as_the_page = [
            window_event_listener(ev::click, move |event| {
                if asks_again(&event) {
                    self.again();
                } else if let Some(link) = clicked(&event, &base) {
                    self.click(&event, &link);
                }
            }),
            window_event_listener(ev::popstate, move |_| self.come_back()),
            window_event_listener(ev::hashchange, move |_| self.come_back()),
            window_event_listener(ev::pagehide, move |_| self.keep_places()),
        ];
    }

    /// Goes to a page, given its address below the base and its query (without `?`, may be empty), as following a link
    /// does.
    pub(crate) fn go(self, path: &str, query: &str) {
        self.follow(Address::of(use_site().href(path), query, ""), false);
    }

    /// Goes to an address of this origin, base path included.
    fn go_to(self, href: &str) {
        let (rest, hash) = href.split_once('#').unwrap_or((href, ""));
        let (path, search) = rest.split_once('?').unwrap_or((rest, ""));
        self.follow(Address::of(path.to_owned(), search, hash), false);
    }

    /// Where the reader is now.
    pub(crate) fn address(self) -> Address {
        self.address.get_untracked()
    }

    /// Changes the query of the page on screen, without a new entry in the history.
    pub(crate) fn rewrite(self, query: &str) {
        let address = self.asking(query);
        if let Ok(history) = window().history() {
            // A browser that refuses has an address that lags behind, and nothing worse.
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address.href()));
        }
        self.set_address(address);
    }

    /// Changes the query of the page on screen; going back leads to the old one.
    pub(crate) fn ask(self, query: &str) {
        let address = self.asking(query);
        push(&address);
        self.set_address(address);
    }

    /// The address of the page on screen with another query.
    fn asking(self, query: &str) -> Address {
        Address { search: query.to_owned(), ..self.address.get_untracked() }
    }

    /// A reload starts without our memory: the browser has to know the place on this page, and the visit those on others.
    fn keep_places(self) {
        trail::leave(&document());
        place::scroll_by_ourselves(false);
        let here = self.address.with_untracked(Address::page);
        self.memory.update_value(|memory| {
            memory.places.remember(here);
            memory.places.keep();
        });
    }

    fn click(self, event: &ev::MouseEvent, link: &Clicked) {
        let here = self.address.with_untracked(|here| here.page() == link.to.page());
        if here && link.names_a_part && self.progress() == Progress::Arrived {
            // The browser scrolls there and tells us by `popstate`.
            return;
        }
        event.prevent_default();
        self.follow(link.to.clone(), link.stay);
    }

    fn follow(self, to: Address, stay: bool) {
        if self.address.with_untracked(|here| here.path != to.path) {
            return self.visit(to, Going::On);
        }
        self.arrived();
        if self.address.with_untracked(|here| *here != to) {
            push(&to);
            self.set_address(to);
        }
        if !stay {
            place::scroll_to(0);
        }
    }

    fn come_back(self) {
        let to = Address::shown();
        if self.address.with_untracked(|here| here.path != to.path) {
            return self.visit(to, Going::Back);
        }
        self.arrived();
        if self.address.with_untracked(|here| here.hash != to.hash) {
            place::focus_fragment(&to.hash);
        }
        self.set_address(to);
    }

    /// Asks once more for the page that did not come.
    fn again(self) {
        if let Some((to, going)) = self.memory.with_value(|memory| memory.wanted.clone()) {
            self.visit(to, going);
        }
    }

    fn visit(self, to: Address, going: Going) {
        let here = self.address.with_untracked(Address::page);
        trail::leave(&document());
        place::scroll_by_ourselves(true);
        self.set_progress(Progress::Coming);
        mark_busy(true);
        let known = self.memory.try_update_value(|memory| {
            memory.places.remember(here);
            memory.request += 1;
            memory.wanted = Some((to.clone(), going));
            (
                memory.request,
                memory.seen.iter().find(|seen| seen.path == to.path).map(|seen| seen.html.clone()),
                memory.site.clone(),
            )
        });
        let Some((request, seen, site)) = known else { return };
        let missing = use_site().href(NOT_FOUND);
        leptos::task::spawn_local(async move {
            let seen = seen.and_then(|html| parse(&html).map(|page| (html, page)));
            let fetched = match seen {
                Some((html, page)) => Fetched::Page(html, page),
                None => fetch(&to.path, &missing, &site).await,
            };
            if self.memory.with_value(|memory| memory.request) != request {
                return;
            }
            match fetched {
                Fetched::Page(html, page) => {
                    self.arrive(&to, going, html, &page);
                    self.settle(&to, going).await;
                }
                Fetched::Foreign => load_whole(&to.href()),
                Fetched::Failed => {
                    mark_busy(false);
                    self.set_progress(Progress::Failed);
                }
            }
        });
    }

    /// Puts a page in the place of the one on screen.
    fn arrive(self, to: &Address, going: Going, html: String, page: &Document) {
        leave();
        tell(LEAVING);
        if going == Going::On {
            push(to);
        }
        if !replace_page(page) {
            return load_whole(&to.href());
        }
        document().set_title(&page.title());
        head::replace(page);
        self.memory.update_value(|memory| {
            memory.keep(to.path.clone(), html);
        });
        // A search box starts empty on the page a search led to.
        if to.path != use_site().href(route::SEARCH) {
            use_search().clear();
        }
        self.set_address(to.clone());
        self.set_progress(Progress::Arrived);
        self.enter();
    }

    /// Brings the page on screen to life.
    fn enter(self) {
        bring_to_life::<Island>();
        enliven(&document());
        shell::enliven(&document());
        load_journeys();
        tell(ARRIVED);
    }

    /// Brings the reader to their place on a page that has just come.
    async fn settle(self, to: &Address, going: Going) {
        // What islands show only after they came to life must be there first.
        leptos::task::tick().await;
        leptos::task::tick().await;
        let left_at = self.memory.with_value(|memory| memory.places.of(&to.page()));
        if going == Going::Back {
            place::scroll_back_to(left_at);
        } else {
            place::scroll_to(0);
        }
        if going == Going::Back || !place::focus_fragment(&to.hash) {
            place::focus_heading();
        }
    }

    /// What was on its way is wanted no more.
    fn arrived(self) {
        self.memory.update_value(|memory| memory.request += 1);
        if self.progress() != Progress::Arrived {
            mark_busy(false);
            self.set_progress(Progress::Arrived);
        }
    }

    fn progress(self) -> Progress {
        self.memory.with_value(|memory| memory.progress)
    }

    fn set_progress(self, progress: Progress) {
        self.memory.update_value(|memory| memory.progress = progress);
        frame::show(progress);
    }

    fn set_address(self, address: Address) {
        if self.address.with_untracked(|here| *here != address) {
            self.address.set(address);
            tell(MOVED);
        }
    }
}

fn push(to: &Address) {
    if let Ok(history) = window().history() {
        // A browser that refuses has an address that lags behind, and nothing worse.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&to.href()));
    }
}

/// Puts the page that a document holds in the place of the one on screen; tells whether it could.
fn replace_page(page: &Document) -> bool {
    let (Ok(Some(old)), Ok(Some(new))) = (document().query_selector(PAGE), page.query_selector(PAGE)) else {
        return false;
    };
    document().adopt_node(&new).is_ok() && old.replace_with_with_node_1(&new).is_ok()
}

/// Loads the journeys' program with the first page that needs it, or at once when a ticket waits to be sent. A page of a
/// journey that the browser loaded links it itself.
fn load_journeys() {
    let site = use_site();
    let address = &site.assets.journeys;
    let found = |selector: &str| document().query_selector(selector).is_ok_and(|found| found.is_some());
    let wanted = found(&format!("[{}]", JourneyIsland::MARK)) || has_waiting(&site.base);
    if !wanted || found(&format!("script[src=\"{address}\"]")) {
        return;
    }
    let (Ok(script), Some(head)) = (document().create_element("script"), document().head()) else { return };
    // Attributes of well-known names can always be set, and a head takes a script.
    let _ = script.set_attribute("type", "module");
    let _ = script.set_attribute("data-program", "journeys");
    let _ = script.set_attribute("src", address);
    let _ = head.append_child(&script);
}

/// Tells screen readers that the page on screen is about to go.
fn mark_busy(busy: bool) {
    if let Some(main) = document().get_element_by_id("main") {
        // Attributes of well-known names can always be changed.
        let _ = if busy { main.set_attribute("aria-busy", "true") } else { main.remove_attribute("aria-busy") };
    }
}
