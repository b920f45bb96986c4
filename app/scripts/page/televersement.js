// A form with files shows how far their sending is; a cut line keeps the files chosen and sends them when it is back.
import {devancer, enMorceaux} from "../logique/morceaux.js";
import {champFichier} from "./champ_fichier.js";
import {estParti, liberer, noterParti} from "./envoi_unique.js";
import {aPerdre} from "./perte.js";

const REPOS = 2000;
const COUPEE =
  "La connexion est coupée : rien n’a été envoyé. Votre fichier est toujours choisi, il repartira dès son retour.";

/** Send by script the forms with files, and show how far each is. */
export function suivreLesTeleversements() {
  document.querySelectorAll("[data-progression]").forEach(suivre);
}

function suivre(zone) {
  const form = zone.closest("form");
  const {champ, dire, refuser} = champFichier(zone);
  form.addEventListener("submit", (e) => {
    if (e.defaultPrevented || estParti(form) || !champ.files[0]) return;
    e.preventDefault();
    e.stopPropagation();
    if (refuser()) champ.focus();
    else envoyer(form, champ, dire, e.submitter);
  });
}

async function envoyer(form, champ, dire, par) {
  noterParti(form);
  poster(await preparer(form, champ, dire, par), form, dire, par);
}

// Large files go first, in pieces; where that is not taken, all goes with the form.
async function preparer(form, champ, dire, par) {
  const donnees = () => new FormData(form, par);
  if (![...champ.files].some(enMorceaux)) return donnees();
  return devancer(champ.name, donnees(), dire, ligneRevenue).catch(donnees);
}

function ligneRevenue() {
  return new Promise((suite) => {
    addEventListener("online", suite, {once: true});
    setTimeout(suite, REPOS);
  });
}

// `fetch` does not tell how much of a body has left.
function poster(donnees, form, dire, par) {
  const requete = new XMLHttpRequest();
  requete.upload.onprogress = ({loaded, total}) => direLAvance(Math.round((100 * loaded) / total), dire);
  requete.onload = () => remplacerLaPage(requete);
  requete.onerror = () => {
    liberer(form);
    dire(COUPEE);
    addEventListener("online", () => form.requestSubmit(par), {once: true});
  };
  requete.open("POST", form.action);
  requete.send(donnees);
}

function direLAvance(part, dire) {
  dire(part < 100 ? `Envoi : ${part} %` : "Fichier reçu, contrôle en cours…", part);
}

function remplacerLaPage(requete) {
  aPerdre.clear();
  history.replaceState(null, "", requete.responseURL);
  document.open();
  document.write(requete.responseText);
  document.close();
}
