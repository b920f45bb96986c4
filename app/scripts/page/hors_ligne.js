// The shell is kept on the device; when the line is cut it shows what was typed and is still here.
import {gardes} from "./appareil.js";

/** Let the browser keep the shell of the portal. */
export function garderLaCoquille() {
  if (!("serviceWorker" in navigator)) return;
  addEventListener("load", () => navigator.serviceWorker.register("/service-worker.js").catch(() => {}));
}

/** Show, on the page of the cut line, what this device keeps, and where to try again. */
export function montrerCeQuiEstGarde() {
  const section = document.querySelector("[data-appareil]");
  if (!section) return;
  const lignes = Object.values(gardes()).map(ligneDe);
  section.hidden = !lignes.length;
  section.querySelector("ul").replaceChildren(...lignes);
  if (location.pathname !== "/hors-ligne") document.querySelector("[data-reessayer]").href = location.href;
}

function ligneDe({titre, le, adresse}) {
  const ligne = document.createElement("li");
  const lien = Object.assign(document.createElement("a"), {href: adresse, textContent: titre});
  ligne.append(lien, `, tapé à ${le}`);
  return ligne;
}
