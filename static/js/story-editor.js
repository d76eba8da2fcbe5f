// The editor of a story, and the nine first lines: saves by key, adds and removes follow-ups, asks before typed text is lost.

const form = () => document.getElementById('story');
let saved = '';
let isLeaving = false;

/** All that is typed, to compare; the way it is looked at is none of it. */
const contents = () => JSON.stringify([...new FormData(form())].filter(([name]) => name !== 'mode' && name !== 'preset'));

function begin() {
  isLeaving = false;
  saved = form().dataset.unsaved === undefined ? contents() : null;
}

/** Rows differ from before, so what is measured does too. */
const tellChange = () => form().dispatchEvent(new Event('input', { bubbles: true }));

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

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
  const act = (element) => {
    event.preventDefault();
    element.click();
  };
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key === 'Enter') act(form().querySelector('[data-save]'));
  else if (event.key === 'Escape' && event.target.closest('#story')) act(document.querySelector('[data-cancel]'));
});

document.addEventListener('submit', (event) => {
  if (!event.defaultPrevented) isLeaving = true;
});

document.addEventListener('htmx:after:request', (event) => {
  if (event.detail.ctx.hx?.redirect) isLeaving = true;
});

document.addEventListener('htmx:after:swap', (event) => {
  if (event.target.id !== 'advice') form().querySelector('[aria-invalid]')?.focus();
});

document.addEventListener('htmx:error', (event) => {
  if (event.target.id === 'story') document.getElementById('failure').replaceChildren('Not saved: the server does not answer. Nothing is lost; save again.');
});

window.addEventListener('beforeunload', (event) => {
  if (!isLeaving && contents() !== saved) event.preventDefault();
});

begin();
