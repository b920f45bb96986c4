"""What the pages of any request show besides its own fields: its pieces, its messages, its papers."""

from collections.abc import Iterable
from typing import Self

from flask import abort, flash, g, url_for
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import SelectField, TextAreaField

from app.demandes import etudes, interets, messages
from app.demandes.ecrans import visionneuse
from app.demandes.etats import A_COMPLETER
from app.demandes.lettres import DECIDEES
from app.demandes.pieces import dossier
from app.demandes.pieces.dossier import Envoi
from app.demandes.pieces.formats import LIMITES
from app.demandes.pieces.refus import PieceRefusee
from app.demandes.pieces.retraits import raconter
from app.demandes.pieces_demandees import PieceDemandee
from app.demandes.tables import Cote, Demande, Message, Piece
from app.generateur.champs_fichier import ChampFichiers
from app.generateur.champs_lus import en_choix
from app.generateur.ecrans.modele import Action, Contexte, L
from app.identites import quotas
from app.identites.quotas import Envoyeur
from app.socle.acces import Acteur
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.socle.refus import EnvoiRefuse

A_LA_FOIS = 10
"""Files examined in one sending: each may hold a thread of the server for as long as its process is given."""
COTES = {"agent": Cote.caisse}
"""On which side one reads a request in an espace; at one's own, anywhere else."""


def cote(espace: str) -> Cote:
    """Return on which side of requests one stands in an espace."""
    return COTES.get(espace, Cote.demandeur)


def adresse(espace: str, route: str, pk: int) -> str:
    """Return the address of what all services share: `pieces`, `message`, `recepisse`, `decision`."""
    return url_for(f"Dossier{espace.title()}View.{route}", pk=pk)


def trouver(modele: type[L], pk: int) -> L:
    """Return the row `pk` if it is in the person's scope; 404 otherwise."""
    ligne = db.session.scalars(select(modele).where(modele.id == pk)).one_or_none()
    return ligne if ligne is not None else abort(404)


def interet(demande: Demande) -> str:
    """Return why the person may not act for the fund on a request, in French; empty when she may.

    The database is asked once a page.
    """
    dits: dict[int, str] = g.setdefault("interets", {})
    if demande.id not in dits:
        dits[demande.id] = interets.obstacle(db.session, demande, acteur().utilisateur_id)
    return dits[demande.id]


def contexte(demande: Demande, espace: str) -> Contexte:
    """Return the variables of the shared parts of a request's pages."""
    moi = acteur()
    modifiable = demande.statut in A_COMPLETER and "deposer" in moi.droits_sur(demande)
    if not moi.lit(demande):
        fermees = ("visionneuse", "pieces_url", "message_url", "message_form", "etude")
        return dict.fromkeys(fermees) | {"pieces": [], "messages": []}
    regardee = visionneuse.contexte(demande) if espace == "agent" else None
    return {
        "visionneuse": regardee,
        "pieces": pieces(demande, espace),
        "pieces_url": adresse(espace, "pieces", demande.id) if modifiable else None,
        "messages": [_message(m, espace) for m in demande.messages],
        "message_url": adresse(espace, "message", demande.id) if demande.soumise_le else None,
        "message_form": FormulaireMessage(formdata=None),
        "etude": etudes.montrer(db.session, demande),
    }


def pieces(demande: Demande, espace: str) -> list[Contexte]:
    """Return the kinds of piece that have a file or must have one, each with its files."""
    jointes = dossier.jointes(demande)
    return [
        {
            "libelle": s.libelle,
            "manque": s.obligatoire,
            "fichiers": [fiche_de(p, espace) for p in jointes[s.code]],
        }
        for s in dossier.sortes(demande)
        if jointes[s.code] or s in demande.pieces_demandees
    ]


def fiche_de(piece: Piece, espace: str) -> Contexte:
    """Return a file as the pages name it, with the address that serves it."""
    vue = f"Piece{espace.title()}View"
    return {
        "nom": piece.fichier.nom,
        "nature": piece.nature or "",
        "octets": piece.fichier.taille,
        "format": piece.format.value,
        "analyse": piece.analyse.value,
        "retire": raconter(piece.retraits or ()),
        "url": url_for(f"{vue}.index", pk=piece.id),
        "voir_url": visionneuse.adresse(piece) if espace == "agent" else None,
        "retirer_url": None if espace == "agent" else url_for(f"{vue}.retirer", pk=piece.id),
    }


