// The round's clock goes on while one rests between two questions.

const place = document.getElementById('round-clock');
const since = performance.now() - Number(place.dataset.used);

function tick() {
  const ms = performance.now() - since;
  const seconds = Math.floor(ms / 1000);
  place.querySelector('[data-now]').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  place.querySelector('progress').value = ms;
  place.classList.toggle('is-over', ms > place.dataset.minutes * 60000);
}

if ('used' in place.dataset) setInterval(tick, 1000);
