// What is typed in a form is kept as one goes, on the server or on the device, and before the form leaves.

/** Milliseconds without typing before what was typed is sent. */
export const APRES_LA_FRAPPE = 1500;
/** Milliseconds before the server is tried again. */
export const NOUVEL_ESSAI = 10000;
const COUPEE = "La connexion est coupée. Votre saisie est gardée sur cet appareil, pas encore envoyée.";
const COUPEE_A_L_ENVOI = "La connexion est coupée : pas encore envoyé. Nouvel essai dès son retour.";

/**
 * Return what to call when somebody types (`taper`), the line is back (`reprendre`), the form is sent (`envoyer`).
 * `aPerdre` is the set of forms whose text nothing keeps yet; the rest reads the text, sends it,
 * retains or forgets it on the device, and tells the person.
 */
export function garde(form, aPerdre, {saisie, deposer, retenir, oublier, dire}) {
  let file = Promise.resolve();
  let minuterie;
  let envoi;

  // One at a time: an older text must not arrive after a newer one, nor after the form itself.
  function enregistrer() {
    clearTimeout(minuterie);
    file = file.then(essayer);
  }
  function programmer(delai) {
    clearTimeout(minuterie);
    minuterie = setTimeout(enregistrer, delai);
  }
  async function essayer() {
    const corps = saisie();
    const message = await deposer(corps);
    if (message === null) return retarder(corps);
    oublier(corps);
    if (envoi) return laisserPartir();
    if (corps === saisie()) aPerdre.delete(form);
    dire(message);
  }
  function retarder(corps) {
    if (retenir(corps)) aPerdre.delete(form);
    dire(envoi ? COUPEE_A_L_ENVOI : COUPEE);
    programmer(NOUVEL_ESSAI);
  }
  function laisserPartir() {
    const partir = envoi;
    envoi = null;
    aPerdre.delete(form);
    partir();
  }

  return {
    taper() {
      aPerdre.add(form);
      programmer(APRES_LA_FRAPPE);
    },
    reprendre() {
      if (aPerdre.has(form) || envoi) enregistrer();
    },
    envoyer(partir) {
      envoi = partir;
      enregistrer();
    },
  };
}
