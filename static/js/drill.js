// A take: keeps the clock and the microphone while the page changes, shows what is hidden, saves the recording beside the scoring.

import { pausesOf, samplesOf, wholeOf } from './delivery.js';
import { beginPlayer } from './player.js';
import * as recorder from './recorder.js';
import { beginRubric } from './rubric.js';
import { draw, elapsedMs, setClock, toldMs } from './telling-clock.js';

const TICK_MS = 100;
const take = () => document.getElementById('take');
const find = (selector) => take().querySelector(selector);
const takeId = () => take().dataset.take;
const state = () => take().dataset.state;

const shown = new Map(); // what was opened or closed stays so from section to section
let pressedAt = null; // the instant a section ended
let unsent = null;
let wantsSound = false;
let said = ''; // of the recording
let isSaving = false;
let isRefused = false; // the microphone

/** The page as it came: the server's figures are true for the instant its first byte came. */
function open() {
  wantsSound = take().dataset.how === 'record';
  const [navigation] = performance.getEntriesByType('navigation');
  settle(navigation?.responseStart || performance.now());
}

/** Another state in place of the last. A section that follows begins when the one before it ended. */
function change(before) {
  const follows = pressedAt !== null && state() === 'telling' && Number(take().dataset.section) === before + 1;
  if (follows) take().dataset.elapsed = 0;
  history.replaceState(null, '', location.pathname);
  window.scrollTo(0, 0);
  settle(follows ? pressedAt : performance.now());
}

function settle(at) {
  unsent = null;
  pressedAt = null;
  if (isRefused) show('typing', true);
  for (const [id, isShown] of shown) show(id, isShown);
  setClock(take(), at);
  draw(take());
  restoreText();
  beginRubric();
  beginPlayer();
  tell(said);
  listen();
  const typed = document.getElementById('typed');
  (typed && !typed.closest('[hidden]') && !isRefused ? typed : document.getElementById('now')).focus({ preventScroll: true });
}

// What is shown

function show(id, isShown) {
  const place = document.getElementById(id);
  if (!place) return;
  place.hidden = !isShown;
  const opener = find(`[data-shows="${id}"]`);
  opener?.setAttribute('aria-expanded', String(isShown));
  if (opener && 'once' in opener.dataset) opener.hidden = isShown;
}

function toggle(opener) {
  const id = opener.dataset.shows;
  const isShown = document.getElementById(id).hidden;
  if (!('once' in opener.dataset)) shown.set(id, isShown);
  show(id, isShown);
  if (id === 'typing' && isShown) document.getElementById('typed').focus();
}

// What is typed, kept by the browser until the section is told

const draftOf = () => `take ${takeId()} ${take().dataset.section}`;

function restoreText() {
  const typed = document.getElementById('typed');
  if (typed) typed.value = sessionStorage.getItem(draftOf()) ?? '';
}

// The recording

function tell(text, isFailure = false) {
  said = text;
  const line = document.getElementById('recording');
  if (!line) return;
  line.textContent = text;
  line.classList.toggle('is-bad', isFailure);
  const button = document.getElementById('record');
  button?.setAttribute('aria-pressed', String(wantsSound));
  button?.classList.toggle('is-running', recorder.isRecording());
}

function refuse(error) {
  wantsSound = false;
  isRefused = true;
  tell('Not recorded: tell it all the same, or type.');
  show('typing', true);
  const notice = document.getElementById('microphone');
  if (!notice) return;
  notice.textContent = error.message;
  notice.hidden = false;
}

/** The microphone as the state wants it. */
async function listen() {
  if (!['choosing', 'telling'].includes(state())) return save();
  if (!wantsSound) return tell(isRefused ? said : '');
  try {
    await recorder.openMicrophone();
    isRefused = false;
  } catch (error) {
    return refuse(error);
  }
  if (state() === 'choosing') return tell('The microphone is ready.');
  if (!wantsSound) return undefined;
  recorder.record(takeId(), toldMs(take()) + elapsedMs());
  recorder['resting' in take().dataset ? 'rest' : 'goOn']();
  return tell('resting' in take().dataset ? 'The recording rests.' : 'Recording.');
}

