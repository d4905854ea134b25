// One very large guide: 350 steps, 700 choices, 15 steps deep, with ways that lead back. The same
// every time.

/** How many steps there are on each floor: a tree of two choices each at first, then columns. */
const FLOORS = [1, 2, 4, 8, 16, 32, 32, 32, 32, 32, 32, 32, 32, 32, 31];
/** The floor from which on a step leads to the one below it. */
const COLUMNS = 5;
const LAST = FLOORS.length - 1;
const PERSON = '../forms/incident.yml?summary=Lost+in+the+house';

const title = (floor, room) => `Look at room ${room} on floor ${floor}`;
const link = (floor, room) => `#look-at-room-${room}-on-floor-${floor}`;

/** The two ways on from a room, as text and target. */
function ways(floor, room) {
  if (floor === LAST) return [['That fixed it', '#solved'], ['It still fails', PERSON]];
  if (floor < COLUMNS) return [['It is on the left', link(floor + 1, 2 * room)], ['It is on the right', link(floor + 1, 2 * room + 1)]];
  const on = room < FLOORS[floor + 1] ? link(floor + 1, room) : PERSON;
  return [['It is further down', on], [
    ['Somebody should look', PERSON],
    ['It is next door', link(floor + 1, room - 1)],
    // Nobody comes to these columns but from above, so every way has met what they lead back to.
    ['I have to look again', floor === 9 ? link(0, 0) : link(floor - 2, floor - 2 < COLUMNS ? room >> (COLUMNS - floor + 2) : room)],
  ][room % 3]];
}

/** Its text, and how many steps and choices it has. */
function guide() {
  const steps = FLOORS.flatMap((rooms, floor) => Array.from({ length: rooms }, (_, room) => {
    const choices = ways(floor, room).map(([text, target]) => `- [${text}](${target})\n`);
    return `## ${title(floor, room)}\n\nOpen the door, turn on the light and look at **all four walls**.\n\n${choices.join('')}\n`;
  }));
  const text = `---\ntitle: The house\ncategory: devices\n---\nFind the room.\n\n${steps.join('')}`;
  return { text, steps: steps.length, choices: text.match(/^- \[/gm).length };
}

module.exports = { LAST, guide, title };
