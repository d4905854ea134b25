// Runs inside the page, before anything else does. Takes the time between a key and the frame that shows its answer, and
// between the start of a visit and its first answer. Only what stands in the page counts.

/* global document, InputEvent, MessageChannel, MutationObserver, requestAnimationFrame */

globalThis.stopwatch = (() => {
  const BOX = 'search-box';

  /** When the frame that shows the page as it is now has been painted. */
  function paint() {
    return new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });
  }

  /** Looks at the page after each change until `look` finds something. */
  function when(look) {
    return new Promise((resolve) => {
      const observer = new MutationObserver(check);
      function check() {
        const found = look();
        if (!found) return;
        observer.disconnect();
        resolve(found);
      }
      observer.observe(document, { subtree: true, childList: true, attributes: true });
      check();
    });
  }

  /** The words that the list on the page of results answers: the ways on below it carry them to the ticket form. */
  function answeredWords() {
    if (document.querySelector('.results-page .results-note')) return null;
    const way = document.querySelector('.results-page .help-panel a[href*="summary="]');
    return way && new URL(way.href).searchParams.get('summary');
  }

  /** Types all at once, as soon as there is a box, and presses a key again when the portal has come to life. */
  async function typeEarly(words) {
    const box = await when(() => document.getElementById(BOX));
    const press = () => box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    addEventListener('TrunkApplicationStarted', press);
    box.focus();
    box.value = words;
    press();
  }

  /** Milliseconds from the start of the visit until something is on the screen. */
  function sinceStart(look) {
    return when(look).then(paint);
  }

  /** The newest words in the box, and how long their answer took. */
  let typed = null;
  addEventListener('input', ({ target, timeStamp }) => {
    if (target.id !== BOX) return;
    const now = { words: target.value.trim() };
    typed = now;
    // Newer words end the watch: what looks at every change costs time.
    now.took = when(() => typed !== now || answeredWords() === now.words).then(paint).then((at) => at - timeStamp);
  }, { capture: true });

  return {
    /** Milliseconds from the key that completed these words until their answer was painted. */
    sinceKey(words) {
      if (typed?.words !== words) throw new Error(`the box holds "${typed?.words}", not "${words}"`);
      return typed.took;
    },
    /** As soon as there is a box, types into it; gives when the first answer is painted. */
    async firstAnswer({ words, answer }) {
      await typeEarly(words);
      return sinceStart(() => document.querySelector(answer)?.checkVisibility());
    },
    /** When the answer to the words in the address, from the full index, is painted. */
    fullAnswer: (words) => sinceStart(() => answeredWords() === words),
  };
})();
