// The matrix by arrow keys: to the next cell in that direction, the empty ones too.

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

document.addEventListener('keydown', (event) => {
  const cell = event.target.closest('.matrix tbody :is(td, th)');
  const step = STEPS[event.key];
  if (!cell || !step || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = cell.parentElement;
  let [down, across] = [row.sectionRowIndex + step[0], cell.cellIndex + step[1]];
  const { rows } = row.parentElement;
  if (across === 1) across += step[1]; // how many are ready: nothing to press
  const next = rows[down]?.cells[across]?.querySelector('a, button');
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
});
