"""The forms of a payment: what to pay and how, then the details that each mode asks for."""

import uuid
from typing import Self

from wtforms import RadioField, StringField, ValidationError
from wtforms.validators import InputRequired, NumberRange

from app.generateur.champs_lus import ChampDate, ChampMontant, en_choix
from app.generateur.controles import au_plus, lisible, pas_dans_le_futur
from app.generateur.formulaires import OBLIGATOIRE, Formulaire, FormulaireModele
from app.generateur.relations import ChampRelation
from app.regles import francais, mois
from app.services.paiement import annoncer
from app.services.paiement.annoncer import APayer
from app.services.paiement.operateurs.modes import ModePaiement
from app.services.paiement.tables import Banque
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui

TOUT, AUTRE = "solde", "autre"
POSITIF = NumberRange(1, message="Écrivez un montant d’au moins 1 F.")


class FormulaireChoix(Formulaire):
    """What to pay: the whole balance, a month, another amount; and how."""

    quoi = RadioField("Que voulez-vous payer ?", [InputRequired("Choisissez ce que vous payez.")])
    montant = ChampMontant(
        "Autre montant", description="Seulement pour « Un autre montant ». Le surplus devient une avance."
    )
    du: APayer
    """What the employer owes."""
    mode = RadioField("Comment payez-vous ?", [InputRequired("Choisissez un mode de paiement.")])

    @classmethod
    def pour(cls, du: APayer, modes: list[ModePaiement], periode: str = "") -> Self:
        """Return the form for what an employer owes; `periode` (2026-10) is the month chosen beforehand."""
        form = cls()
        form.du = du
        form.quoi.choices = en_choix(_offres(du))
        form.mode.choices = en_choix((m.name, m.value) for m in modes)
        offertes = [valeur for valeur, _ in _offres(du)]
        form.quoi.data = form.quoi.data or (periode if periode in offertes else offertes[0])
        if form.quoi.data != AUTRE:
            form.montant.process(None)
        return form

    def validate_montant(self, champ):
        """Ask for an amount where it is another one, and for none elsewhere."""
        if self.quoi.data == AUTRE and not champ.data:
            raise ValidationError("Écrivez le montant que vous payez, en francs.")

    def validate_mode(self, champ):
        """Refuse more by phone than a phone may pay, whichever way it was chosen."""
        lus = not (self.quoi.errors or self.montant.errors or champ.errors)
        if lus and ModePaiement[champ.data].mobile:
            _refuser_trop_pour_un_mobile(self._montant_choisi())

    def choisi(self) -> dict[str, object]:
        """Return the amount, and the month if one was chosen, as the next page's arguments."""
        montant: dict[str, object] = {"montant": self._montant_choisi()}
        return montant if self.quoi.data in (AUTRE, TOUT) else montant | {"periode": self.quoi.data}

    def _montant_choisi(self) -> int:
        if self.quoi.data == AUTRE:
            return int(self.montant.data)
        if self.quoi.data == TOUT:
            return self.du.total
        return sum(self.du.mois[mois.lire(self.quoi.data)])


def _refuser_trop_pour_un_mobile(montant: int) -> None:
    if trop := annoncer.trop_pour_un_mobile(db.session, montant, aujourd_hui()):
        raise ValidationError(trop)


def _offres(du: APayer) -> list[tuple[str, str]]:
    tout = [(TOUT, f"Tout ce qui est dû : {francais.francs(du.total)}")] if du.total else []
    return [*tout, *((mois.iso(p), _mois(p, *parts)) for p, parts in du.mois.items()),
            (AUTRE, "Un autre montant")]  # fmt: skip


def _mois(periode: int, principal: int, majoration: int) -> str:
    dont = f", dont {francais.francs(majoration)} de majorations" if majoration else ""
    return f"{mois.libelle(periode).capitalize()} : {francais.francs(principal + majoration)}{dont}"


class _Details(FormulaireModele):
    """What every mode asks for."""

    montant = ChampMontant("Montant payé", [InputRequired(OBLIGATOIRE), POSITIF])

    @classmethod
    def nouveau(cls, arguments):
        """Return the form opened on the amount chosen on the page before."""
        form = cls()
        if form.cle_unique.data is None:
            form.cle_unique.data = uuid.uuid4().hex
        if form.montant.data is None and not form.montant.raw_data:
            propose = arguments.get("montant", "")
            form.montant.data = int(propose) if propose.isdecimal() and len(propose) < 13 else None
        return form

    @staticmethod
    def periode(arguments) -> int | None:
        """Return the month chosen on the page before, None for none or an illegible one."""
        try:
            return mois.lire(arguments.get("periode", ""))
        except ValueError:
            return None


class FormulaireBancaire(_Details):
    """A transfer or a deposit: what will let the fund find it on its bank's statement."""

    banque_id = ChampRelation(
        "Banque de la CNSS qui a reçu le versement",
        [InputRequired("Choisissez la banque.")],
        modele=Banque,
        recherche="PaiementView.choix",
    )
    paye_le = ChampDate("Date du versement", [InputRequired(OBLIGATOIRE), pas_dans_le_futur])
    reference = StringField(
        "Référence du virement ou du bordereau",
        [InputRequired(OBLIGATOIRE), lisible, au_plus(60)],
        description="Telle qu’elle figure sur l’avis ou le bordereau : elle fait retrouver le versement.",
    )


def _mobile(_form, champ) -> None:
    try:
        champ.data = annoncer.telephone(champ.data or "")
    except ValueError as refus:
        raise ValidationError(str(refus)) from None


class FormulaireMobile(_Details):
    """A mobile payment: which phone pays."""

    telephone = StringField(
        "Téléphone qui paie",
        [InputRequired(OBLIGATOIRE), _mobile],
        description="Vous y confirmerez le paiement avec votre code secret. Exemple : 90 12 34 56.",
        render_kw={"inputmode": "tel", "autocomplete": "tel-national"},
    )

    def validate_montant(self, champ):
        """Refuse more than a phone may pay."""
        _refuser_trop_pour_un_mobile(champ.data)
