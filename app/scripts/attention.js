// A message read can be put away.
for (const avis of document.querySelectorAll("[data-fermable]")) {
  const bouton = document.createElement("button");
  bouton.type = "button";
  bouton.className = "bouton bouton--discret avis-fermer";
  bouton.textContent = "Fermer";
  bouton.addEventListener("click", () => avis.remove());
  avis.append(bouton);
}

for (const bouton of document.querySelectorAll("[data-imprimer]")) {
  bouton.hidden = false;
  bouton.addEventListener("click", () => print());
}

// Errors are read first; Escape closes what was opened.
document.querySelector("[data-resume]")?.focus();
addEventListener("keydown", (e) => {
  if (e.key !== "Escape") return;
  const ouvert = e.target.closest("details[open]");
  if (!ouvert) return;
  ouvert.open = false;
  ouvert.querySelector("summary").focus();
});
