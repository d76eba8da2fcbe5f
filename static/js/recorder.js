// The microphone, and what it heard of a telling. A telling that was interrupted has several parts, each from its own time on.

import { keep, keptOf } from './sound-store.js';

const SLICE_MS = 1000; // so much is lost at most when the page is left
const KINDS = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];
const REFUSED = {
  NotAllowedError: 'The microphone was refused. Tell it without a recording, or type. To record, allow the microphone for this page in the browser, then press Record.',
  NotFoundError: 'There is no microphone here. Tell it without a recording, or type.',
};
const UNUSABLE = 'The microphone cannot be used; another program may have it. Tell it without a recording, or type.';

let stream = null;
let running = null;

export const isRecording = () => running !== null;

/** Ask for the microphone, so that it is there when the clock starts. Rejects with a sentence. */
export async function openMicrophone() {
  if (stream?.active) return;
  if (!window.MediaRecorder || !navigator.mediaDevices) throw new Error(REFUSED.NotFoundError);
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    throw new Error(REFUSED[error.name] ?? UNUSABLE);
  }
}

/** Record from here on. at: milliseconds of the telling. Nothing happens without a microphone. */
export function record(take, at) {
  if (running || !stream?.active) return;
  const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  let chunk = 0;
  running = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 48000 });
  running.ondataavailable = ({ data }) => { if (data.size) keep(take, Math.round(at), chunk++, data); };
  running.start(SLICE_MS);
}

export const rest = () => { if (running?.state === 'recording') running.pause(); };
export const goOn = () => { if (running?.state === 'paused') running.resume(); };

/** End the part that is being recorded; all of it is kept when this resolves. */
export async function stop() {
  if (!running) return;
  const ended = running;
  running = null;
  await new Promise((resolve) => {
    ended.onstop = resolve;
    ended.stop();
  });
}

/** Let go of the microphone. */
export function closeMicrophone() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
}

/** What was recorded of a take, also before a reload: [{ at, blob }] in order. */
export async function recorded(take) {
  const parts = Map.groupBy(await keptOf(take), ({ at }) => at);
  return [...parts].map(([at, chunks]) => ({ at, blob: new Blob(chunks.map(({ data }) => data), { type: chunks[0].data.type.split(';')[0] }) }));
}
