// Runs before the first paint: the reader's theme, and the fact that scripts run. Everything else waits.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  // A guide with answers in its address must not show its first question while the program is on its way.
  if (/[?&](a|from)=/.test(location.search)) root.classList.add("resumes");
  // Where the program of a guide or form does not come, the page says so instead of waiting for ever.
  addEventListener("error", ({ target }) => {
    if (!(target instanceof HTMLScriptElement)) return;
    if (target.dataset.program === "journeys") root.classList.add("journeys-lost");
    // Without what answers first, the portal's program begins at once.
    if (target.dataset.program === "early") document.head.append(document.querySelector("template[data-portal]").content);
  }, true);
  try {
    const theme = localStorage.getItem("tz:theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's setting holds then.
  }
})();
