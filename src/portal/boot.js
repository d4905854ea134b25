// Runs before the first paint: the reader's theme, and the fact that scripts run. Everything else waits.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  // A guide with answers in its address must not show its first question while the program is on its way.
  if (/[?&](a|from)=/.test(location.search)) root.classList.add("resumes");
  try {
    const theme = localStorage.getItem("tz:theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's setting holds then.
  }
})();
