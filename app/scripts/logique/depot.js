// What was typed goes to the server, which keeps it.

/** Send what was typed; return the server's words once it has it, null when it could not be reached. */
export async function deposer(corps) {
  try {
    const reponse = await fetch("/brouillons/", {method: "POST", body: new URLSearchParams(corps)});
    return reponse.status < 500 ? (await reponse.json()).message : null;
  } catch {
    return null;
  }
}

/** Send kept drafts, each forgotten once sent; return the addresses of their pages, none after a cut. */
export async function remettre(brouillons, oublier) {
  const adresses = [];
  for (const {corps, adresse} of Object.values(brouillons)) {
    if ((await deposer(corps)) === null) return [];
    oublier(corps);
    adresses.push(adresse);
  }
  return adresses;
}
