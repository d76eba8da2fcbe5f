// Listening to a take: to the sections and pauses, and to another take beside it.

const audio = () => document.getElementById('audio');

/** A recording made in a browser does not say how long it is; going far beyond its end finds out. */
function measure() {
  const sound = audio();
  if (sound.duration !== Infinity) return;
  sound.addEventListener('durationchange', () => { sound.currentTime = 0; }, { once: true });
  sound.currentTime = 1e7;
}

function jump(ms) {
  audio().currentTime = ms / 1000;
  audio().play();
}

/** The other take in place of this one, from the same section on; the same key comes back. */
function hearOther(button) {
  const isOther = button.getAttribute('aria-pressed') === 'true';
  const marks = [...document.querySelectorAll('.player-marks [data-at]')];
  const others = button.dataset.marks.split(' ');
  const [from, to] = isOther ? [others, marks.map((mark) => mark.dataset.own)] : [marks.map((mark) => mark.dataset.at), others];
  const place = from.findLastIndex((at) => at <= audio().currentTime * 1000);
  [audio().src, button.dataset.sound] = [button.dataset.sound, audio().getAttribute('src')];
  button.setAttribute('aria-pressed', String(!isOther));
  marks.forEach((mark, index) => {
    mark.dataset.own ??= mark.dataset.at;
    mark.dataset.at = to[index];
  });
  audio().addEventListener('loadedmetadata', () => jump(Number(to[Math.max(place, 0)])), { once: true });
}

export function beginPlayer() {
  const sound = audio();
  if (!sound) return;
  sound.addEventListener('loadedmetadata', measure, { once: true });
  if (sound.readyState) measure();
  for (const [name, text] of [['play', 'Pause'], ['pause', 'Play'], ['ended', 'Play']]) {
    sound.addEventListener(name, () => { document.querySelector('#play span').textContent = text; });
  }
}

document.addEventListener('click', (event) => {
  const mark = event.target.closest('[data-at]');
  if (mark && audio()) jump(Number(mark.dataset.at));
  if (event.target.closest('#play')) audio()[audio().paused ? 'play' : 'pause']();
  const beside = event.target.closest('#beside');
  if (beside) hearOther(beside);
});
