// A file shows how far its sending is; one that cannot be taken is refused before it costs data;
// a cut line keeps the file chosen and sends it again when it is back.
function refusDe(fichier, champ) {
  const extensions = champ.accept.split(",").filter(Boolean);
  if (extensions.length && !extensions.some((fin) => fichier.name.toLowerCase().endsWith(fin))) {
    const offertes = extensions.join(", ").replace(/, ([^,]*)$/, " ou $1");
    const remede = /\.(xls|xlsm|xlsb|ods|numbers)$/i.test(fichier.name) && extensions.includes(".xlsx")
      ? "ouvrez-le, puis « Enregistrer sous » au format « Classeur Excel (.xlsx) »" : "choisissez-en un autre";
    return `« ${fichier.name} » n’est pas un fichier ${offertes} : ${remede}.`;
  }
  if (fichier.size > champ.dataset.octets) {
    return `« ${fichier.name} » est trop lourd : ${champ.dataset.taille} au plus. Allégez-le ou coupez-le en deux.`;
  }
  return "";
}

function suivre(zone) {
  const form = zone.closest("form");
  const champ = zone.parentElement.querySelector("input[type=file]");
  const [barre, texte] = zone.children;
  const dire = (phrase, part) => {
    zone.hidden = false;
    barre.hidden = part === undefined;
    barre.value = part ?? 0;
    texte.textContent = phrase;
  };
  const refuser = () => {
    const phrase = [...champ.files].map((fichier) => refusDe(fichier, champ)).find(Boolean) ?? "";
    zone.parentElement.querySelector("p.erreur")?.remove();
    zone.parentElement.classList.toggle("champ--erreur", Boolean(phrase));
    texte.classList.toggle("erreur", Boolean(phrase));
    champ.setAttribute("aria-invalid", Boolean(phrase));
    if (phrase) dire(phrase);
    else zone.hidden = true;
    return phrase;
  };
  const remplacer = (requete) => {
    aPerdre.clear();
    history.replaceState(null, "", requete.responseURL);
    document.open();
    document.write(requete.responseText);
    document.close();
  };

  const poster = (donnees, e) => {
    const requete = new XMLHttpRequest();
    requete.upload.onprogress = ({loaded, total}) => {
      const part = Math.round((100 * loaded) / total);
      dire(part < 100 ? `Envoi : ${part} %` : "Fichier reçu, contrôle en cours…", part);
    };
    requete.onload = () => remplacer(requete);
    requete.onerror = () => {
      liberer(form);
      dire("La connexion est coupée : rien n’a été envoyé. Votre fichier est toujours choisi, il repartira dès son retour.");
      addEventListener("online", () => form.requestSubmit(e.submitter), {once: true});
    };
    requete.open("POST", form.action);
    requete.send(donnees);
  };

  champ.addEventListener("change", async () => {
    const phrase = await allegerLeChamp(champ);
    if (champ.files[0] && !refuser() && phrase) dire(phrase);
  });
  form.addEventListener("submit", (e) => {
    if (e.defaultPrevented || form.dataset.envoi || !champ.files[0]) return;
    e.preventDefault();
    e.stopPropagation();
    if (refuser()) return champ.focus();
    form.dataset.envoi = "1";
    const donnees = () => new FormData(form, e.submitter);
    if (![...champ.files].some(enMorceaux)) return poster(donnees(), e);
    devancer(champ, donnees(), dire).catch(donnees).then((pretes) => poster(pretes, e));
  });
}

document.querySelectorAll("[data-progression]").forEach(suivre);
