// A key clicks what carries it: data-key="u", several as "3 Space Enter", with Control as "Ctrl+z".
// Nothing fires while one types, or on a page whose body says data-shortcuts="off".

const TYPING = 'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=submit])';
const ACTING = { Enter: 'a[href], button, summary, input', Space: 'button, summary, input' };

/** The name of a key as data-key writes it. The case of a letter follows Shift, whatever Caps Lock says. */
function nameOf(event) {
  let key = event.key === ' ' ? 'Space' : event.key;
  if (/^\p{L}$/u.test(key)) key = event.shiftKey ? key.toUpperCase() : key.toLowerCase();
  const makesCharacter = event.getModifierState('AltGraph');
  if (event.altKey && !makesCharacter) return null;
  return (event.ctrlKey || event.metaKey) && !makesCharacter ? `Ctrl+${key}` : key;
}

/** What the key belongs to: in an open dialog or menu first, then on the page, then in its frame; never what is hidden or in flight. */
function elementFor(key) {
  const isFree = (element) => !element.disabled && !element.closest('[hidden], details[data-layer]:not([open]) > :not(summary)');
  const places = [...document.querySelectorAll('dialog[open], details[data-layer][open]')];
  if (!document.querySelector('dialog[open]')) places.push(document.querySelector('main'), document.body);
  for (const place of places) {
    const found = [...place.querySelectorAll('[data-key]')].find((element) => element.dataset.key.split(' ').includes(key) && isFree(element));
    if (found) return found;
  }
  return null;
}

/** Closes the menus that do not hold that element; the focus goes from what is hidden to what opens it. */
function closeMenus(except) {
  const open = [...document.querySelectorAll('details.menu[open]')].filter((menu) => !menu.contains(except));
  for (const menu of open) {
    if (menu.contains(document.activeElement)) menu.querySelector('summary').focus();
    menu.open = false;
  }
  return open.length > 0;
}

/** A table that is wider than its place can be scrolled by keys too. */
function letKeysScroll() {
  for (const table of document.querySelectorAll('.prose table:not(.draft *)')) if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
}

document.addEventListener('DOMContentLoaded', letKeysScroll);

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const key = nameOf(event);
  if (key === 'Escape' && (document.querySelector('dialog[open]') || closeMenus(null))) return;
  if (!key || document.body.dataset.shortcuts === 'off' || event.target.closest(TYPING) || event.target.closest(ACTING[key])) return;
  const element = elementFor(key);
  if (!element) return;
  event.preventDefault();
  if (!event.repeat) element.click();
});

document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-dialog]');
  closeMenus(link ? null : event.target);
  if (!link) return;
  event.preventDefault();
  document.getElementById(link.dataset.dialog).showModal();
});
