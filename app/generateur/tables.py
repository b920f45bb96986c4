"""What a person typed in a form and has not sent."""

from sqlalchemy import ColumnElement, DateTime, String, UniqueConstraint

from app.generateur.adaptateur import Model
from app.generateur.champs import JSON, Cle, champ, cle_etrangere, cle_primaire
from app.socle.acces import Perimetre, mien
from app.socle.horloge import maintenant


class Brouillon(Model):
    """What a person typed in a form and has not sent, as typed (see `app.generateur.brouillons`)."""

    __tablename__ = "brouillon"
    hors_journal = True
    __table_args__ = (UniqueConstraint("utilisateur_id", "mandant_id", "adresse", name="uq_brouillon"),)

    id = cle_primaire()
    utilisateur_id = cle_etrangere("ab_user.id", "Auteur")
    mandant_id = champ(
        Cle,
        "Pour le compte de",
        "Celui pour qui l’on agissait à la saisie ; 0 pour soi-même",
        name="employeur_id",
        key="mandant_id",
    )
    adresse = champ(String(300), "Adresse du formulaire")
    saisie = champ(JSON, "Saisie", "Les textes tapés, par nom de champ")
    le = champ(DateTime(timezone=True), "Saisi le", default=maintenant)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.utilisateur_id, p.utilisateur_id))
