// The drop-downs of the site open without script; with it, Escape and a press elsewhere close them.

/** Let Escape and a press elsewhere close the drop-downs of the page. */
export function fermerLesMenus() {
  const menus = document.querySelectorAll(".deroulant");
  if (!menus.length) return;
  document.addEventListener("pointerdown", (e) => fermerSauf(e.target.closest(".deroulant"), menus));
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") refermer(document.querySelector(".deroulant[open]"), menus);
  });
}

function fermerSauf(garde, menus) {
  for (const menu of menus) if (menu !== garde) menu.open = false;
}

function refermer(ouvert, menus) {
  if (!ouvert) return;
  fermerSauf(null, menus);
  ouvert.querySelector("summary").focus();
}
