// A day or a month half typed, or that no calendar has, is empty for the server: it is said here, and left as it is.
const INCOMPLETS = {
  month: "Ce mois n’est pas complet : écrivez le mois et l’année, par exemple 10/2026.",
  date: "Cette date n’est pas complète ou n’existe pas : écrivez le jour, le mois et l’année.",
  "datetime-local": "Cette date n’est pas complète ou n’existe pas : écrivez le jour, le mois, l’année et l’heure.",
};

function direIncomplet(champ) {
  const id = `${champ.id}-erreur`;
  const erreur = document.getElementById(id) ?? document.createElement("p");
  erreur.id = id;
  erreur.className = "erreur";
  erreur.textContent = INCOMPLETS[champ.type];
  champ.before(erreur);
  champ.parentElement.classList.add("champ--erreur");
  champ.setAttribute("aria-invalid", "true");
  const aide = champ.getAttribute("aria-describedby")?.split(" ").filter((cle) => cle !== id) ?? [];
  champ.setAttribute("aria-describedby", [...aide, id].join(" "));
}

addEventListener("submit", (e) => {
  const incomplets = [...e.target.elements].filter((champ) => champ.validity?.badInput && champ.type in INCOMPLETS);
  if (!incomplets.length) return;
  e.preventDefault();
  e.stopImmediatePropagation();
  incomplets.forEach(direIncomplet);
  incomplets[0].focus();
}, true);
