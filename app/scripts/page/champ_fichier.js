// A field of files: what it says under itself, and what it refuses before it costs data.
import {premierRefus} from "../logique/fichiers.js";
import {allegerLeChamp} from "./photos.js";

/** Return the field whose progress `zone` shows, once it refuses and makes lighter what is chosen in it. */
export function champFichier(zone) {
  const bloc = zone.parentElement;
  const champ = bloc.querySelector("input[type=file]");
  const [barre, texte] = zone.children;

  function dire(phrase, part) {
    zone.hidden = false;
    barre.hidden = part === undefined;
    barre.value = part ?? 0;
    texte.textContent = phrase;
  }
  function marquer(fautif) {
    bloc.querySelector("p.erreur")?.remove();
    bloc.classList.toggle("champ--erreur", fautif);
    texte.classList.toggle("erreur", fautif);
    champ.setAttribute("aria-invalid", fautif);
  }
  function refuser() {
    const phrase = premierRefus(champ.files, limitesDe(champ));
    marquer(Boolean(phrase));
    if (phrase) dire(phrase);
    else zone.hidden = true;
    return Boolean(phrase);
  }
  champ.addEventListener("change", async () => {
    const phrase = await allegerLeChamp(champ);
    if (champ.files[0] && !refuser() && phrase) dire(phrase);
  });
  return {champ, dire, refuser};
}

const limitesDe = ({accept, dataset: {octets, taille}}) => ({
  extensions: accept.split(",").filter(Boolean),
  octets: Number(octets),
  taille,
});
