// The keyboard: errors are read first, Escape closes what was opened.

/** Bring to the errors of the page who comes to correct them. */
export function commencerParLesErreurs() {
  document.querySelector("[data-resume]")?.focus();
}

/** Let Escape close the part of the page one is in. */
export function fermerParEchap() {
  addEventListener("keydown", (e) => {
    if (e.key === "Escape") refermer(e.target.closest("details[open]"));
  });
}

function refermer(ouvert) {
  if (!ouvert) return;
  ouvert.open = false;
  ouvert.querySelector("summary").focus();
}
