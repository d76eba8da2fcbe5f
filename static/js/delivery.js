// How a take was delivered, as far as sound tells: its silences. The same recording gives the same numbers.

const RATE = 16000;
const FRAME_MS = 20;
const QUIETEST_DB = -80;
const NOTHING_HEARD_DB = -60;
const LEAST_RANGE_DB = 10;
const THRESHOLD = 0.35; // of the way from what is quiet in this recording to what is loud
const CLICK_MS = 100; // a sound this short is no word
const SHORTEST_MS = 500;

/** The sound of a file as numbers from -1 to 1, one channel, RATE a second. Rejects what cannot be played. */
export async function samplesOf(blob) {
  const buffer = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await blob.arrayBuffer());
  const mixed = buffer.getChannelData(0).slice();
  for (let channel = 1; channel < buffer.numberOfChannels; channel++) {
    buffer.getChannelData(channel).forEach((value, place) => { mixed[place] += value; });
  }
  return mixed.map((value) => value / buffer.numberOfChannels);
}

/** Its silences as [start, length] in milliseconds; null where nothing is heard at all. */
export function pausesOf(samples) {
  const levels = levelsOf(samples);
  const sorted = [...levels].sort((one, other) => one - other);
  const quiet = sorted[Math.floor(sorted.length * 0.1)];
  const loud = sorted[Math.floor(sorted.length * 0.95)];
  if (!sorted.length || loud < NOTHING_HEARD_DB) return null;
  if (loud - quiet < LEAST_RANGE_DB) return [];
  return silences(levels.map((level) => level < quiet + THRESHOLD * (loud - quiet)));
}

/** Decibels of each frame, 0 for full scale. */
function levelsOf(samples) {
  const size = (RATE * FRAME_MS) / 1000;
  const levels = [];
  for (let start = 0; start + size <= samples.length; start += size) {
    let power = 0;
    for (let place = start; place < start + size; place++) power += samples[place] ** 2;
    levels.push(Math.max(10 * Math.log10(power / size), QUIETEST_DB));
  }
  return levels;
}

/** Runs of quiet frames, long enough to notice; a click between two of them is part of the silence. */
function silences(isQuiet) {
  const runs = [];
  isQuiet.forEach((quiet, frame) => {
    if (!quiet) return;
    const last = runs.at(-1);
    if (last && (frame - last.end) * FRAME_MS <= CLICK_MS) last.end = frame + 1;
    else runs.push({ start: frame, end: frame + 1 });
  });
  const found = runs.map(({ start, end }) => [start * FRAME_MS, (end - start) * FRAME_MS]);
  return found.filter(([, ms]) => ms >= SHORTEST_MS);
}

/** A recording in one piece, each part at its own time, and its silences: { blob, pauses }. A part that cannot be played is left out. */
export async function wholeOf(parts) {
  const all = await Promise.all(parts.map(async ({ at, blob }) => ({ at, samples: await samplesOf(blob).catch(() => null) })));
  const heard = all.filter(({ samples }) => samples);
  const pauses = heard.map(({ at, samples }) => pausesOf(samples)?.map(([start, ms]) => [start + at, ms]));
  const isOne = parts.length === 1 && parts[0].at < SHORTEST_MS;
  return { blob: isOne ? parts[0].blob : waveOf(heard), pauses: pauses.some(Boolean) ? inOrder(pauses.flatMap((found) => found ?? [])) : null };
}

/** Without those that another reaches into. */
function inOrder(pauses) {
  let end = 0;
  return pauses.filter(([start, ms]) => {
    const isFree = start >= end;
    if (isFree) end = start + ms;
    return isFree;
  });
}

/** A WAV file of parts, with nothing in between. */
function waveOf(heard) {
  const places = heard.map(({ at, samples }) => ({ first: Math.round((at * RATE) / 1000), samples }));
  const length = Math.max(...places.map(({ first, samples }) => first + samples.length));
  const view = new DataView(new ArrayBuffer(44 + 2 * length));
  const text = (offset, letters) => [...letters].forEach((letter, place) => view.setUint8(offset + place, letter.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, 36 + 2 * length, true);
  text(8, 'WAVEfmt ');
  [[16, 16, 4], [20, 1, 2], [22, 1, 2], [24, RATE, 4], [28, 2 * RATE, 4], [32, 2, 2], [34, 16, 2], [40, 2 * length, 4]].forEach(([offset, value, bytes]) => {
    if (bytes === 4) view.setUint32(offset, value, true);
    else view.setUint16(offset, value, true);
  });
  text(36, 'data');
  for (const { first, samples } of places) samples.forEach((value, place) => view.setInt16(44 + 2 * (first + place), Math.max(-1, Math.min(1, value)) * 32767, true));
  return new Blob([view], { type: 'audio/wav' });
}
