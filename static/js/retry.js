// Nothing was saved: that is said, and what was pressed can be sent once more. It says the same, so it cannot count twice.

/** unsent: the form that was sent, and the button it was sent by; null where nothing was. why: the server's own words. */
export function offerRetry(unsent, why = '') {
  if (!unsent) return;
  const offer = document.getElementById('retry').content.cloneNode(true);
  if (why) offer.querySelector('span').textContent = why;
  offer.querySelector('button').addEventListener('click', () => unsent.form.requestSubmit(unsent.submitter));
  document.getElementById('failure').replaceChildren(offer);
}
