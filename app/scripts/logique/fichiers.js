// Files before they are sent: how heavy they are, and why one cannot be taken.
const AUTRES_CLASSEURS = /\.(xls|xlsm|xlsb|ods|numbers)$/i;

/** Return how many bytes the files are together. */
export const poids = (fichiers) => [...fichiers].reduce((somme, fichier) => somme + fichier.size, 0);

/** Return a number of bytes as one reads it: « 2,4 Mo ». */
export const enMo = (octets) => `${(octets / 1048576).toFixed(1).replace(".", ",")} Mo`;

/** Return the sentence that refuses the first file that cannot be taken, empty when all can. */
export const premierRefus = (fichiers, limites) =>
  [...fichiers].map((fichier) => refusDe(fichier, limites)).find(Boolean) ?? "";

/**
 * Return the sentence that refuses a file, empty when it can be taken.
 * `extensions` are those taken (all when there is none), `octets` the most it may weigh, `taille` the same in words.
 */
export function refusDe({name, size}, {extensions, octets, taille}) {
  if (!accepte(name, extensions)) return autreSorte(name, extensions);
  return size > octets ? tropLourd(name, taille) : "";
}

const autreSorte = (nom, extensions) =>
  `« ${nom} » n’est pas un fichier ${enumerer(extensions)} : ${remede(nom, extensions)}.`;

const tropLourd = (nom, taille) =>
  `« ${nom} » est trop lourd : ${taille} au plus. Allégez-le ou coupez-le en deux.`;

const accepte = (nom, extensions) =>
  !extensions.length || extensions.some((fin) => nom.toLowerCase().endsWith(fin));

const enumerer = (extensions) => extensions.join(", ").replace(/, ([^,]*)$/, " ou $1");

const remede = (nom, extensions) =>
  AUTRES_CLASSEURS.test(nom) && extensions.includes(".xlsx")
    ? "ouvrez-le, puis « Enregistrer sous » au format « Classeur Excel (.xlsx) »"
    : "choisissez-en un autre";
