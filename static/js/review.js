// The review: shows the answer without asking the server, measures how long it took, keeps the focus where the eye is.

import { offerRetry } from './retry.js';

const clock = { shownAt: 0, awayMs: 0, leftAt: null };
let unsent = null;

const find = (selector) => document.querySelector(`#desk ${selector}`);

/** A card has just been shown; where the eye goes, the focus goes. */
function begin() {
  Object.assign(clock, { shownAt: performance.now(), awayMs: 0, leftAt: document.hidden ? performance.now() : null });
  settle();
}

function settle() {
  unsent = null;
  letKeysScroll();
  const places = ['#compared', '#answer:not([hidden]) #back', '#typed', '#front'];
  places.map(find).find(Boolean)?.focus({ preventScroll: true });
}

/** Another card in place of the last: its address too, so that a reload shows it again. */
function beginNext() {
  history.replaceState(null, '', document.getElementById('desk').dataset.here);
  window.scrollTo(0, 0);
  begin();
}

/** The answer to the card that is shown; its time goes on. */
function showAnswer() {
  settle();
  find('#back').scrollIntoView({ block: 'nearest' });
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
  comeBackTo(find('[data-reveal]').href);
  showAnswer();
}

/** Pages that lead back to this card lead back to the side that is shown. */
function comeBackTo(address) {
  const { pathname, search } = new URL(address);
  for (const link of document.querySelectorAll('#desk [data-back]')) link.search = new URLSearchParams({ back: pathname + search });
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

document.addEventListener('htmx:error', () => offerRetry(unsent));
document.addEventListener('htmx:after:swap', (event) => {
  if (event.detail.ctx.response.status >= 500) offerRetry(unsent, find('#failure').textContent.trim());
  else if (find('#answer:not([hidden])')) showAnswer();
  else beginNext();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && event.target.id === 'typed') find('#front').focus();
});
document.addEventListener('DOMContentLoaded', begin);
