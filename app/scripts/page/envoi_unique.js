// A double click sends once.
const SANS_REPONSE = 5000;

/** Hold back what is sent again while it is on its way. */
export function nEnvoyerQuUneFois() {
  addEventListener("submit", retenir);
  addEventListener("pageshow", () => document.querySelectorAll("form[data-envoi]").forEach(liberer));
}

/** Return whether a form is on its way. */
export const estParti = (form) => Boolean(form.dataset.envoi);

/** Note that a form is on its way. */
export function noterParti(form) {
  form.dataset.envoi = "1";
}

/** Let a form be sent again. */
export function liberer(form) {
  delete form.dataset.envoi;
  for (const bouton of form.querySelectorAll("button")) bouton.removeAttribute("aria-disabled");
}

function retenir(e) {
  if (e.target.method !== "post" || e.defaultPrevented) return;
  if (estParti(e.target)) e.preventDefault();
  else bloquer(e.target);
}

function bloquer(form) {
  noterParti(form);
  for (const bouton of form.querySelectorAll("button")) bouton.setAttribute("aria-disabled", "true");
  setTimeout(liberer, SANS_REPONSE, form);
}
