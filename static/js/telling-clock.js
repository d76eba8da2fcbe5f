// The clock of a section: the server says how far it is, and monotonic time goes on from there.

let zero = 0; // the instant at which the section would have begun had it never rested
let restingMs = null;

export const written = (ms) => `${Math.floor(ms / 60000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;

/** Set it by the page. at: the instant the page's figure is true for. */
export function setClock(take, at) {
  const elapsed = Number(take.dataset.elapsed);
  zero = at - elapsed;
  restingMs = 'resting' in take.dataset ? elapsed : null;
}

/** Milliseconds of the section. */
export const elapsedMs = (at = performance.now()) => Math.max(0, Math.round(restingMs ?? at - zero));

/** Write the time where it stands, and say how the section is doing. */
export function draw(take, at) {
  const running = document.getElementById('running');
  if (!running) return;
  const ms = elapsedMs(at);
  const inAllMs = Number(take.dataset.before) + ms;
  const { least, most, whole } = running.dataset;
  say('clock', written(ms));
  say('whole', written(inAllMs));
  document.getElementById('clock-bar').value = Math.min(ms, most);
  running.dataset.cue = ms >= most ? 'over' : ms >= least ? 'enough' : 'early';
  running.toggleAttribute('data-is-long', inAllMs >= whole);
}

function say(id, text) {
  const place = document.getElementById(id);
  if (place.textContent !== text) place.textContent = text;
}
