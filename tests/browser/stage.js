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
    [browser, place.portal] = await Promise.all([launch(), open()]);
  });
  after(async () => {
    await browser?.close();
    await place.portal?.close();
  });
  return place;
}

module.exports = { stage };
