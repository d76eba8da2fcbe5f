// The scores: keys 1 to 5, one criterion after another, and what they amount to so far.

const rows = () => [...document.querySelectorAll('#rubric fieldset')];
const scoreOf = (row) => Number(row.querySelector('input:checked')?.value ?? 0);

/** The keys belong to one criterion at a time. */
function point(current) {
  for (const row of rows()) {
    row.classList.toggle('is-current', row === current);
    for (const input of row.querySelectorAll('input')) {
      if (row === current) input.dataset.key = input.value;
      else delete input.dataset.key;
    }
  }
}

/** The verdict as the server will reach it, of whole numbers. */
function tell() {
  const all = rows();
  const isWhole = all.every(scoreOf);
  const sum = all.reduce((total, row) => total + Number(row.dataset.weight) * scoreOf(row), 0);
  const lines = [...document.querySelectorAll('#verdicts tbody tr')];
  const reached = isWhole && lines.find((line) => sum >= Math.round(Number(line.dataset.from) * 100));
  for (const line of lines) line.classList.toggle('is-reached', line === reached);
  if (!reached) return;
  const next = reached.querySelector('.next').textContent;
  document.getElementById('verdict').textContent = `${sum / 100}: ${reached.dataset.name}${next ? `, next ${next}` : ''}`;
}

export function beginRubric() {
  if (!rows().length) return;
  point(rows().find((row) => !scoreOf(row)) ?? rows()[0]);
  tell();
}

document.addEventListener('change', (event) => {
  const row = event.target.closest('#rubric fieldset');
  if (!row) return;
  const later = rows().slice(rows().indexOf(row) + 1);
  point(later.find((one) => !scoreOf(one)) ?? rows().find((one) => !scoreOf(one)) ?? later[0] ?? row);
  tell();
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Backspace' || document.body.dataset.shortcuts === 'off' || !rows().length || document.querySelector('dialog[open]')) return;
  const current = rows().findIndex((row) => row.classList.contains('is-current'));
  const isLastScored = scoreOf(rows()[current]);
  point(rows()[Math.max(0, isLastScored ? current : current - 1)]);
});