def _message(message: Message, espace: str) -> Contexte:
    return {
        "de_moi": message.pour is not cote(espace),
        "auteur": message.auteur_nom,
        "le": message.le,
        "texte": message.texte,
        "fichiers": [fiche_de(p, espace) for p in message.pieces],
    }


def papiers(demande: Demande, espace: str) -> list[Action]:
    """Return the papers that every request has: its receipt once sent, its letter once decided."""
    lettre: list[Action] = [
        {"libelle": "Lettre de décision (PDF)", "url": adresse(espace, "decision", demande.id)}
    ]
    recu: list[Action] = [
        {"libelle": "Récépissé de dépôt (PDF)", "url": adresse(espace, "recepisse", demande.id)}
    ]
    return (lettre if demande.statut in DECIDEES else []) + (recu if demande.soumise_le else [])


def marquer_lus(demande: Demande, espace: str) -> bool:
    """Mark the messages to the person as read, and return whether there was one."""
    non_lu = demande.message_pour is cote(espace)
    if non_lu:
        with transaction(db.session) as session:
            messages.marquer_lus(session, demande)
    return non_lu


class FormulairePiece(FlaskForm):
    """The files of one kind of piece, and which paper they are."""

    nature = SelectField("Document joint", choices=en_choix([("", "—")]), validate_choice=False)
    fichiers = ChampFichiers("Fichiers", **LIMITES)
    statut = 200
    """What HTTP calls the answer to it."""

    @classmethod
    def de(cls, sorte: PieceDemandee) -> Self:
        """Return the form of one kind: its fields bear the name of the kind, so that a page holds several."""
        form = cls(prefix=sorte.code)
        form.fichiers.description = sorte.aide
        form.fichiers.flags.required = sorte.obligatoire
        form.nature.choices = en_choix([("", "Choisissez"), *((n, n) for n in sorte.natures)])
        return form


class FormulaireMessage(FlaskForm):
    """A message and what is joined to it."""

    texte = TextAreaField("Votre message")
    fichiers = ChampFichiers("Fichiers joints", **LIMITES)


def envois(champ: ChampFichiers, envoyeurs: tuple[Envoyeur, ...]) -> tuple[list[Envoi], list[str]]:
    """Return the files fit to be joined, and a sentence for each of the others.

    They are counted for who sends them before they are looked at. Raises EnvoiRefuse where none is taken.
    """
    recus = [(fichier.filename or "", fichier.read()) for fichier in champ.choisis[:A_LA_FOIS]]
    if recus:
        quotas.admettre(db.session, envoyeurs, *(contenu for _, contenu in recus))
    bons, refus = [], []
    for nom, contenu in recus:
        try:
            bons.append(dossier.examiner(nom, contenu))
        except PieceRefusee as raison:
            refus.append(f"« {nom} » : {raison}")
    if len(champ.choisis) > A_LA_FOIS:
        refus.append(f"{A_LA_FOIS} fichiers au plus sont pris à la fois : joignez les suivants ensuite.")
    return bons, refus


def recevoir(
    demande: Demande, code: str, form: FormulairePiece, qui: Acteur, envoyeurs: tuple[Envoyeur, ...]
) -> None:
    """Keep the files of one kind that are fit to be; say on the field why the others are not.

    They are counted for `envoyeurs`.
    """
    try:
        bons, refus = envois(form.fichiers, envoyeurs)
    except EnvoiRefuse as raison:
        form.fichiers.errors, form.statut = [str(raison)], raison.statut
        return
    if not form.fichiers.choisis:
        refus.append("Choisissez d’abord un fichier.")
    nature = form.nature.data or ""
    jointes = [
        envoi.nom
        for envoi in bons
        if _joindre(demande=demande, code=code, envoi=envoi, nature=nature, qui=qui, refus=refus)
    ]
    if jointes:
        flash(f"Joint : {', '.join(jointes)}.", "success")
    form.fichiers.errors, form.statut = refus, 422 if refus else 200


def statut(formulaires: Iterable[FormulairePiece]) -> int:
    """Return what HTTP calls the answer to the forms of a page."""
    return max(form.statut for form in formulaires)


def _joindre(demande: Demande, code: str, envoi: Envoi, nature: str, qui: Acteur, refus: list[str]) -> bool:
    try:
        with transaction(db.session) as session:
            verrouiller(session, demande)
            if demande.statut not in A_COMPLETER:
                raise PieceRefusee("Cette demande vient d’être envoyée : rechargez la page.")
            dossier.joindre(session, demande=demande, code=code, envoi=envoi, acteur=qui, nature=nature)
        return True
    except PieceRefusee as raison:
        refus.append(f"« {envoi.nom} » : {raison}")
        return False
