// Photographs made lighter: which ones, how wide they become, what is said of it.
import {enMo, poids} from "./fichiers.js";

const COTE = 2000;
const LEGER = 700 * 1024;

/** Return whether a file is a photograph heavy enough to be made lighter. */
export const estLourde = ({type, size}) => /^image\/(jpeg|png)$/.test(type) && size > LEGER;

/** Return the width and height, in pixels, of a photograph brought back to the longest side it needs. */
export function reduite({width, height}) {
  const part = Math.min(1, COTE / Math.max(width, height));
  return [width, height].map((cote) => Math.round(cote * part));
}

/** Return the name of a photograph that is now a JPEG. */
export const enJpeg = (nom) => `${nom.replace(/\.\w+$/, "")}.jpg`;

/** Return the sentence that says how much lighter the files are. */
export const phraseAllegee = (avant, apres) =>
  `Photo allégée de ${enMo(poids(avant))} à ${enMo(poids(apres))} avant l’envoi.`;
