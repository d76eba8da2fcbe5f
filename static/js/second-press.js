// A second press, meant for what stood there before, is none of what has just come in its place. Any other press counts.

const SETTLING_MS = 300; // later, what is pressed was seen
const NEAR_PX = 24; // a finger never comes down twice at the very same place
let pressed = null; // the last press: a key, or a place
let led = null; // the press that led to what is shown; the one that led to the page itself, nobody knows

const isRepeated = () => !led || (led.key ? pressed.key === led.key : Math.hypot(pressed.x - led.x, pressed.y - led.y) < NEAR_PX);

/** That element has just come, marked data-settling: it heeds no second press for a moment. */
export function heedNoSecondPress(shown) {
  setTimeout(() => delete shown.dataset.settling, SETTLING_MS);
}

document.addEventListener('keydown', ({ key }) => {
  pressed = { key };
}, true);

document.addEventListener('pointerdown', ({ clientX: x, clientY: y }) => {
  pressed = { x, y };
}, true);

document.addEventListener('htmx:before:request', () => {
  led = pressed;
});

document.addEventListener('click', (event) => {
  const shown = event.target.closest('[data-settling]');
  if (!shown) return;
  if (isRepeated()) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else {
    delete shown.dataset.settling; // what follows a press that was meant is meant too
  }
}, true);
