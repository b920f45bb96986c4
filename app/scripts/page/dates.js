// A day or a month half typed is said before the form is sent, and left as it is.
import {decritPar, incomplet} from "../logique/dates.js";

/** Hold back the forms where a date is half typed, and say it above the field. */
export function refuserLesDatesIncompletes() {
  addEventListener("submit", retenir, true);
}

function retenir(e) {
  const incomplets = [...e.target.elements].filter(incomplet);
  if (!incomplets.length) return;
  e.preventDefault();
  e.stopImmediatePropagation();
  incomplets.forEach(signaler);
  incomplets[0].focus();
}

function signaler(champ) {
  const erreur = erreurDe(champ);
  erreur.textContent = incomplet(champ);
  champ.before(erreur);
  champ.parentElement.classList.add("champ--erreur");
  champ.setAttribute("aria-invalid", "true");
  champ.setAttribute("aria-describedby", decritPar(champ.getAttribute("aria-describedby"), erreur.id));
}

function erreurDe(champ) {
  const id = `${champ.id}-erreur`;
  const erreur = document.getElementById(id) ?? document.createElement("p");
  return Object.assign(erreur, {id, className: "erreur"});
}
