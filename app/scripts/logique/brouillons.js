// Drafts that could not reach the server: one a form, all in one text that the device keeps.

/** Return the drafts a kept text holds, by key; none when there is no text, or a damaged one. */
export function lire(texte) {
  try {
    return JSON.parse(texte) || {};
  } catch {
    return {};
  }
}

/** Return the drafts with that of the form `corps` was typed in, and what is shown of it (`details`). */
export const avec = (brouillons, corps, details) => ({...brouillons, [cleDe(corps)]: {corps, ...details}});

/** Return the drafts without that of the form `corps` was typed in. */
export function sans(brouillons, corps) {
  const restants = {...brouillons};
  delete restants[cleDe(corps)];
  return restants;
}

/** Return what was typed, from the pairs of a form's data, as the body of a request; files stay out. */
export function saisie(paires) {
  const tapes = [...paires].filter(([nom, valeur]) => nom !== "csrf_token" && typeof valeur === "string");
  return new URLSearchParams(tapes).toString();
}

// The bookmark of a form without its date: the same person, employer and page give the same key.
function cleDe(corps) {
  const signet = new URLSearchParams(corps).get("signet");
  return signet.slice(0, signet.lastIndexOf(".", signet.lastIndexOf(".") - 1));
}
