// Import: a folder and drag and drop on the first page; keys and the number of chosen cards on the preview.

const upload = document.getElementById('upload');
const folder = document.getElementById('folder');

/** Say what is being read; on a fast machine the next page is there before this shows. */
function showProgress(files) {
  const progress = upload.querySelector('[data-progress]');
  upload.querySelector('[data-progress-text]').textContent = `Reading ${files === 1 ? '1 file' : `${files} files`} …`;
  return setTimeout(() => (progress.hidden = false), 200);
}

function enableUpload() {
  const file = document.getElementById('file');
  const button = upload.querySelector('button');
  let waiting;
  upload.querySelector('[data-folder]').hidden = false;
  if (matchMedia('(hover: hover)').matches) upload.querySelector('[data-drop-text]').textContent = 'Drop Markdown guides here, or a .zip of them, or choose:';
  folder.disabled = false;
  const rest = () => {
    clearTimeout(waiting);
    button.disabled = false;
    upload.querySelector('[data-progress]').hidden = true;
  };
  folder.addEventListener('change', () => (file.required = folder.files.length === 0));
  upload.addEventListener('submit', () => {
    button.disabled = true;
    waiting = showProgress(file.files.length + folder.files.length);
  });
  upload.querySelector('[data-cancel]').addEventListener('click', () => {
    window.stop();
    rest();
  });
  window.addEventListener('pageshow', rest);
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    upload.classList.add('is-over');
  });
  document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) upload.classList.remove('is-over');
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    upload.classList.remove('is-over');
    if (!event.dataTransfer.files.length) return;
    file.files = event.dataTransfer.files;
    upload.requestSubmit();
  });
}

function countTicked() {
  const ticked = document.querySelectorAll('[data-counts]:checked, .is-edited[data-counts]').length;
  const shown = document.querySelector('[data-ticked]');
  if (shown) shown.textContent = ticked.toLocaleString('en');
}

/** The card the keys are about: the one with the focus, else the first. */
function step(by) {
  const notes = [...document.querySelectorAll('.draft:not(details:not([open]) > *)')];
  const here = notes.indexOf(document.activeElement.closest('.draft'));
  const next = notes[Math.min(Math.max(here + by, 0), notes.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}

const MOVES = {
  j: () => step(1),
  k: () => step(-1),
  x: (note) => note?.querySelector('[type=checkbox]')?.click(),
  e: (note) => note?.querySelector('.edit')?.click(),
};

/** Nothing was saved: the box shows again what is, and the page says so. */
function undoTick(event) {
  const { sourceElement, response } = event.detail.ctx;
  if (sourceElement.matches('form') && !sourceElement.closest('.is-edited')) sourceElement.reset();
  if (!response) document.getElementById('failure').textContent = 'Not saved: the server does not answer.';
}

function enablePreview() {
  const own = document.querySelector('link[rel=canonical]').href;
  history.replaceState(null, '', own + location.hash);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.target.closest('.is-edited form')?.requestSubmit();
    const isTyping = event.target.closest('textarea, input:not([type=checkbox])') || event.ctrlKey || event.metaKey || event.altKey;
    if (isTyping || document.body.dataset.shortcuts === 'off' || document.querySelector('dialog[open]') || !MOVES[event.key]) return;
    event.preventDefault();
    MOVES[event.key](document.activeElement.closest('.draft'));
  });
  document.addEventListener('htmx:error', undoTick);
  document.addEventListener('htmx:after:swap', (event) => {
    if (event.detail.ctx.response.status >= 500) return undoTick(event);
    document.getElementById('failure').replaceChildren();
    countTicked();
    const note = document.getElementById(event.detail.ctx.sourceElement.closest('.draft').id);
    const editor = note.querySelector('textarea');
    if (editor) editor.focus();
    else if (document.activeElement === document.body) note.focus({ preventScroll: true });
  });
  document.addEventListener('submit', (event) => {
    const once = event.target.querySelector('[data-once]');
    const editor = document.querySelector('.is-edited textarea');
    if (once && editor) {
      event.preventDefault();
      document.getElementById('failure').textContent = 'Save or cancel the card you are editing first.';
      editor.focus();
    } else if (once) setTimeout(() => (once.disabled = true));
  });
  window.addEventListener('pageshow', () => document.querySelectorAll('[data-once]').forEach((button) => (button.disabled = false)));
}

if (upload) enableUpload();
else enablePreview();
