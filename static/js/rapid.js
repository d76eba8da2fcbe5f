// The clock of a question: measured here, by the time the question can be read; when it runs out, nothing was chosen.

const TICK_MS = 100;
const form = document.getElementById('recall');
const place = document.getElementById('time-left');
const limit = Number(place.dataset.seconds) * 1000;
const bar = place.querySelector('progress');
const left = place.querySelector('.tabular');
const shownAt = firstShown();
let isSent = false;

/** When the question was first to be seen, on this page's clock; a reload does not give more time. */
function firstShown() {
  const name = `rapid ${place.dataset.run} ${form.elements.place.value}`;
  const now = performance.timeOrigin + performance.now();
  const at = Number(sessionStorage.getItem(name)) || now;
  sessionStorage.setItem(name, at);
  return performance.now() - Math.max(0, now - at);
}

const tookMs = () => Math.round(performance.now() - shownAt);

function tick() {
  if (isSent) return;
  const remaining = Math.max(0, limit - tookMs());
  bar.value = remaining;
  left.textContent = `${Math.ceil(remaining / 1000)} s`;
  place.classList.toggle('is-short', remaining <= limit * 0.3);
  if (!remaining) form.requestSubmit(document.getElementById('none'));
}

form.addEventListener('formdata', (event) => event.formData.set('latency_ms', tookMs()));
form.addEventListener('submit', (event) => {
  const isMeant = !isSent && tookMs() >= Number(place.dataset.soonest); // a second press comes too soon for this question
  if (isMeant) isSent = true;
  else event.preventDefault();
});
addEventListener('pageshow', (event) => event.persisted && location.reload());

document.getElementById('question').focus({ preventScroll: true });
if (limit) setInterval(tick, TICK_MS);
