// Of the tabs that show a take, one hears it and hands over what it heard: two would mix their parts in one store.

const LEAVING_MS = 700; // a page that is reloaded lets go a little after the next one asks
const TAKEN = 'Another tab records this take, so this one does not. Go on in the other tab; or close it, and press Record here.';

let asked = null;

const ask = (take) => new Promise((resolve) => {
  const held = () => {
    resolve(true);
    return new Promise(() => {}); // until the page is left
  };
  navigator.locks.request(`take ${take}`, { signal: AbortSignal.timeout(LEAVING_MS) }, held).catch(() => resolve(false));
});

/** Whether the recording of a take belongs to this tab; from then on it does until the page is left. */
export async function isOurs(take) {
  if (!navigator.locks) return true; // nor is there a microphone then
  asked ??= ask(take);
  const isHeld = await asked;
  if (!isHeld) asked = null;
  return isHeld;
}

/** Rejects with a sentence where another tab has it. */
export async function claim(take) {
  if (!await isOurs(take)) throw new Error(TAKEN);
}
