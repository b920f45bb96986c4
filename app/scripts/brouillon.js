// A form with data-garde keeps what is typed, on the server or on this device, and asks before it is lost.
const APRES_LA_FRAPPE = 1500;
const NOUVEL_ESSAI = 10000;
const COUPEE = "La connexion est coupée. Votre saisie est gardée sur cet appareil, pas encore envoyée.";
const COUPEE_A_L_ENVOI = "La connexion est coupée : pas encore envoyé. Nouvel essai dès son retour.";

const aPerdre = new Set();
addEventListener("beforeunload", (e) => {
  if (aPerdre.size) e.preventDefault();
});

function saisie(form) {
  const tapes = [...new FormData(form)].filter(([nom, valeur]) => nom !== "csrf_token" && typeof valeur === "string");
  return new URLSearchParams(tapes).toString();
}

function garder(form) {
  const etat = form.querySelector("[data-etat]");
  let file = Promise.resolve();
  let minuterie, envoi, pret;

  const dire = (texte) => {
    if (etat.textContent !== texte) etat.textContent = texte;
  };
  const programmer = (delai) => {
    clearTimeout(minuterie);
    minuterie = setTimeout(enregistrer, delai);
  };
  // One at a time: an older text must not arrive after a newer one, nor after the form itself.
  function enregistrer() {
    clearTimeout(minuterie);
    file = file.then(essayer);
  }
  async function essayer() {
    const corps = saisie(form);
    const message = await deposer(corps);
    if (message === null) {
      if (retenir(corps)) aPerdre.delete(form);
      dire(envoi ? COUPEE_A_L_ENVOI : COUPEE);
      return programmer(NOUVEL_ESSAI);
    }
    oublier(corps);
    if (envoi) return partir();
    if (corps === saisie(form)) aPerdre.delete(form);
    dire(message);
  }
  function partir() {
    const {par} = envoi;
    envoi = null;
    pret = true;
    aPerdre.delete(form);
    form.requestSubmit(par);
  }

  form.addEventListener("input", () => {
    aPerdre.add(form);
    programmer(APRES_LA_FRAPPE);
  });
  addEventListener("online", () => (aPerdre.has(form) || envoi) && enregistrer());
  form.addEventListener("submit", (e) => {
    if (pret) return (pret = false);
    e.preventDefault();
    e.stopPropagation();
    envoi = {par: e.submitter};
    enregistrer();
  }, true);
}

for (const form of document.querySelectorAll("form[data-garde]")) {
  if (form.elements.signet) garder(form);
  else {
    form.addEventListener("input", () => aPerdre.add(form));
    form.addEventListener("submit", () => aPerdre.delete(form));
  }
}
