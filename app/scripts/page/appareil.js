// What could not reach the server stays on this device until it does; signing out clears it.
import {avec, lire, sans} from "../logique/brouillons.js";
import {remettre} from "../logique/depot.js";

const RANGEMENT = "brouillons";

const ici = () => location.pathname + location.search;

/** Return the drafts kept on this device, by key; none when the browser keeps nothing. */
export function gardes() {
  try {
    return lire(localStorage.getItem(RANGEMENT));
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

/** Keep on this device what was typed in the form of this page; return whether it could. */
export function retenir(corps) {
  const le = new Date().toLocaleTimeString("fr-FR", {hour: "2-digit", minute: "2-digit"});
  const titre = document.querySelector("h1").textContent.trim();
  return ranger(avec(gardes(), corps, {le, titre, adresse: ici()}));
}

/** Forget what was typed in a form: the server has it. */
export function oublier(corps) {
  ranger(sans(gardes(), corps));
}

/** Send what this device kept; a page shown without what was typed in it is shown again with it. */
export async function remettreLesBrouillons() {
  const remises = await remettre(gardes(), oublier);
  if (remises.includes(ici())) location.reload();
}
