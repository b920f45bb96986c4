// A message read can be put away.

/** Give its button to each message that can be put away. */
export function permettreDeFermerLesAvis() {
  for (const avis of document.querySelectorAll("[data-fermable]")) avis.append(boutonQuiFerme(avis));
}

function boutonQuiFerme(avis) {
  const bouton = document.createElement("button");
  bouton.type = "button";
  bouton.className = "bouton bouton--discret avis-fermer";
  bouton.textContent = "Fermer";
  bouton.addEventListener("click", () => avis.remove());
  return bouton;
}
