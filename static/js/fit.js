// A fit that is done: its result takes the focus, so that a screen reader reads it and the keys are about it.

document.addEventListener('htmx:after:swap', () => {
  document.querySelector('#fit-run:not([hx-get]) h2')?.focus({ preventScroll: true });
});
