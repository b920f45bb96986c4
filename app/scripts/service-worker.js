// Keeps the shell of the portal, the same for everybody; nobody's page is ever kept.
// The server writes COQUILLE above: the name of the shell, its pieces, the page of the cut line and its headers.
import {pageOu, sorte} from "./logique/coquille.js";

const {nom, pieces, page, entetes} = COQUILLE;
const horsLigne = () => new Response(page, {status: 503, headers: entetes});

async function garder() {
  const coquille = await caches.open(nom);
  await coquille.addAll(pieces);
  await self.skipWaiting();
}

async function effacerLesAnciennes() {
  const anciennes = (await caches.keys()).filter((autre) => autre !== nom);
  await Promise.all(anciennes.map((autre) => caches.delete(autre)));
}

async function repondre(requete) {
  return (await caches.match(requete)) || fetch(requete);
}

self.addEventListener("install", (e) => e.waitUntil(garder()));

self.addEventListener("activate", (e) => {
  const prete = [effacerLesAnciennes(), self.registration.navigationPreload?.enable(), self.clients.claim()];
  e.waitUntil(Promise.all(prete));
});

self.addEventListener("fetch", (e) => {
  const demandee = sorte(e.request, pieces);
  if (demandee === "page") e.respondWith(pageOu(horsLigne, e));
  else if (demandee === "piece") e.respondWith(repondre(e.request));
});
