// A session left alone is about to end: say so in time. Other tabs in use keep it alive too.
import {annonce} from "../logique/session.js";

const TOUTES_LES = 15000;

/** Say when the session is about to end, and let one keep it. */
export function annoncerLaFinDeSession() {
  const avis = document.querySelector("[data-fin-de-session]");
  if (!avis) return;
  marquer();
  avis.querySelector("button").addEventListener("click", () => prolonger(avis));
  const duree = Number(avis.dataset.finDeSession) * 1000;
  setInterval(() => dire(avis, annonce(vue() + duree - Date.now())), TOUTES_LES);
}

const vue = () => Number(localStorage.getItem("vue")) || Date.now();
const marquer = () => localStorage.setItem("vue", Date.now());

function dire(avis, {texte, prolongeable}) {
  avis.hidden = !texte;
  avis.querySelector("[data-texte]").textContent = texte;
  avis.querySelector("button").hidden = !prolongeable;
}

async function prolonger(avis) {
  const reponse = await fetch(avis.dataset.presence, {redirect: "manual"}).catch(() => null);
  if (!reponse?.ok) return dire(avis, {texte: "La connexion est coupée : réessayez.", prolongeable: true});
  marquer();
  dire(avis, {texte: "", prolongeable: false});
}
