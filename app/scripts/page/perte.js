// Before a page is left with something typed that nothing keeps, the browser asks.

/** The forms of the page whose text nothing keeps yet. */
export const aPerdre = new Set();

/** Ask before the page is left while something would be lost. */
export function demanderAvantDePerdre() {
  addEventListener("beforeunload", (e) => {
    if (aPerdre.size) e.preventDefault();
  });
}
