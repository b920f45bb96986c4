// A field with data-choix proposes, as one types, the rows that match; without script the server does it after.
for (const champ of document.querySelectorAll("input[data-choix]")) {
  let minuterie;
  const proposer = async () => {
    const cherche = champ.value;
    const adresse = `${champ.dataset.choix}&q=${encodeURIComponent(cherche)}`;
    const reponse = await fetch(adresse).then((r) => r.json(), () => null);
    if (reponse && champ.value === cherche) champ.list.replaceChildren(...reponse.choix.map((texte) => new Option(texte)));
  };
  champ.addEventListener("input", () => {
    clearTimeout(minuterie);
    const choisi = [...champ.list.options].some((option) => option.value === champ.value);
    if (!choisi && champ.value.trim().length > 1) minuterie = setTimeout(proposer, 250);
  });
}
