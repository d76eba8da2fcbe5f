// A guide: tabs in a row, j and k from mark to mark, and what one came for is shown wherever it lies folded.

/** Makes a row of tabs of those that stand below one another. */
function makeRow(group, number) {
  const panels = [...group.querySelectorAll(':scope > .tab')];
  const row = document.createElement('div');
  row.className = 'tab-row';
  row.setAttribute('role', 'tablist');
  const tabs = panels.map((panel, place) => {
    const label = panel.querySelector(':scope > .tab-label');
    const tab = document.createElement('button');
    Object.assign(tab, { type: 'button', id: `tab-${number}-${place}`, textContent: label.textContent });
    tab.setAttribute('role', 'tab');
    panel.id ||= `panel-${number}-${place}`;
    tab.setAttribute('aria-controls', panel.id);
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    label.hidden = true;
    tab.addEventListener('click', () => choose(panel));
    return tab;
  });
  row.append(...tabs);
  row.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (tabs.indexOf(event.target) + step + tabs.length) % tabs.length;
    choose(panels[next]);
    tabs[next].focus();
  });
  group.prepend(row);
  group.classList.add('has-row');
  choose(panels[0]);
}

/** Shows one panel of its row. */
function choose(panel) {
  for (const other of panel.parentElement.querySelectorAll(':scope > .tab')) {
    const tab = document.getElementById(other.getAttribute('aria-labelledby'));
    other.hidden = other !== panel;
    tab.setAttribute('aria-selected', other === panel);
    tab.tabIndex = other === panel ? 0 : -1;
  }
}

/** Unfolds whatever hides the text in the address, and goes there. */
function reveal() {
  const target = /^#L\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
  if (!target) return;
  for (let element = target; element; element = element.parentElement) {
    if (element.matches('.has-row > .tab')) choose(element);
    if (element.matches('details')) element.open = true;
  }
  target.querySelector(':scope > details')?.setAttribute('open', '');
  target.scrollIntoView();
}

/** The mark after the one that has the focus, or after the top of the window; step -1: the one before. */
function markFrom(step) {
  const marks = [...document.querySelectorAll('.guide-text [data-mark]')].filter((mark) => mark.checkVisibility());
  const at = marks.indexOf(document.activeElement);
  if (at >= 0) return marks[at + step];
  const below = marks.findIndex((mark) => mark.getBoundingClientRect().top >= 0);
  return step > 0 ? marks[below] : marks[(below < 0 ? marks.length : below) - 1];
}

/** What is larger than its place can be scrolled by keys too. */
function letScroll() {
  for (const box of document.querySelectorAll('.guide-text pre, .outline')) {
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight + 1) box.tabIndex = 0;
  }
}

/** In the contents, the heading under which one reads; kept in sight where the contents stand at the side. */
function followReading() {
  const outline = document.querySelector('.outline');
  const links = new Map([...document.querySelectorAll('.outline .is-here > a')].map((link) => [link.hash.slice(1), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const follow = () => {
    const read = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).at(-1) ?? headings[0];
    const link = links.get(read?.id);
    if (!link || link.classList.contains('is-read')) return;
    for (const other of links.values()) other.classList.toggle('is-read', other === link);
    const below = link.getBoundingClientRect().top - outline.getBoundingClientRect().top;
    if (below < 0 || below > outline.clientHeight - 48) outline.scrollTop += below - outline.clientHeight / 3;
  };
  document.addEventListener('scroll', follow, { passive: true });
  follow();
}

document.addEventListener('keydown', (event) => {
  const step = { j: 1, k: -1 }[event.key];
  const isTyping = event.target.closest('input, textarea, select');
  if (!step || isTyping || event.ctrlKey || event.altKey || event.metaKey || document.body.dataset.shortcuts === 'off') return;
  const mark = markFrom(step);
  mark?.focus({ preventScroll: true });
  mark?.scrollIntoView({ block: 'center' });
});

document.addEventListener('DOMContentLoaded', () => {
  document.querySelectorAll('.guide-text .tabs').forEach(makeRow);
  followReading();
  letScroll();
  reveal();
});
addEventListener('hashchange', reveal);
