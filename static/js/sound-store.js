// Slices of recordings that the server does not have yet, kept by the browser so that leaving the page loses at most the last one.

const LONGEST_KEPT_MS = 24 * 60 * 60 * 1000;
let slices = []; // of this page; all there is where the browser keeps nothing
let opening = null;

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

function store(mode) {
  opening ??= (async () => {
    const request = indexedDB.open('flashcards-takes', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('slices', { keyPath: ['take', 'at', 'place'] });
    return done(request);
  })();
  return opening.then((database) => database.transaction('slices', mode).objectStore('slices'));
}

const ofTake = (take) => IDBKeyRange.bound([take], [take, []]);

/** Keep a slice. at: where its part begins in the telling; place: its number in that part. */
export async function keep(take, at, place, data) {
  const slice = { take, at, place, data, keptAt: Date.now() };
  slices.push(slice);
  await store('readwrite').then((kept) => done(kept.put(slice))).catch(() => {});
}

/** All slices of a take, in order. */
export async function keptOf(take) {
  const own = slices.filter((slice) => slice.take === take);
  const kept = await store('readonly').then((all) => done(all.getAll(ofTake(take)))).catch(() => []);
  const known = new Set(own.map(({ at, place }) => `${at} ${place}`));
  const all = [...own, ...kept.filter(({ at, place }) => !known.has(`${at} ${place}`))];
  return all.sort((one, other) => one.at - other.at || one.place - other.place);
}

/** Forget the slices of a take. */
export async function drop(take) {
  slices = slices.filter((slice) => slice.take !== take);
  await store('readwrite').then((kept) => done(kept.delete(ofTake(take)))).catch(() => {});
}

/** Forget those that nobody came back for within a day, as of a take that was given up; the take that is open keeps its own. */
export async function dropOld(open) {
  await store('readwrite').then(async (kept) => {
    const old = (await done(kept.getAll())).filter(({ take, keptAt }) => take !== open && keptAt < Date.now() - LONGEST_KEPT_MS);
    for (const { take, at, place } of old) kept.delete([take, at, place]);
  }).catch(() => {});
}
