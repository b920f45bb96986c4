// A double click sends once.
addEventListener("submit", (e) => {
  if (e.target.method !== "post" || e.defaultPrevented) return;
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
