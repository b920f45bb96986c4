"""What services look up in the register beyond the rows of the person who asks."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.regles import francais
from app.repertoire.tables import Assure
from app.socle import noms
from app.socle.acces import systeme
from app.socle.refus import Refus


def semblables(session: Session, nom: str, prenoms: str, naissance_le: date) -> list[tuple[Assure, str]]:
    """Return the open insured born that day whose name is or resembles this one, the surest first.

    Each comes with how: `noms.IDENTIQUE` or `noms.PROCHE`.
    """
    return comparer(nes_les(session, [naissance_le]).get(naissance_le, []), nom, prenoms)


def comparer(assures: list[Assure], nom: str, prenoms: str) -> list[tuple[Assure, str]]:
    """Return those of some insured whose name is or resembles this one, the surest first, with how."""
    juges = [(a, noms.comparer(nom, prenoms, a.nom, a.prenoms)) for a in assures]
    return sorted((j for j in juges if j[1] != noms.DIFFERENT), key=lambda j: j[1] != noms.IDENTIQUE)


def nes_les(session: Session, jours: list[date]) -> dict[date, list[Assure]]:
    """Return the open insured born on these days, by day: no page shows them but to the fund."""
    requete = select(Assure).where(Assure.naissance_le.in_(jours), Assure.ferme_le.is_(None))
    par_jour: dict[date, list[Assure]] = {}
    with systeme("duplicates are looked for in the whole register"):
        for assure in session.scalars(requete.order_by(Assure.id)):
            par_jour.setdefault(assure.naissance_le, []).append(assure)
    return par_jour


def par_numero(session: Session, numero: str) -> Assure | None:
    """Return the insured person of a number, closed or not; None when nobody has it."""
    with systeme("a number typed is looked up in the whole register"):
        return session.scalars(select(Assure).where(Assure.numero == numero)).one_or_none()


def par_niu(session: Session, niu: str) -> Assure | None:
    """Return the insured person who has a national number, closed or not; None when nobody has it."""
    with systeme("a national number is one person's in the whole register"):
        return session.scalars(select(Assure).where(Assure.niu == niu)).one_or_none()


def exiger_la_personne(session: Session, numero: str, nom: str, prenoms: str, close: bool = False) -> None:
    """Refuse a number that is not of an open insured of that name (`close`: a closed one will do).

    The sentence does not tell an unknown number from a closed one or another name: it is no way into the
    register. Raises Refus.
    """
    assure = par_numero(session, numero)
    ouvert = assure if assure is not None and (close or not assure.ferme_le) else None
    if ouvert and noms.comparer(nom, prenoms, ouvert.nom, ouvert.prenoms) != noms.DIFFERENT:
        return
    clos = "" if close else ", ou il est clos"
    raise Refus(
        f"Le numéro d’assurance {numero} ne répond pas à {f'{prenoms} {nom}'.strip()}{clos} : "
        "vérifiez le numéro et le nom sur la carte d’assuré."
    )


def desaccords(assure: Assure, nom: str, prenoms: str, naissance_le: date | None) -> dict[str, str]:
    """Return where the register differs from what is said of an insured person, `field -> French sentence`.

    A slip in a name is none: who compares reads the piece.
    """
    ecarts = {}
    que_faire = "comparez à la pièce ; si le registre se trompe, faites-le d’abord corriger."
    if noms.comparer(nom, prenoms, assure.nom, assure.prenoms) == noms.DIFFERENT:
        ecarts["nom"] = f"Le registre nomme {assure.prenoms} {assure.nom} : {que_faire}"
    if naissance_le != assure.naissance_le:
        le = francais.jour(assure.naissance_le)
        ecarts["naissance_le"] = f"Le registre donne une naissance le {le} : {que_faire}"
    return ecarts
