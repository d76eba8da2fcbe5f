// A form one writes in: saved and left by key; what was typed is not lost unasked.

const NOT_SAVED = 'Not saved: the server does not answer. Nothing is lost; save again.';

/** Watches the form with that id, and whatever comes in its place. ignored: fields that hold nothing that was written. */
export function guard(id, ignored = []) {
  const form = () => document.getElementById(id);
  const isWritten = ([name, value]) => typeof value === 'string' && !ignored.includes(name);
  const contents = () => JSON.stringify([...new FormData(form())].filter(isWritten));
  const saved = form().dataset.unsaved === undefined ? contents() : null;
  let shown = form();
  let isLeaving = false;

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    const act = (element) => {
      event.preventDefault();
      element.click();
    };
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key === 'Enter') act(form().querySelector('[data-save]'));
    else if (event.key === 'Escape' && form().contains(event.target)) act(document.querySelector('[data-cancel]'));
  });

  document.addEventListener('submit', (event) => {
    if (!event.defaultPrevented) isLeaving = true;
  });

  document.addEventListener('htmx:after:request', (event) => {
    if (event.detail.ctx.hx?.redirect) isLeaving = true;
  });

  document.addEventListener('htmx:after:swap', () => {
    if (shown !== form()) form().querySelector('[aria-invalid]')?.focus();
    shown = form();
  });

  document.addEventListener('htmx:error', (event) => {
    if (event.target === form()) document.getElementById('failure').replaceChildren(NOT_SAVED);
  });

  window.addEventListener('beforeunload', (event) => {
    if (!isLeaving && contents() !== saved) event.preventDefault();
  });
}
