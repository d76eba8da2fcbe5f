// A take: keeps the clock running and what is open open while the page changes from state to state.

import { beginPlayer } from './player.js';
import { offerRetry } from './retry.js';
import { beginRubric } from './rubric.js';
import { heedNoSecondPress } from './second-press.js';
import { beginSound, listen, sendFile, toggleSound, wasRefused } from './take-sound.js';
import { draw, elapsedMs, setClock } from './telling-clock.js';

const TICK_MS = 100;
const take = () => document.getElementById('take');
const byId = (id) => document.getElementById(id);
const section = () => Number(take().dataset.section);

const shown = new Map(); // what was opened or closed stays so from section to section
let pressedAt = null; // the instant a section ended, or the first one began
let unsent = null;

/** The page as it came: the server's figures are true for the instant its first byte came. */
function open() {
  beginSound();
  const [navigation] = performance.getEntriesByType('navigation');
  settle(navigation?.responseStart || performance.now());
}

/** Another state in place of the last. A section begins when it was pressed for, unless the server says that it began otherwise. */
function change(isRefused) {
  const isPressedFor = !isRefused && pressedAt !== null && take().dataset.state === 'telling' && section() === unsent.begins;
  if (isPressedFor) take().dataset.elapsed = 0;
  history.replaceState(null, '', location.pathname);
  window.scrollTo(0, 0);
  settle(isPressedFor ? pressedAt : performance.now());
}

function settle(at) {
  unsent = null;
  pressedAt = null;
  heedNoSecondPress(take());
  if (wasRefused()) show('typing', true);
  for (const [id, isShown] of shown) show(id, isShown);
  setClock(take(), at);
  draw(take());
  restoreText();
  beginRubric();
  beginPlayer();
  listen();
  const typed = byId('typed');
  const isTyping = typed && !typed.closest('[hidden]') && !wasRefused();
  (isTyping ? typed : byId('now')).focus({ preventScroll: true });
}

// What is shown

function show(id, isShown) {
  if (!byId(id)) return;
  byId(id).hidden = !isShown;
  const opener = document.querySelector(`[data-shows="${id}"]`);
  opener?.setAttribute('aria-expanded', String(isShown));
  if (opener && 'once' in opener.dataset) opener.hidden = isShown;
}

function toggle(opener) {
  const id = opener.dataset.shows;
  const isShown = byId(id).hidden;
  if (!('once' in opener.dataset)) shown.set(id, isShown);
  show(id, isShown);
  if (id === 'typing' && isShown) byId('typed').focus();
}

// What is typed, kept by the browser until the section is told

const draft = () => `take ${take().dataset.take} ${section()}`;

function restoreText() {
  if (byId('typed')) byId('typed').value = sessionStorage.getItem(draft()) ?? '';
}

// Events

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.id === 'sound-form') {
    event.preventDefault();
    sendFile(form.elements.sound.files[0]);
  }
  if (!form.hasAttribute('hx-post')) return;
  if (form.id === 'choose') pressedAt = performance.now(); // nobody tells anything before it is saved
  if (form.id === 'advance') pressedAt ??= performance.now();
  unsent = { form, submitter: event.submitter, begins: { choose: 0, advance: section() + 1 }[form.id] };
});

document.addEventListener('formdata', (event) => {
  if (event.target.id === 'advance') event.formData.set('ms', elapsedMs(pressedAt ?? undefined));
});

document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-shows]');
  if (opener) {
    event.preventDefault();
    toggle(opener);
  }
  if (event.target.closest('#record')) toggleSound();
});

document.addEventListener('input', (event) => {
  if (event.target.id === 'typed') sessionStorage.setItem(draft(), event.target.value);
});

document.addEventListener('keydown', (event) => {
  if (event.target.id !== 'typed' || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
    event.preventDefault();
    if (!event.repeat) document.querySelector('.drill-on').click();
  } else if (event.key === 'Escape') {
    event.preventDefault();
    byId('now').focus();
  }
});

document.addEventListener('htmx:error', () => offerRetry(unsent));
document.addEventListener('htmx:after:swap', (event) => {
  const { status } = event.detail.ctx.response;
  if (status < 500) change(status >= 400);
  else offerRetry(unsent, byId('failure').textContent.trim());
});

setInterval(() => draw(take(), pressedAt ?? undefined), TICK_MS);
open();