async function toggleSound() {
  wantsSound = !wantsSound;
  document.getElementById('microphone').hidden = true;
  if (wantsSound) return listen();
  await recorder.stop();
  recorder.closeMicrophone();
  return tell(state() === 'telling' ? 'Not recording.' : '');
}

/** Hand what was recorded to the server, while one goes on. What fails is kept for another try. */
async function save() {
  await recorder.stop();
  recorder.closeMicrophone();
  const parts = await recorder.recorded(takeId());
  if (!parts.length || isSaving || state() === 'left') return;
  isSaving = true;
  tell('Saving the recording…');
  try {
    const { blob, pauses } = await wholeOf(parts).catch(() => ({ blob: parts[0].blob, pauses: null }));
    await send(blob, pauses);
    await recorder.forget(takeId());
    tell('The recording is saved.');
  } catch (error) {
    offerAgain(error.message);
  } finally {
    isSaving = false;
  }
  if (state() === 'scored' && !find('#audio')) refresh();
}

function offerAgain(message) {
  tell(`The recording is not saved: ${message} It is kept in this browser. `, true);
  const again = document.createElement('button');
  again.type = 'button';
  again.className = 'quiet';
  again.dataset.key = 'r';
  again.textContent = 'Try again';
  again.addEventListener('click', save);
  document.getElementById('recording').append(again);
}

/** Rejects with a sentence. */
async function send(blob, pauses) {
  const most = Number(take().dataset.mostBytes);
  if (blob.size > most) throw new Error(`a recording holds at most ${most / 2 ** 20} MB. Choose a shorter one, or one as WebM or Ogg.`);
  const form = new FormData();
  form.set('sound', blob, 'take');
  if (pauses) form.set('pauses', JSON.stringify(pauses));
  const answer = await fetch(`/takes/${takeId()}/sound`, { method: 'POST', body: form, headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (!answer) throw new Error('the server does not answer.');
  if (!answer.ok) throw new Error(new DOMParser().parseFromString(await answer.text(), 'text/html').body.textContent.trim());
}

const refresh = () => htmx.ajax('GET', location.pathname, { target: '#take', swap: 'outerHTML' });

/** A file in place of what the microphone heard: measured in the same way. */
async function sendFile(file) {
  tell('Measuring and saving…');
  try {
    const pauses = await samplesOf(file).then(pausesOf, () => null);
    await send(file, pauses);
    said = 'The recording is saved.';
    refresh();
  } catch (error) {
    tell(`Not saved: ${error.message}`, true);
  }
}

// Events

/** Nothing was saved: say so, and keep what was pressed, with the time it was pressed at. */
function offerRetry() {
  if (!unsent) return;
  const failure = document.getElementById('failure');
  const offer = document.getElementById('retry').content.cloneNode(true);
  const text = failure.textContent.trim();
  if (text) offer.querySelector('span').textContent = text;
  failure.replaceChildren(offer);
  failure.querySelector('button').addEventListener('click', () => unsent.form.requestSubmit(unsent.submitter));
}

document.addEventListener('submit', (event) => {
  if (event.target.id === 'sound-form') {
    event.preventDefault();
    sendFile(event.target.elements.sound.files[0]);
  }
  if (event.submitter?.dataset.leaves !== undefined) recorder.forget(takeId());
  if (!event.target.hasAttribute('hx-post')) return;
  if (event.target.id === 'advance') pressedAt ??= performance.now();
  unsent = { form: event.target, submitter: event.submitter, section: Number(take().dataset.section) };
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
  if (event.target.id === 'typed') sessionStorage.setItem(draftOf(), event.target.value);
});

document.addEventListener('keydown', (event) => {
  if (event.target.id !== 'typed' || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
    event.preventDefault();
    if (!event.repeat) find('.drill-on')?.click();
  } else if (event.key === 'Escape') {
    event.preventDefault();
    document.getElementById('now').focus();
  }
});

document.addEventListener('htmx:error', offerRetry);
document.addEventListener('htmx:after:swap', (event) => {
  if (event.detail.ctx.response.status >= 500) offerRetry();
  else change(unsent?.section);
});

setInterval(() => draw(take(), pressedAt ?? undefined), TICK_MS);
open();
