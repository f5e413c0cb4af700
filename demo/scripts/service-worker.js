// Keeps one whole version of the page for use without a network. A new version replaces it only when all of its files
// have arrived and no page of the old one is open any more: no page ever mixes two versions.
const cacheName = `clearmargin-${'__VERSION__'}`;
const files = '__FILES__';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(cacheName).then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache' })))),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith('clearmargin-') && name !== cacheName))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(
    caches.open(cacheName).then((cache) =>
      cache.match(request, { ignoreVary: true, ignoreSearch: request.mode === 'navigate' }).then((kept) => kept ?? fetch(request)),
    ),
  );
});
