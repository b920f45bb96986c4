// Rows proposed as one types: when to ask for them, and where.

/** Return whether rows are to be looked for: enough is typed, and it is none of those already offered. */
export const aChercher = (texte, offerts) => texte.trim().length > 1 && !offerts.includes(texte);

/** Return the address that answers the rows that match what was typed. */
export const adresseDes = (choix, texte) => `${choix}&q=${encodeURIComponent(texte)}`;
