// The review: shows the answer without asking the server, measures how long it took, keeps the focus where the eye is.

const clock = { shownAt: 0, awayMs: 0, leftAt: null };
let unsent = null;

const find = (selector) => document.querySelector(`#desk ${selector}`);

/** A card has just been shown. */
function begin() {
  Object.assign(clock, { shownAt: performance.now(), awayMs: 0, leftAt: document.hidden ? performance.now() : null });
  unsent = null;
  letKeysScroll();
  (find('#answer:not([hidden]) #back') ?? find('#front'))?.focus({ preventScroll: true });
}

/** Another card in place of the last: its address too, so that a reload shows it again. */
function beginNext() {
  history.replaceState(null, '', document.getElementById('desk').dataset.here);
  window.scrollTo(0, 0);
  begin();
}

/** Milliseconds the card was looked at; the time in another tab is not counted. */
function tookMs() {
  const now = performance.now();
  return Math.round(now - clock.shownAt - clock.awayMs - (clock.leftAt === null ? 0 : now - clock.leftAt));
}

function reveal() {
  find('#answer').hidden = false;
  find('#ask').hidden = true;
  find('#ratings').hidden = false;
  const back = find('#back');
  letKeysScroll();
  back.focus({ preventScroll: true });
  back.scrollIntoView({ block: 'nearest' });
}

/** Nothing was saved: say so, and keep what was pressed. It carries the same review_id, so it cannot count twice. */
function offerRetry() {
  const failure = find('#failure');
  const offer = find('#retry').content.cloneNode(true);
  const said = failure.textContent.trim();
  if (said) offer.querySelector('span').textContent = said;
  failure.replaceChildren(offer);
  failure.querySelector('button').addEventListener('click', () => unsent.form.requestSubmit(unsent.submitter));
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) clock.leftAt = performance.now();
  else if (clock.leftAt !== null) {
    clock.awayMs += performance.now() - clock.leftAt;
    clock.leftAt = null;
  }
});

document.addEventListener('click', (event) => {
  if (!event.target.closest('[data-reveal]')) return;
  event.preventDefault();
  reveal();
});

document.addEventListener('submit', (event) => {
  unsent = { form: event.target, submitter: event.submitter };
});

document.addEventListener('formdata', (event) => {
  if (event.formData.has('took_ms')) event.formData.set('took_ms', tookMs());
});

document.addEventListener('htmx:error', offerRetry);
document.addEventListener('htmx:after:swap', (event) => (event.detail.ctx.response.status >= 500 ? offerRetry() : beginNext()));
document.addEventListener('DOMContentLoaded', begin);
