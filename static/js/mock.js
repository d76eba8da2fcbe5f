// The round's clock goes on between two questions, and while one is told.

import { written } from './telling-clock.js';

let place = null;
let since = 0;

function tick() {
  const shown = document.getElementById('round-clock');
  if (shown !== place && shown) since = performance.now() - Number(shown.dataset.used);
  place = shown;
  if (!place || !('used' in place.dataset)) return;
  const ms = performance.now() - since;
  place.querySelector('[data-now]').textContent = written(ms);
  place.querySelector('progress').value = ms;
  place.classList.toggle('is-over', ms > place.dataset.minutes * 60000);
}

tick();
setInterval(tick, 1000);
