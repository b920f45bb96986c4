// The shell is kept on the device; when the line is cut it shows what was typed and is still here.
if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/service-worker.js").catch(() => {}));
}

const gardeIci = document.querySelector("[data-appareil]");
if (gardeIci) {
  const lignes = Object.values(gardes()).map(({titre, le, adresse}) => {
    const ligne = document.createElement("li");
    const lien = document.createElement("a");
    lien.href = adresse;
    lien.textContent = titre;
    ligne.append(lien, `, tapé à ${le}`);
    return ligne;
  });
  gardeIci.hidden = !lignes.length;
  gardeIci.querySelector("ul").replaceChildren(...lignes);
  if (location.pathname !== "/hors-ligne") document.querySelector("[data-reessayer]").href = location.href;
}
