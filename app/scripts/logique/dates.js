// A day or a month half typed, or that no calendar has, is empty for the server: what is said of it.
const INCOMPLETS = {
  month: "Ce mois n’est pas complet : écrivez le mois et l’année, par exemple 10/2026.",
  date: "Cette date n’est pas complète ou n’existe pas : écrivez le jour, le mois et l’année.",
  "datetime-local":
    "Cette date n’est pas complète ou n’existe pas : écrivez le jour, le mois, l’année et l’heure.",
};

/** Return what to say of a field, undefined when it holds a whole date, nothing, or no date. */
export const incomplet = ({type, validity}) => (validity?.badInput ? INCOMPLETS[type] : undefined);

/** Return the value of aria-describedby with `id` at its end, once. */
export function decritPar(cles, id) {
  const autres = cles?.split(" ").filter((cle) => cle !== id) ?? [];
  return [...autres, id].join(" ");
}
