// The editor of a story, and the nine first lines: adds and removes follow-ups.

import { guard } from './unsaved.js';

/** Rows differ from before, so what is measured does too. */
const tellChange = () => document.getElementById('story').dispatchEvent(new Event('input', { bubbles: true }));

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-add]')) {
    const row = document.getElementById('follow-up').content.cloneNode(true);
    document.getElementById('follow-ups').append(row);
    document.querySelector('#follow-ups li:last-child input').focus();
  }
  const removed = event.target.closest('[data-remove]')?.closest('li');
  if (removed) {
    (removed.nextElementSibling ?? removed.previousElementSibling)?.querySelector('input').focus();
    if (removed.parentElement.children.length === 1) document.querySelector('[data-add]').focus();
    removed.remove();
    tellChange();
  }
});

guard('story', ['mode', 'preset']); // the way it is looked at
