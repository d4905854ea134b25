// Runs before the first paint: the reader's theme, and the fact that scripts run. Everything else waits.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  // A guide with answers in its address must not show its first question while the program is on its way.
  if (/[?&](a|from)=/.test(location.search)) root.classList.add("resumes");
  // What was asked stands in the box of the page of results at once, though the program that answers is on its way.
  const asked = new URLSearchParams(location.search).get("q")?.trim();
  if (asked) {
    root.classList.add("asked");
    new MutationObserver((_, observer) => {
      const field = document.querySelector(".results-page .search-input");
      if (!field) return;
      observer.disconnect();
      field.value = asked;
    }).observe(root, { childList: true, subtree: true });
  }
  addEventListener("tz:beginning", () => root.classList.remove("asked"), { once: true });
  // Before the portal's program begins, whatever fails is a part of it that does not come.
  const lost = () => {
    if (!root.classList.contains("asked")) return;
    root.classList.add("search-lost");
    const ticket = document.querySelector(".results-lost a");
    if (ticket) ticket.search = `?summary=${encodeURIComponent(asked)}`;
  };
  addEventListener("unhandledrejection", lost);
  setTimeout(lost, 15_000);
  // Where the program of a guide or form does not come, the page says so instead of waiting for ever.
  addEventListener("error", ({ target }) => {
    if (target === window) lost();
    if (!(target instanceof HTMLScriptElement)) return;
    if (target.dataset.program === "journeys") root.classList.add("journeys-lost");
    // Without what answers first, the portal's program begins at once.
    if (target.dataset.program === "early") document.head.append(document.querySelector("template[data-portal]").content);
    if (!target.dataset.program) lost();
  }, true);
  // A text may hold parts for several systems: the reader sees those for theirs at once.
  const { userAgent, maxTouchPoints } = navigator;
  const system = /Android/.test(userAgent) ? "android"
    : /iPhone|iPad|iPod/.test(userAgent) || /Macintosh/.test(userAgent) && maxTouchPoints > 1 ? "ios"
    : /Macintosh/.test(userAgent) ? "macos"
    : /Windows/.test(userAgent) ? "windows"
    : /Linux|CrOS/.test(userAgent) ? "linux" : "";
  root.dataset.system = system;
  root.dataset.platform = system;
  try {
    root.dataset.platform = localStorage.getItem("tz:platform") ?? system;
    const theme = localStorage.getItem("tz:theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's setting holds then.
  }
})();
