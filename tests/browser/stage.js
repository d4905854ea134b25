// Where a journey takes place: one browser and one portal for all journeys of a group.

const { after, before } = require('node:test');
const { launch, visit } = require('./browser');

/** Opens a browser and the portal before the group's journeys and closes both behind them. */
function stage(open) {
  let browser;
  const place = {
    portal: null,
    /** Visits an address of the portal; see `visit`. */
    visit: (address = '', options = {}) => visit(browser, place.portal.url + address, options),
  };
  before(async () => {
    // A browser without a portal has to be closed, too, or the group never ends.
    const opened = await Promise.allSettled([launch(), open()]);
    [browser, place.portal] = opened.map(({ value }) => value);
    for (const { reason } of opened) if (reason) throw reason;
  });
  after(async () => {
    await browser?.close();
    await place.portal?.close();
  });
  return place;
}

module.exports = { stage };
