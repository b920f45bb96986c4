// A form with data-garde keeps what is typed, on the server or on this device, and asks before it is lost.
import {saisie} from "../logique/brouillons.js";
import {deposer} from "../logique/depot.js";
import {garde} from "../logique/garde.js";
import {oublier, retenir} from "./appareil.js";
import {aPerdre} from "./perte.js";

/** Keep what is typed in the forms that ask for it; those without a bookmark are only watched. */
export function garderLaSaisie() {
  for (const form of document.querySelectorAll("form[data-garde]")) {
    if (form.elements.signet) garder(form);
    else surveiller(form);
  }
}

function surveiller(form) {
  form.addEventListener("input", () => aPerdre.add(form));
  form.addEventListener("submit", () => aPerdre.delete(form));
}

function garder(form) {
  const gardien = garde(form, aPerdre, {
    saisie: () => saisie(new FormData(form)),
    deposer,
    retenir,
    oublier,
    dire: afficheur(form.querySelector("[data-etat]")),
  });
  form.addEventListener("input", gardien.taper);
  addEventListener("online", gardien.reprendre);
  garderAvantDEnvoyer(form, gardien);
}

const afficheur = (etat) => (texte) => {
  if (etat.textContent !== texte) etat.textContent = texte;
};

function garderAvantDEnvoyer(form, gardien) {
  let pret = false;
  const reprendreLEnvoi = (e) => {
    if (pret) {
      pret = false;
      return;
    }
    e.preventDefault();
    e.stopPropagation();
    gardien.envoyer(() => {
      pret = true;
      form.requestSubmit(e.submitter);
    });
  };
  form.addEventListener("submit", reprendreLEnvoi, true);
}
