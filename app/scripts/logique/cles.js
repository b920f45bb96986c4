// Passkeys: where they may be asked for, and what is told of one that did not come.
const ABANDON = "Rien n’a été fait : la demande a été annulée, ou a duré trop longtemps. Réessayez.";
const REFUS = {
  NotAllowedError: ABANDON,
  InvalidStateError: "Cet appareil garde déjà une clé d’accès de votre compte : il n’en faut pas d’autre.",
  SecurityError: "Cette page n’est pas à l’adresse pour laquelle les clés d’accès sont faites.",
  TypeError: "La connexion est coupée : réessayez.",
};
const SINON = "Votre appareil n’a pas pu répondre : rechargez la page, puis réessayez.";

/** Return whether a page of `hote` may ask for the keys of `domaine`. */
export const permise = (domaine, hote) => hote === domaine || hote.endsWith(`.${domaine}`);

/** Return what to say when an error of this name ended the demand; nothing where the page itself gave it up. */
export const phrase = (nom) => (nom === "AbortError" ? "" : (REFUS[nom] ?? SINON));
