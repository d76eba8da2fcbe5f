// The editor: writes gaps, code and pictures at the caret.

import { guard } from './unsaved.js';

const form = () => document.getElementById('note');
let hasTyped = false;
let last = null;

/** The text one writes in: the one with the focus, else where it was last. */
const text = () => (last?.isConnected ? last : form().front);

/** Write over what is selected, so that the browser's own undo can take it back (setRangeText cannot be undone). */
function write(field, written) {
  field.focus();
  document.execCommand('insertText', false, written);
}

function wrap(field, before, after) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  write(field, before + value.slice(start, end) + after);
  field.setSelectionRange(start + before.length, end + before.length);
}

/** Whether what is selected, or the caret, meets a gap: none stands in another. */
const meetsGap = ({ value, selectionStart: start, selectionEnd: end }) =>
  [...value.matchAll(/\{\{c\d+::.*?\}\}|==[^\s=](?:[^=\n]*[^\s=])?==/gs)].some((gap) => gap.index < end && start < gap.index + gap[0].length);

const tell = (words) => document.getElementById('failure').replaceChildren(words);

/** What the buttons above the text write. */
const WRITES = {
  gap: (field) => {
    tell('');
    if (meetsGap(field)) return tell('There is a gap here already, and none can stand in another. Select text outside it.');
    const numbers = [...field.value.matchAll(/\{\{c(\d+)::/g)].map((match) => Number(match[1]));
    wrap(field, `{{c${Math.max(0, ...numbers) + 1}::`, '}}');
  },
  code: (field) => {
    const isLines = field.value.slice(field.selectionStart, field.selectionEnd).includes('\n');
    wrap(field, ...(isLines ? ['```\n', '\n```'] : ['`', '`']));
  },
};

/** Keep a picture and write its Markdown where the caret is. */
async function addPicture(file, field) {
  const body = new FormData();
  body.append('image', file);
  tell('');
  try {
    const answer = await fetch('/notes/images', { method: 'POST', body, headers: { 'HX-Request': 'true' } });
    const said = await answer.text();
    if (answer.ok) write(field, said);
    else tell(new DOMParser().parseFromString(said, 'text/html').body.textContent.trim());
  } catch {
    tell('The picture was not added: the server does not answer.');
  }
}

async function addPictures(files, field) {
  for (const file of files) if (file.type.startsWith('image/')) await addPicture(file, field);
}

document.addEventListener('focusin', (event) => {
  if (event.target.matches('#note textarea')) last = event.target;
});

document.addEventListener('input', (event) => {
  if (event.target.closest('#note')) hasTyped = true;
});

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-write]');
  if (button) WRITES[button.dataset.write](text());
});

document.addEventListener('keydown', (event) => {
  const isControl = (event.ctrlKey || event.metaKey) && !event.altKey;
  const act = (element) => {
    event.preventDefault();
    element.click();
  };
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
  const undo = event.target.closest('#note') && !hasTyped && document.querySelector('[data-undo]');
  if (isControl && event.shiftKey && event.key.toLowerCase() === 'c' && form().way.value === 'cloze') act(form().querySelector('[data-write=gap]'));
  else if (isControl && event.key === 'z' && undo) act(undo);
});

document.addEventListener('change', (event) => {
  if (event.target.id !== 'image') return;
  addPictures([...event.target.files], text());
  event.target.value = '';
});

/** A spreadsheet copies a picture of its cells too; its text is meant. */
document.addEventListener('paste', (event) => {
  const { files } = event.clipboardData;
  if (!event.target.matches('#note textarea') || !files.length || event.clipboardData.getData('text/plain')) return;
  event.preventDefault();
  addPictures([...files], event.target);
});

document.addEventListener('dragover', (event) => {
  if (event.dataTransfer.types.includes('Files')) event.preventDefault();
});

document.addEventListener('drop', (event) => {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  addPictures([...event.dataTransfer.files], event.target.matches('#note textarea') ? event.target : text());
});

guard('note');
