// The recording of a take: wanted or not, heard while it is told, and handed to the server while one goes on to score.

import { pausesOf, samplesOf, wholeOf } from './delivery.js';
import { claim, isOurs } from './one-tab.js';
import * as recorder from './recorder.js';
import { drop, dropOld } from './sound-store.js';
import { elapsedMs } from './telling-clock.js';

const take = () => document.getElementById('take');
const takeId = () => take().dataset.take;
const state = () => take().dataset.state;
const isResting = () => 'resting' in take().dataset;

let wantsSound = false;
let said = '';
let isSaving = false;
let isRefused = false;

export const wasRefused = () => isRefused;

export function beginSound() {
  wantsSound = take().dataset.how === 'record';
  dropOld(takeId());
}

/** Have the microphone as the state of the take wants it, and say so. */
export async function listen() {
  tell(said);
  if (!['choosing', 'telling'].includes(state())) return save();
  if (!wantsSound) return undefined;
  try {
    await claim(takeId());
    await recorder.openMicrophone();
  } catch (error) {
    return refuse(error);
  }
  isRefused = false;
  if (state() === 'choosing') return tell('The microphone is ready.');
  if (!wantsSound || state() !== 'telling') return undefined;
  recorder.record(takeId(), Number(take().dataset.before) + elapsedMs());
  recorder[isResting() ? 'rest' : 'goOn']();
  return tell(isResting() ? 'The recording rests.' : 'Recording.');
}

export async function toggleSound() {
  wantsSound = !wantsSound;
  document.getElementById('microphone').hidden = true;
  if (wantsSound) return listen();
  await recorder.stop();
  recorder.closeMicrophone();
  return tell(state() === 'telling' ? 'Not recording.' : '');
}

/** A file in place of what the microphone heard, measured in the same way. */
export async function sendFile(file) {
  tell('Measuring and saving…');
  try {
    await send(file, await samplesOf(file).then(pausesOf, () => null));
    said = 'The recording is saved.';
    refresh();
  } catch (error) {
    tell(`Not saved: ${error.message}`, true);
  }
}

/** What fails is kept, and tried again at the next step, or by a key. */
async function save() {
  await recorder.stop();
  recorder.closeMicrophone();
  const parts = await recorder.recorded(takeId());
  if (!parts.length || state() === 'left') return;
  if (!await isOurs(takeId())) return tell('Another tab has the recording of this take, and saves it.');
  if (isSaving) return;
  isSaving = true;
  tell('Saving the recording…');
  try {
    const { blob, pauses } = await wholeOf(parts).catch(() => ({ blob: parts[0].blob, pauses: null }));
    await send(blob, pauses);
    await drop(takeId());
    tell('The recording is saved.');
  } catch (error) {
    offerAgain(error.message);
  } finally {
    isSaving = false;
  }
  if (state() === 'scored' && !document.getElementById('audio')) refresh();
}

/** Rejects with a sentence. */
async function send(blob, pauses) {
  const { mostBytes, tooLarge } = take().dataset;
  if (blob.size > Number(mostBytes)) throw new Error(tooLarge);
  const form = new FormData();
  form.set('sound', blob, 'take');
  if (pauses) form.set('pauses', JSON.stringify(pauses));
  const answer = await fetch(`/takes/${takeId()}/sound`, { method: 'POST', body: form, headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (!answer) throw new Error('the server does not answer.');
  if (!answer.ok) throw new Error(new DOMParser().parseFromString(await answer.text(), 'text/html').body.textContent.trim());
}

const refresh = () => htmx.ajax('GET', location.pathname, { target: '#take', swap: 'outerHTML' });

// What is said of it

function tell(text, isFailure = false) {
  said = text;
  const line = document.getElementById('recording');
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
  const notice = document.getElementById('microphone');
  notice.textContent = error.message;
  notice.hidden = false;
  document.getElementById('typing')?.removeAttribute('hidden');
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
