// Keeps the shell of the portal, the same for everybody; nobody's page is ever kept.
const COQUILLE = "coquille-{{ version }}";
const PIECES = {{ pieces|tojson }};
const PAGE = {{ page|tojson }};
const ENTETES = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": {{ politique|tojson }}};

self.addEventListener("install", (e) => {
  e.waitUntil(caches.open(COQUILLE).then((c) => c.addAll(PIECES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (e) => {
  e.waitUntil(Promise.all([
    caches.keys().then((noms) => Promise.all(noms.filter((n) => n !== COQUILLE).map((n) => caches.delete(n)))),
    self.registration.navigationPreload?.enable(),
    self.clients.claim(),
  ]));
});

async function page(e) {
  try {
    return (await e.preloadResponse) || (await fetch(e.request));
  } catch {
    return new Response(PAGE, {status: 503, headers: ENTETES});
  }
}

self.addEventListener("fetch", (e) => {
  const {pathname, search} = new URL(e.request.url);
  if (e.request.mode === "navigate") e.respondWith(page(e));
  else if (PIECES.includes(pathname + search)) {
    e.respondWith(caches.match(e.request).then((r) => r || fetch(e.request)));
  }
});
