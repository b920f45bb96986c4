// A large file travels in pieces before its form; after a cut it goes on from where it stopped,
// even when the page was closed and the file chosen again.
const MORCEAU = 128 * 1024;
const REPOS = 2000;

const enMorceaux = (fichier) => fichier.size > MORCEAU && Boolean(window.crypto?.subtle);

async function empreinteDe(fichier) {
  const octets = await crypto.subtle.digest("SHA-256", await fichier.arrayBuffer());
  return [...new Uint8Array(octets)].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}

const ligneRevenue = () => new Promise((suite) => {
  addEventListener("online", suite, {once: true});
  setTimeout(suite, REPOS);
});

// Resolves to how many bytes the server has; rejects when it does not take files in pieces from this person.
async function echanger(adresse, options, surCoupure) {
  for (;;) {
    try {
      const reponse = await fetch(adresse, options);
      if (reponse.redirected || ![200, 409].includes(reponse.status)) throw new RangeError(reponse.status);
      return (await reponse.json()).recu;
    } catch (erreur) {
      if (erreur instanceof RangeError || erreur instanceof SyntaxError) throw erreur;
      surCoupure();
      await ligneRevenue();
    }
  }
}

async function faireRecevoir(fichier, jeton, avancer, surCoupure) {
  const sha256 = await empreinteDe(fichier);
  const adresse = `/reception/${sha256}`;
  let recu = await echanger(adresse, {}, surCoupure);
  while (recu < fichier.size) {
    avancer(recu);
    const body = fichier.slice(recu, recu + MORCEAU);
    const headers = {"X-CSRFToken": jeton, "Content-Type": "application/octet-stream"};
    recu = await echanger(`${adresse}?debut=${recu}`, {method: "POST", headers, body}, surCoupure);
  }
  return sha256;
}

// Sends ahead the large files of a field, and names them in the form data in their place.
async function devancer(champ, donnees, dire) {
  const jeton = donnees.get("csrf_token");
  const fichiers = donnees.getAll(champ.name);
  donnees.delete(champ.name);
  for (const fichier of fichiers) {
    if (!enMorceaux(fichier)) {
      donnees.append(champ.name, fichier);
      continue;
    }
    const part = (recu) => Math.round((100 * recu) / fichier.size);
    let dernier = 0;
    const avancer = (recu) => dire(`Envoi : ${(dernier = part(recu))} %`, dernier);
    const couper = () => dire(`La connexion est coupée à ${dernier} % : l’envoi reprendra là dès son retour.`, dernier);
    donnees.append("recu", `${champ.name}:${await faireRecevoir(fichier, jeton, avancer, couper)}:${fichier.name}`);
  }
  return donnees;
}
