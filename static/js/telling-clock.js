// The clock of a section: the server says how far it is, and monotonic time goes on from there.

let zero = 0; // the instant at which the section would have begun had it never rested
let restingMs = null;

const find = (id) => document.getElementById(id);
const written = (ms) => `${Math.floor(ms / 60000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;

/** Set it by the page. begunAt: the instant the page's figure is true for. */
export function setClock(take, begunAt) {
  const elapsed = Number(take.dataset.elapsed);
  zero = begunAt - elapsed;
  restingMs = 'resting' in take.dataset ? elapsed : null;
}

/** Milliseconds of the section. */
export const elapsedMs = (at = performance.now()) => Math.max(0, Math.round(restingMs ?? at - zero));

/** Milliseconds of the sections before it. */
export function toldMs(take) {
  return Number(take.dataset.before);
}

/** Write the time where it stands, and say how the section is doing. */
export function draw(take, at) {
  const running = find('running');
  if (!running) return;
  const ms = elapsedMs(at);
  const { least, most, whole } = running.dataset;
  const all = toldMs(take) + ms;
  say(find('clock'), written(ms));
  say(find('whole'), written(all));
  find('clock-bar').value = Math.min(ms, most);
  running.dataset.cue = ms >= most ? 'over' : ms >= least ? 'enough' : 'early';
  running.toggleAttribute('data-is-long', all >= whole);
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
