// The table of notes: rows by keys, ranges, and how many are ticked. Without it, ticks and the form do the same.

const form = document.getElementById('mend');
const boxes = form ? [...form.querySelectorAll('[name=card]')] : [];
const links = form ? [...form.querySelectorAll('[data-row]')] : [];
const whole = form?.elements.all;
const onPage = form?.querySelector('[data-page]');
let anchor = null;

/** What is ticked shows in the bar, on the row, and in the box above all. */
function tell() {
  const ticked = boxes.filter((box) => box.checked).length;
  const found = whole.closest('label').textContent.match(/[\d,]+/)[0];
  form.querySelector('[data-ticked]').textContent = whole.checked ? found : ticked.toLocaleString('en');
  form.querySelector('.mend-bar').hidden = !ticked && !whole.checked;
  onPage.checked = ticked > 0 && ticked === boxes.length;
  onPage.indeterminate = ticked > 0 && ticked < boxes.length;
}

/** Tick or untick one row, or with Shift all from the one that was ticked before. */
function tick(place, isChecked, isRange) {
  const from = isRange && anchor !== null ? anchor : place;
  for (let at = Math.min(from, place); at <= Math.max(from, place); at += 1) boxes[at].checked = isChecked;
  anchor = place;
  tell();
}

function move(by) {
  const place = links.findIndex((link) => link.closest('tr').contains(document.activeElement));
  const next = place < 0 ? 0 : Math.min(links.length - 1, Math.max(0, place + by));
  links[next].focus();
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.shortcuts === 'off') return false;
  if (event.target.closest('textarea, select, dialog, input:not([type=checkbox])')) return false;
  const key = event.key.toLowerCase();
  if (key === 'j' || key === 'k') {
    move(key === 'j' ? 1 : -1);
    return true;
  }
  const row = document.activeElement.closest('#mend tbody tr');
  if (!row) return false;
  if (key === 'x') tick(links.indexOf(row.querySelector('[data-row]')), !row.querySelector('[name=card]').checked, event.shiftKey);
  else if (key === 'e') row.querySelector('.edit a').click();
  else return false;
  return true;
}

if (form) {
  document.addEventListener('keydown', (event) => {
    if (press(event)) event.preventDefault();
  });
  form.addEventListener('click', (event) => {
    if (event.target.name === 'card') tick(boxes.indexOf(event.target), event.target.checked, event.shiftKey);
  });
  form.addEventListener('change', (event) => {
    if (event.target === onPage) for (const box of boxes) box.checked = onPage.checked;
    tell();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !event.target.matches('.menu input')) return;
    event.preventDefault();
    event.target.closest('.menu').querySelector('button').click();
  });
  window.addEventListener('pageshow', tell);
}

document.addEventListener('change', (event) => {
  if (event.target.matches('[data-submits]')) event.target.form.requestSubmit();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && event.target.id === 'q') event.target.blur();
});
