// Small comforts. Every page works without them.
(() => {
  "use strict";

  // A form with data-garde asks before what was typed in it is lost.
  const modifies = new Set();
  for (const form of document.querySelectorAll("form[data-garde]")) {
    form.addEventListener("input", () => modifies.add(form));
    form.addEventListener("submit", () => modifies.clear());
  }
  addEventListener("beforeunload", (e) => {
    if (modifies.size) e.preventDefault();
  });

  // A double click sends once.
  addEventListener("submit", (e) => {
    if (e.target.method !== "post") return;
    if (e.target.dataset.envoi) return e.preventDefault();
    e.target.dataset.envoi = "1";
    for (const bouton of e.target.querySelectorAll("button")) bouton.setAttribute("aria-disabled", "true");
    setTimeout(liberer, 5000, e.target);
  });
  function liberer(form) {
    delete form.dataset.envoi;
    for (const bouton of form.querySelectorAll("button")) bouton.removeAttribute("aria-disabled");
  }
  addEventListener("pageshow", () => document.querySelectorAll("form[data-envoi]").forEach(liberer));

  // A file shows how far its sending is; a cut line keeps the form, ready to send again.
  for (const zone of document.querySelectorAll("[data-progression]")) {
    const form = zone.closest("form");
    const dire = (texte) => {
      zone.hidden = false;
      zone.lastElementChild.textContent = texte;
    };
    form.addEventListener("submit", (e) => {
      if (e.defaultPrevented || form.dataset.envoi || !form.querySelector("input[type=file]").value) return;
      e.preventDefault();
      e.stopPropagation();
      form.dataset.envoi = "1";
      const requete = new XMLHttpRequest();
      requete.upload.onprogress = (p) => {
        const part = Math.round((100 * p.loaded) / p.total);
        zone.firstElementChild.value = part;
        dire(part < 100 ? `Envoi : ${part} %` : "Fichier reçu, contrôle en cours…");
      };
      requete.onload = () => {
        modifies.clear();
        history.replaceState(null, "", requete.responseURL);
        document.open();
        document.write(requete.responseText);
        document.close();
      };
      requete.onerror = () => {
        liberer(form);
        dire("La connexion est coupée : rien n’a été envoyé. Votre fichier est toujours choisi, envoyez-le de nouveau.");
      };
      requete.open("POST", form.action);
      requete.send(new FormData(form, e.submitter));
    });
  }

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
})();
