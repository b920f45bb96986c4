// What could not reach the server stays on this device until it does; signing out clears it.
const RANGEMENT = "brouillons";

function gardes() {
  try {
    return JSON.parse(localStorage.getItem(RANGEMENT)) || {};
  } catch {
    return {};
  }
}

function ranger(brouillons) {
  try {
    localStorage.setItem(RANGEMENT, JSON.stringify(brouillons));
    return true;
  } catch {
    return false;
  }
}

// The bookmark of a form without its date: the same person, employer and page give the same key.
function cleDe(corps) {
  const signet = new URLSearchParams(corps).get("signet");
  return signet.slice(0, signet.lastIndexOf(".", signet.lastIndexOf(".") - 1));
}

function retenir(corps) {
  const le = new Date().toLocaleTimeString("fr-FR", {hour: "2-digit", minute: "2-digit"});
  const titre = document.querySelector("h1").textContent.trim();
  const adresse = location.pathname + location.search;
  return ranger({...gardes(), [cleDe(corps)]: {corps, le, titre, adresse}});
}

function oublier(corps) {
  const brouillons = gardes();
  delete brouillons[cleDe(corps)];
  ranger(brouillons);
}

// The server's words once it has what was typed, null when it could not be reached.
async function deposer(corps) {
  try {
    const reponse = await fetch("/brouillons/", {method: "POST", body: new URLSearchParams(corps)});
    return reponse.status < 500 ? (await reponse.json()).message : null;
  } catch {
    return null;
  }
}

async function remettre() {
  let ici = false;
  for (const {corps, adresse} of Object.values(gardes())) {
    if ((await deposer(corps)) === null) return;
    oublier(corps);
    ici ||= adresse === location.pathname + location.search;
  }
  if (ici) location.reload();
}
remettre();
