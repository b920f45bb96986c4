// A photograph is made lighter on the device before it travels, its place and camera left out;
// what the browser cannot read goes as it is.
const COTE = 2000;
const LEGER = 700 * 1024;

async function alleger(fichier) {
  if (!/^image\/(jpeg|png)$/.test(fichier.type) || fichier.size <= LEGER) return fichier;
  const image = await createImageBitmap(fichier, {imageOrientation: "from-image"});
  const part = Math.min(1, COTE / Math.max(image.width, image.height));
  const toile = document.createElement("canvas");
  [toile.width, toile.height] = [image.width, image.height].map((cote) => Math.round(cote * part));
  const pinceau = toile.getContext("2d");
  pinceau.fillStyle = "#fff";
  pinceau.fillRect(0, 0, toile.width, toile.height);
  pinceau.drawImage(image, 0, 0, toile.width, toile.height);
  const jpeg = await new Promise((suite) => toile.toBlob(suite, "image/jpeg", 0.85));
  if (!jpeg || jpeg.size >= fichier.size) return fichier;
  return new File([jpeg], fichier.name.replace(/\.\w+$/, "") + ".jpg", {type: jpeg.type});
}

const poids = (fichiers) => [...fichiers].reduce((somme, fichier) => somme + fichier.size, 0);
const enMo = (octets) => (octets / 1048576).toFixed(1).replace(".", ",") + " Mo";

// Puts the lighter files in the field; resolves to the sentence that says so, empty when nothing changed.
async function allegerLeChamp(champ) {
  const choisis = champ.files;
  try {
    const nouveaux = await Promise.all([...choisis].map(alleger));
    if (champ.files !== choisis || nouveaux.every((fichier, rang) => fichier === choisis[rang])) return "";
    const lot = new DataTransfer();
    nouveaux.forEach((fichier) => lot.items.add(fichier));
    const phrase = `Photo allégée de ${enMo(poids(choisis))} à ${enMo(poids(nouveaux))} avant l’envoi.`;
    champ.files = lot.files;
    return phrase;
  } catch {
    return "";
  }
}
