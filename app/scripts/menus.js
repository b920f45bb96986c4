// The drop-downs of the site open without script; with it, Escape and a press elsewhere close them.
const deroulants = document.querySelectorAll(".deroulant");
const fermerSauf = (garde) => deroulants.forEach((d) => { if (d !== garde) d.open = false; });

if (deroulants.length) {
  document.addEventListener("pointerdown", (e) => fermerSauf(e.target.closest(".deroulant")));
  document.addEventListener("keydown", (e) => {
    const ouvert = e.key === "Escape" && document.querySelector(".deroulant[open]");
    if (!ouvert) return;
    fermerSauf(null);
    ouvert.querySelector("summary").focus();
  });
}
