// A field with data-choix proposes, as one types, the rows that match; without script the server does it after.
import {aChercher, adresseDes} from "../logique/choix.js";

const APRES_LA_FRAPPE = 250;

/** Propose rows as one types in the fields that look for one. */
export function proposerDesChoix() {
  document.querySelectorAll("input[data-choix]").forEach(assister);
}

function assister(champ) {
  let minuterie;
  champ.addEventListener("input", () => {
    clearTimeout(minuterie);
    const offerts = [...champ.list.options].map((option) => option.value);
    if (aChercher(champ.value, offerts)) minuterie = setTimeout(proposer, APRES_LA_FRAPPE, champ);
  });
}

// What was typed meanwhile makes an answer late: a newer one comes.
async function proposer(champ) {
  const texte = champ.value;
  const choix = await trouver(adresseDes(champ.dataset.choix, texte));
  if (choix && champ.value === texte) champ.list.replaceChildren(...choix.map((ligne) => new Option(ligne)));
}

async function trouver(adresse) {
  try {
    const reponse = await fetch(adresse);
    return (await reponse.json()).choix;
  } catch {
    return null;
  }
}
