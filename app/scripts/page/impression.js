// A page made to be printed has a button for it, which needs a script.

/** Show the buttons that print the page. */
export function montrerLesBoutonsDImpression() {
  for (const bouton of document.querySelectorAll("[data-imprimer]")) {
    bouton.hidden = false;
    bouton.addEventListener("click", () => print());
  }
}
