// What leads to a passkey waits hidden: a browser that knows none, or a page at another address, shows nothing.
// A form among that has the device answer, and carries what it says.
import {permise, phrase} from "../logique/cles.js";

/** Show what leads to a passkey where the browser can ask for one, and have the device answer. */
export function demanderLesCles() {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
  for (const partie of document.querySelectorAll("[data-cle]"))
    if (permise(partie.dataset.cle, location.hostname)) montrer(partie);
}

function montrer(partie) {
  partie.hidden = false;
  if (partie.matches("form")) preparer(partie);
}

function preparer(form) {
  let enCours;
  const demander = async (reglages) => {
    enCours?.abort();
    enCours = new AbortController();
    await repondre(form, {...reglages, signal: enCours.signal});
  };
  form.querySelector("button").addEventListener("click", () => demander());
  if ("proposee" in form.dataset) proposer(demander);
}

// The browser offers a key among the names that it fills in; the page waits, and says nothing if none is taken.
async function proposer(demander) {
  if (await PublicKeyCredential.isConditionalMediationAvailable?.()) demander({mediation: "conditional"});
}

async function repondre(form, reglages) {
  try {
    dire(form, "");
    const cle = await trouver(await defi(form), reglages);
    form.elements.reponse.value = JSON.stringify(cle);
    form.requestSubmit();
  } catch (erreur) {
    if (!reglages.mediation) dire(form, phrase(erreur.name));
  }
}

async function defi(form) {
  const reponse = await fetch(form.dataset.defi, {method: "POST", body: new FormData(form)});
  return reponse.json();
}

// What makes a key says for whom; what asks for one does not know yet.
const trouver = (options, reglages) =>
  options.user
    ? navigator.credentials.create({
        ...reglages,
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
      })
    : navigator.credentials.get({
        ...reglages,
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
      });

function dire(form, texte) {
  const refus = form.querySelector("[data-refus]");
  refus.textContent = texte;
  refus.hidden = !texte;
}
