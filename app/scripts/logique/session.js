// A session left alone ends: what is said of it, and when.
const PREAVIS = 5 * 60 * 1000;
const FERMEE = "Votre session est fermée par sécurité. Reconnectez-vous pour continuer.";

/** Return what to say of a session that ends in `reste` milliseconds, and whether one may still keep it. */
export function annonce(reste) {
  if (reste > PREAVIS) return {texte: "", prolongeable: false};
  return reste > 0 ? {texte: preavis(reste), prolongeable: true} : {texte: FERMEE, prolongeable: false};
}

const preavis = (reste) => `Sans activité, votre session se ferme dans ${Math.ceil(reste / 60000)} min.`;
