"""What each employer said of the columns of his files: asked once, remembered, undone."""

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.classeurs.colonnes import Format, empreinte
from app.classeurs.nommer import a_retenir
from app.repertoire.tables import ColonneNommee


def nommees(session: Session, employeur_id: int | None, format_: Format) -> dict[str, str]:
    """Return the columns that an employer named in his workbooks of a kind: the print of a title, a key."""
    t = ColonneNommee.__table__.c
    les_siennes = (t.employeur_id == employeur_id, t.classeur == format_.feuille)
    lues = session.execute(select(t.titre, t.cle).where(*les_siennes)).all()
    return {titre: cle for titre, cle in lues if not cle or cle in format_.par_cle}


def avec(connues: Mapping[str, str], choix: Mapping[str, str], format_: Format) -> dict[str, str]:
    """Return `connues` with the choices made, by title: those that go without saying are forgotten."""
    tues = {empreinte(intitule) for intitule in choix}
    dites = {empreinte(intitule): cle for intitule, cle in a_retenir(choix, format_).items()}
    return {titre: cle for titre, cle in connues.items() if titre not in tues} | dites


def retenir(session: Session, employeur_id: int | None, format_: Format, choix: Mapping[str, str]) -> None:
    """Keep the choices made, by title as the file writes it, in place of those made before for them."""
    titres = [empreinte(intitule) for intitule in choix]
    session.execute(
        delete(ColonneNommee).where(
            ColonneNommee.employeur_id == employeur_id,
            ColonneNommee.classeur == format_.feuille,
            ColonneNommee.titre.in_(titres),
        )
    )
    session.add_all(
        ColonneNommee(
            employeur_id=employeur_id,
            classeur=format_.feuille,
            titre=empreinte(intitule),
            intitule=intitule,
            cle=cle,
        )
        for intitule, cle in a_retenir(choix, format_).items()
    )
    session.flush()
