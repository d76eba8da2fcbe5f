// The preview of an import, worked by keys. Stops are what j and k go to: cards, skipped pieces, guides in their list.

const stops = document.getElementsByClassName('stop');
let last = document.getElementById(location.hash.slice(1))?.closest('.stop')?.id ?? null;
let left = null;

/** The stop the keys are about: the one with the focus, or the one that had it. */
function current() {
  return document.activeElement.closest('.stop') ?? (last && document.getElementById(last));
}

const isShown = (stop) => !stop.closest('details:not([open])');

/** To the next stop, or the one before: those in what is folded away are passed over. */
function step(by) {
  const here = current();
  let place = here ? [...stops].indexOf(here) + by : 0;
  while (stops[place] && !isShown(stops[place])) place += by;
  goTo(stops[place] ?? here);
}

function goTo(stop) {
  if (!stop) return;
  stop.focus({ preventScroll: true });
  stop.scrollIntoView({ block: 'nearest' });
}

/** To the first skipped piece, which is far below; from there, back to where one was. */
function goToSkips() {
  const skips = document.getElementById('skips');
  if (!skips) return;
  if (current()?.closest('#skips')) return goBack();
  left = { stop: current(), top: scrollY };
  skips.open = true;
  goTo(skips.querySelector('.stop'));
}

function goBack() {
  if (left?.stop) left.stop.focus({ preventScroll: true });
  else {
    document.activeElement.blur();
    last = null;
  }
  scrollTo(0, left?.top ?? 0);
}

/** Click what htmx works, once it does: before that, a click would leave the page. */
function press(element) {
  const works = element?.closest('[hx-get], [hx-post]');
  if (!window.htmx || !works || works.matches('[data-htmx-powered]')) element?.click();
  else setTimeout(press, 20, element);
}

const own = (stop, what) => [...(stop?.querySelectorAll(what) ?? [])].find((found) => found.closest('.stop') === stop);

const MOVES = {
  j: () => step(1),
  k: () => step(-1),
  x: (stop) => press(own(stop, '[type=checkbox]') ?? own(stop, 'button[name=skip]')),
  e: (stop) => press(own(stop, '.edit')),
  s: goToSkips,
  o: (stop) => own(stop, 'a.open')?.click(),
  a: (stop) => press(stop?.closest('.batch')?.querySelector('[data-section]')),
};

/** 1, 2, 3 …: the answers of a card that is asked about. */
function answer(stop, key) {
  const choice = stop?.querySelectorAll('.draft-question [type=radio]')[Number(key) - 1];
  press(choice);
  return Boolean(choice);
}

/** Boxes that stand for several cards, of which some are ticked. */
function showSome() {
  for (const box of document.querySelectorAll('[data-some]')) box.indeterminate = true;
}

/** Nothing was saved: the box shows again what is, and the page says so. */
function undoTick(event) {
  const { sourceElement, response } = event.detail.ctx;
  if (sourceElement.matches('form') && !sourceElement.closest('.is-edited')) sourceElement.reset();
  if (!response) document.getElementById('failure').textContent = 'Not saved: the server does not answer.';
}

showSome();
document.addEventListener('focusin', (event) => (last = event.target.closest('.stop')?.id ?? last));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.target.closest('.is-edited form')?.requestSubmit();
  const cancel = event.key === 'Escape' && !event.isComposing && event.target.closest('.is-edited')?.querySelector('.cancel');
  if (cancel) {
    event.preventDefault();
    return press(cancel);
  }
  const isTyping = event.target.closest('textarea, input:not([type=checkbox], [type=radio])') || event.ctrlKey || event.metaKey || event.altKey;
  if (isTyping || event.isComposing || document.body.dataset.shortcuts === 'off' || document.querySelector('dialog[open]')) return;
  if (MOVES[event.key]) MOVES[event.key](current());
  else if (!/^[1-9]$/.test(event.key) || !answer(current(), event.key)) return;
  event.preventDefault();
});
document.addEventListener('htmx:error', undoTick);
document.addEventListener('htmx:after:swap', (event) => {
  const { response, sourceElement } = event.detail.ctx;
  if (response.status >= 500) return undoTick(event);
  showSome();
  if (sourceElement.id === 'import-bar') return;
  document.getElementById('failure').replaceChildren();
  const stop = last && document.getElementById(last);
  const editor = stop?.querySelector('textarea');
  if (editor) {
    editor.focus({ preventScroll: true });
    stop.scrollIntoView({ block: 'nearest' });
  } else if (document.activeElement === document.body) stop?.focus({ preventScroll: true });
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
