// Reloads the page when its site was built again, and shows what is wrong with the knowledge base. Only pages that
// `tierzero serve` shows link this; it keeps out of the body, which belongs to the portal.
const style = `
  :host { position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483647; max-inline-size: min(40rem, calc(100vw - 2rem)); }
  details { font: 14px/1.45 system-ui, sans-serif; color: #fff; background: #26212e; border-radius: 10px; box-shadow: 0 8px 30px #0006; }
  summary { padding: .75rem 1rem; cursor: pointer; font-weight: 600; }
  summary.error { background: #9b1c1c; border-radius: 10px; }
  ol { margin: 0; padding: .5rem 1rem 1rem 2.2rem; max-block-size: 50vh; overflow: auto; }
  li { margin-block: .5rem; overflow-wrap: anywhere; }
  code { font: 12px ui-monospace, monospace; color: #d7c8ff; display: block; }
  .help { color: #c9f2d0; display: block; }
`;

// The number of the site that this page is from: the server puts it into the one header that a page can read of itself.
const navigation = performance.getEntriesByType("navigation")[0];
let site = Number(navigation?.serverTiming?.find((timing) => timing.name === "site")?.description) || null;
let panel = null;
let taken = null;

function show({ problems, more }) {
  panel?.remove();
  panel = null;
  if (problems.length === 0) return;
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const warnings = problems.length - errors + more;
  const host = document.createElement("aside");
  host.setAttribute("aria-label", "Mistakes in the knowledge base");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  const details = root.appendChild(document.createElement("details"));
  details.open = errors > 0;
  const summary = details.appendChild(document.createElement("summary"));
  summary.className = errors > 0 ? "error" : "warning";
  summary.textContent = errors > 0
    ? `${errors} ${errors === 1 ? "error" : "errors"}: this is the last good site`
    : `${warnings} ${warnings === 1 ? "warning" : "warnings"}`;
  const list = details.appendChild(document.createElement("ol"));
  for (const problem of problems) {
    const item = list.appendChild(document.createElement("li"));
    item.append(`${problem.severity}: ${problem.message}`);
    item.appendChild(document.createElement("code")).textContent = problem.place;
    if (problem.help) {
      const help = item.appendChild(document.createElement("span"));
      help.className = "help";
      help.textContent = problem.help;
    }
  }
  if (more > 0) list.appendChild(document.createElement("li")).textContent = `and ${more} more in the terminal`;
  document.documentElement.append(host);
  panel = host;
}

function take(state) {
  if (JSON.stringify(state) === taken) return;
  taken = JSON.stringify(state);
  if (site !== null && state.site !== site) {
    location.reload();
    return;
  }
  site = state.site;
  show(state);
}

// A browser opens only six connections to one host, and a stream holds one for as long as it is open. So one tab listens
// for all: the one that has the lock. When it goes, the lock passes to another tab, whose stream begins with how the site
// stands then.
const tabs = new BroadcastChannel("tierzero");
const ASK = "how does the site stand?";
let latest = null;

tabs.addEventListener("message", ({ data }) => {
  if (data !== ASK) take(data);
  else if (latest !== null) tabs.postMessage(latest);
});

navigator.locks.request("tierzero", () => new Promise(() => {
  const events = new EventSource("/_tierzero/events");
  events.addEventListener("message", (event) => {
    latest = JSON.parse(event.data);
    tabs.postMessage(latest);
    take(latest);
  });
}));

// A tab that is new, or that the browser had put away, does not wait for the next save.
addEventListener("pageshow", () => tabs.postMessage(ASK));
