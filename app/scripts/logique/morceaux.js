// A large file travels in pieces before its form; after a cut it goes on from where it stopped,
// even when the page was closed and the file chosen again.

/** Bytes of a piece. */
export const MORCEAU = 128 * 1024;

/** Return whether a file travels in pieces: it is larger than one, and the browser can take its fingerprint. */
export const enMorceaux = (fichier) => fichier.size > MORCEAU && Boolean(globalThis.crypto?.subtle);

/**
 * Send ahead the large files of the field `nom`; return its form's data, which names them in their place.
 * `dire(phrase, part)` tells how far it is; `ligneRevenue()` resolves when it is worth trying again after a cut.
 * Rejects when the server does not take files in pieces from this person.
 */
export async function devancer(nom, donnees, dire, ligneRevenue) {
  const jeton = donnees.get("csrf_token");
  const fichiers = donnees.getAll(nom);
  donnees.delete(nom);
  for (const fichier of fichiers) {
    if (enMorceaux(fichier)) {
      const sha256 = await faireRecevoir(fichier, jeton, suivi(fichier, dire, ligneRevenue));
      donnees.append("recu", `${nom}:${sha256}:${fichier.name}`);
    } else donnees.append(nom, fichier);
  }
  return donnees;
}

function suivi(fichier, dire, ligneRevenue) {
  let part = 0;
  return {
    avancer(recu) {
      part = Math.round((100 * recu) / fichier.size);
      dire(`Envoi : ${part} %`, part);
    },
    attendre() {
      dire(`La connexion est coupée à ${part} % : l’envoi reprendra là dès son retour.`, part);
      return ligneRevenue();
    },
  };
}

async function faireRecevoir(fichier, jeton, {avancer, attendre}) {
  const sha256 = await empreinteDe(fichier);
  const adresse = `/reception/${sha256}`;
  const headers = {"X-CSRFToken": jeton, "Content-Type": "application/octet-stream"};
  let recu = await echanger(adresse, {}, attendre);
  while (recu < fichier.size) {
    avancer(recu);
    const body = fichier.slice(recu, recu + MORCEAU);
    recu = await echanger(`${adresse}?debut=${recu}`, {method: "POST", headers, body}, attendre);
  }
  return sha256;
}

async function empreinteDe(fichier) {
  const octets = await crypto.subtle.digest("SHA-256", await fichier.arrayBuffer());
  return [...new Uint8Array(octets)].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}

// Resolves to how many bytes the server has, however often the line is cut meanwhile.
async function echanger(adresse, options, attendre) {
  for (;;) {
    try {
      return await recuSelon(await fetch(adresse, options));
    } catch (erreur) {
      if (erreur instanceof RangeError || erreur instanceof SyntaxError) throw erreur;
      await attendre();
    }
  }
}

async function recuSelon(reponse) {
  if (reponse.redirected || ![200, 409].includes(reponse.status)) throw new RangeError(reponse.status);
  return (await reponse.json()).recu;
}
