// A session left alone is about to end: say so in time. Other tabs in use keep it alive too.
const veille = document.querySelector("[data-veille]");
if (veille) {
  const DUREE = Number(veille.dataset.veille) * 1000;
  const PREAVIS = 5 * 60 * 1000;
  const vue = () => Number(localStorage.getItem("vue")) || Date.now();
  const marquer = () => localStorage.setItem("vue", Date.now());
  const dire = (texte, bouton) => {
    veille.hidden = !texte;
    veille.querySelector("[data-veille-texte]").textContent = texte;
    veille.querySelector("button").hidden = !bouton;
  };
  marquer();
  veille.querySelector("button").addEventListener("click", async () => {
    const reponse = await fetch(veille.dataset.presence, { redirect: "manual" }).catch(() => null);
    if (!reponse?.ok) return dire("La connexion est coupée : réessayez.", true);
    marquer();
    dire("", false);
  });
  setInterval(() => {
    const reste = vue() + DUREE - Date.now();
    if (reste > PREAVIS) return dire("", false);
    if (reste > 0) return dire(`Sans activité, votre session se ferme dans ${Math.ceil(reste / 60000)} min.`, true);
    dire("Votre session est fermée par sécurité. Reconnectez-vous pour continuer.", false);
  }, 15000);
}
