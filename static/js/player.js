// Listening to a take: to its sections and pauses, and to another take beside it.

let goal = null; // milliseconds at which to go on once the recording is ready

const audio = () => document.getElementById('audio');

/** A recording made in a browser does not say how long it is; going far beyond its end finds out. */
function measure() {
  const sound = audio();
  if (sound.duration !== Infinity) return arrive();
  sound.addEventListener('durationchange', arrive, { once: true });
  sound.currentTime = 1e7;
  return undefined;
}

function arrive() {
  if (goal === null) audio().currentTime = 0;
  else jump(goal);
  goal = null;
}

/** Another take in its place meanwhile ends a play that had not begun. */
const play = () => audio().play().catch(() => {});

function jump(ms) {
  audio().currentTime = ms / 1000;
  play();
}

/** The other take in place of this one, from the same section on; the same key comes back. */
function hearOther(button) {
  const isOther = button.getAttribute('aria-pressed') === 'true';
  const marks = [...document.querySelectorAll('.player-marks [data-at]')];
  const now = marks.map((mark) => Number(mark.dataset.at));
  const others = button.dataset.marks.split(' ').map(Number);
  const place = now.findLastIndex((ms) => ms <= audio().currentTime * 1000);
  goal = others[Math.max(place, 0)];
  button.dataset.marks = now.join(' ');
  marks.forEach((mark, index) => { mark.dataset.at = others[index]; });
  const own = audio().getAttribute('src');
  audio().src = button.dataset.sound;
  button.dataset.sound = own;
  button.setAttribute('aria-pressed', String(!isOther));
}

export function beginPlayer() {
  const sound = audio();
  if (!sound) return;
  sound.addEventListener('loadedmetadata', measure);
  if (sound.readyState) measure();
  for (const [name, text] of [['play', 'Pause'], ['pause', 'Play'], ['ended', 'Play']]) {
    sound.addEventListener(name, () => { document.querySelector('#play span').textContent = text; });
  }
}

document.addEventListener('click', (event) => {
  if (!audio()) return;
  const mark = event.target.closest('[data-at]');
  if (mark) jump(Number(mark.dataset.at));
  if (event.target.closest('#play')) audio().paused ? play() : audio().pause();
  const beside = event.target.closest('#beside');
  if (beside) hearOther(beside);
});
