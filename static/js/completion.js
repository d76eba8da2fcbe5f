// Completes the word at the caret from a list, in an input that holds several: data-completes names its listbox.
// Without this script the browser offers the same list for the first word.

function enableCompletion(input) {
  const known = [...input.list.options].map((option) => option.value);
  const box = document.getElementById(input.dataset.completes);
  input.removeAttribute('list');
  const roles = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': box.id, 'aria-expanded': 'false' };
  for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);

  /** Where the word at the caret begins. */
  const start = () => input.value.slice(0, input.selectionStart).search(/[^\s,]*$/);
  const chosen = () => box.querySelector('[aria-selected=true]');

  function close() {
    box.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function choose(option) {
    chosen()?.setAttribute('aria-selected', 'false');
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option.id);
  }

  function offer() {
    const word = input.value.slice(start(), input.selectionStart).toLowerCase();
    const present = input.value.toLowerCase().split(/[\s,]+/);
    const fitting = word ? known.filter((tag) => tag.toLowerCase().includes(word) && !present.includes(tag.toLowerCase())) : [];
    fitting.sort((a, b) => b.toLowerCase().startsWith(word) - a.toLowerCase().startsWith(word));
    if (!fitting.length) return close();
    box.replaceChildren(...fitting.slice(0, 8).map(optionOf));
    box.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    input.removeAttribute('aria-activedescendant');
  }

  function optionOf(tag, place) {
    const option = document.createElement('li');
    Object.assign(option, { id: `${box.id}-${place}`, role: 'option', textContent: tag, ariaSelected: 'false' });
    return option;
  }

  function take(option) {
    const after = input.value.slice(input.selectionStart).replace(/^[^\s,]*[\s,]*/, '');
    const before = `${input.value.slice(0, start())}${option.textContent} `;
    input.value = before + after;
    input.setSelectionRange(before.length, before.length);
    close();
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  const KEYS = {
    ArrowDown: () => choose(chosen()?.nextElementSibling ?? box.firstElementChild),
    ArrowUp: () => choose(chosen()?.previousElementSibling ?? box.lastElementChild),
    Enter: () => take(chosen() ?? box.firstElementChild),
    Tab: () => take(chosen() ?? box.firstElementChild),
    Escape: close,
  };
  input.addEventListener('input', offer);
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (box.hidden || event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey || !KEYS[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key]();
  });
  box.addEventListener('mousedown', (event) => {
    event.preventDefault();
    if (event.target.role === 'option') take(event.target);
  });
}

/** All of them on the page; those that are enabled already no longer have a list. */
function enableCompletions() {
  for (const input of document.querySelectorAll('[data-completes][list]')) enableCompletion(input);
}

document.addEventListener('DOMContentLoaded', enableCompletions);
document.addEventListener('htmx:after:swap', enableCompletions);
