// A photograph is made lighter on the device before it travels, its place and camera left out;
// what the browser cannot read goes as it is.
import {enJpeg, estLourde, phraseAllegee, reduite} from "../logique/photos.js";

const QUALITE = 0.85;

/** Put lighter photographs in the field; resolve to the sentence that says so, empty when nothing changed. */
export async function allegerLeChamp(champ) {
  const choisis = champ.files;
  try {
    const nouveaux = await Promise.all([...choisis].map(alleger));
    if (champ.files !== choisis || nouveaux.every((fichier, rang) => fichier === choisis[rang])) return "";
    const phrase = phraseAllegee(choisis, nouveaux);
    champ.files = enListe(nouveaux);
    return phrase;
  } catch {
    return "";
  }
}

async function alleger(fichier) {
  if (!estLourde(fichier)) return fichier;
  const image = await createImageBitmap(fichier, {imageOrientation: "from-image"});
  const jpeg = await new Promise((suite) => peindre(image).toBlob(suite, "image/jpeg", QUALITE));
  if (!jpeg || jpeg.size >= fichier.size) return fichier;
  return new File([jpeg], enJpeg(fichier.name), {type: jpeg.type});
}

// On white: what was transparent would turn black.
function peindre(image) {
  const toile = document.createElement("canvas");
  [toile.width, toile.height] = reduite(image);
  const pinceau = toile.getContext("2d");
  pinceau.fillStyle = "#fff";
  pinceau.fillRect(0, 0, toile.width, toile.height);
  pinceau.drawImage(image, 0, 0, toile.width, toile.height);
  return toile;
}

function enListe(fichiers) {
  const lot = new DataTransfer();
  for (const fichier of fichiers) lot.items.add(fichier);
  return lot.files;
}
