"""« Simuler ma pension » without an account: a career typed or pasted, the same rules, nothing kept."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Optional

from app.carriere.carriere_csv import lire_carriere
from app.generateur.adaptateur import expose
from app.generateur.champs_lus import ChampDate, ChampMois, ChampMontant
from app.generateur.controles import au_plus, deja_ne
from app.generateur.ecrans.espace import PageOuverte
from app.regles import mois
from app.regles.bareme import AvantPremierTexte
from app.views.simulation import FormulaireSimulation, etudier, salaire_plausible

PERIODES = range(1, 7)
"""Periods of work that one may type; a longer career is pasted."""
CARRIERE_MAXIMALE = 40_000
"""Characters of a pasted career: eighty years of months."""
A_COMPLETER = "Complétez cette période : le premier mois, le dernier et le salaire."
A_L_ENVERS = "Ce mois vient avant le premier de la période : vérifiez les deux."
SANS_CARRIERE = "Indiquez au moins une période de travail, ou collez votre carrière."
TROP_LONGUE = "Cette période dépasse soixante-dix ans : vérifiez les années."
MOIS_AU_PLUS = 70 * 12


class FormulaireCarriere(FormulaireSimulation):
    """When one was born, when one would leave, and what one earned."""

    OUVERTES = 2
    """Periods that the page shows; it folds the others away."""

    salaire_futur = ChampMontant(
        "Salaire mensuel jusqu’au départ",
        [Optional(), salaire_plausible()],
        description="Vide : seuls les mois indiqués comptent",
    )
    naissance_le = ChampDate(
        "Date de naissance",
        [InputRequired("Indiquez votre date de naissance."), deja_ne],
        description="Par exemple 02/05/1970",
        render_kw={"autocomplete": "bday"},
    )
    carriere = TextAreaField(
        "Carrière collée",
        [Optional(), au_plus(CARRIERE_MAXIMALE, "Ce texte est trop long pour une carrière.")],
        description="Une ligne par mois, le mois puis le salaire : 2019-04;85000",
        render_kw={"rows": 6},
    )

    def gains(self) -> list[tuple[int, int]]:
        """Return the months and pay typed and pasted; what cannot be read is told beside its field."""
        return [*self._colles(), *(gain for rang in PERIODES for gain in self._periode(rang))]

    def periodes(self) -> list[tuple]:
        """Return the three fields of each period, in order."""
        return [tuple(self[f"{nom}_{rang}"] for nom in ("debut", "fin", "salaire")) for rang in PERIODES]

    def deborde(self) -> bool:
        """Say whether something is typed in a period that the page folds away."""
        return any(c.raw_data and c.raw_data[0] for p in self.periodes()[self.OUVERTES :] for c in p)

    def _colles(self) -> list[tuple[int, int]]:
        try:
            return lire_carriere(self.carriere.data or "")
        except ValueError as refus:
            self.carriere.errors = [str(refus)]
            return []

    def _periode(self, rang: int) -> list[tuple[int, int]]:
        debut, fin, salaire = self.periodes()[rang - 1]
        donnees = [debut.data, fin.data, salaire.data]
        if donnees == [None, None, None]:
            return []
        if None in donnees:
            vide = next(champ for champ in (debut, fin, salaire) if champ.data is None)
            vide.errors = [*vide.errors, A_COMPLETER]
        elif fin.data < debut.data:
            fin.errors = [A_L_ENVERS]
        elif mois.ecart(debut.data, fin.data) >= MOIS_AU_PLUS:
            fin.errors = [TROP_LONGUE]
        else:
            return [(periode, salaire.data) for periode in mois.suite(debut.data, fin.data)]
        return []


for _rang in PERIODES:
    setattr(FormulaireCarriere, f"debut_{_rang}", ChampMois(f"Période {_rang} : du mois de", [Optional()]))
    setattr(FormulaireCarriere, f"fin_{_rang}", ChampMois(f"Période {_rang} : au mois de", [Optional()]))
    setattr(
        FormulaireCarriere,
        f"salaire_{_rang}",
        ChampMontant(f"Période {_rang} : salaire mensuel", [Optional(), salaire_plausible()]),
    )


class SimulationPubliqueView(PageOuverte):
    """The simulator open to everybody."""

    route_base = "/simuler-ma-pension"
    default_view = "index"

    @expose("/", methods=["GET", "POST"])
    def index(self):
        """Ask for a career and show what it gives; what is typed is neither kept nor written in a log."""
        form = FormulaireCarriere()
        etude = self._etude(form) if form.validate_on_submit() else None
        page = self.render_template(
            "site/simulateur.html", titre="Simuler ma pension", fil=[], form=form, etude=etude
        )
        return page, 422 if form.errors else 200

    def _etude(self, form) -> dict | None:
        gains = form.gains()
        if form.errors:
            return None
        if not gains:
            form.form_errors.append(SANS_CARRIERE)
            return None
        try:
            return etudier(gains, form.naissance_le.data, form.depart_le.data, form.salaire_futur.data)
        except (ValueError, AvantPremierTexte) as refus:
            form.depart_le.errors = [str(refus)]
            return None
