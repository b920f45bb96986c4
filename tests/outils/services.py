"""What a test needs of any service: a filled form, files, the way from the form to the decision."""

import html
import io
import re
from datetime import date, timedelta

from sqlalchemy import Boolean, Date, Enum, Integer, delete, inspect, select
from wtforms.validators import NumberRange

from app.demandes.ecrans.demande import DemandeView
from app.demandes.pieces import dossier
from app.generateur.champs import JSON, Francs, Mois
from app.identites import organisation
from app.identites.organisation import Affectation, Fonction
from app.models import Assure, Demande, Employeur, Proposition, User
from app.regles import mois
from app.socle.acces import Acteur, Perimetre
from app.socle.droits import CHEZ_SOI
from app.socle.horloge import aujourd_hui, maintenant
from tests.outils.papiers import PDF


def rejoindre(session, email: str, *equipes: str) -> None:
    """Make a person an agent of these teams, and of no other."""
    personne = session.scalars(select(User).where(User.email == email)).one()
    session.execute(delete(Affectation).where(Affectation.utilisateur_id == personne.id))
    for equipe in equipes:
        organisation.affecter(session, personne.id, Fonction.agent, equipe)
    session.commit()


def ouvrir_une_equipe(session, code: str, **droits: bool) -> None:
    """Make a team, in force since ever."""
    table = organisation.EquipeDeLaCaisse
    droits = {"sante": False, "redige": False, "fermee": False} | droits
    session.add(
        table(
            code=code, nom=f"Équipe {code}", effet_le=organisation.ORIGINE, confirme_le=maintenant(), **droits
        )
    )
    session.commit()


def confirmer(navigateur, session, geste: str = "confirmer", **donnees) -> str:
    """Decide on the last thing proposed; return the page that follows."""
    proposition = session.scalars(select(Proposition).order_by(Proposition.id.desc())).first()
    url = f"/confirmations/propositions/{proposition.id}/{geste}"
    return texte(navigateur.post(url, data=donnees, follow_redirects=True))


def texte(reponse) -> str:
    """Return what one reads on a page: no tag, single spaces."""
    nu = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", reponse.text, flags=re.DOTALL)
    return " ".join(html.unescape(nu).split())


def saisie(modele: type, colonnes: list[str], **autres) -> dict[str, str]:
    """Return a form of a service filled with plausible values; `autres` replace some of them."""
    table = inspect(modele).columns
    return {c: _valeur(table[c]) for c in colonnes} | {k: _pose(v) for k, v in autres.items()}


def _pose(valeur) -> str:
    return f"{valeur:%d/%m/%Y}" if isinstance(valeur, date) else str(valeur)


def _valeur(colonne) -> str:
    """Return what somebody would type in the field of a column."""
    connues = {
        "telephone": "90 12 34 56",
        "email": "kossi@exemple.tg",
        "heure": "08:30",
        "numero": "0012345678",
        "niu": "419027365520",
        "compte": "TG009 06043 103465004000 70",
        "naissance": "02/05/1990",
    }
    if type(colonne.type) is Date:
        return connues["naissance"] if colonne.key == "naissance_le" else f"{jour(colonne):%d/%m/%Y}"
    if isinstance(colonne.type, Enum):
        return next(iter(colonne.type.enum_class)).name
    if isinstance(colonne.type, Boolean):
        return "non"
    if isinstance(colonne.type, Mois):
        return mois.iso(mois.plus(mois.de_date(aujourd_hui()), -3))
    if isinstance(colonne.type, Francs):
        return "152 000"
    if isinstance(colonne.type, Integer):
        bornes = (v for v in colonne.info["controles"] if isinstance(v, NumberRange))
        return str(next((v.min for v in bornes), 1))
    if "telephone" in colonne.key:
        return connues["telephone"]
    if colonne.key.startswith("compte"):
        return connues["compte"]
    if "email" in colonne.key or "courriel" in colonne.key:
        return connues["email"]
    if colonne.key == "niu":
        return connues["niu"]
    if colonne.key.endswith("_a") and colonne.type.length == 5:
        return connues["heure"]
    if colonne.key.startswith("numero") or colonne.key.endswith("_numero"):
        return connues["numero"]
    return f"Essai {colonne.key.replace('_', ' ')}"[: getattr(colonne.type, "length", None) or 40]


def jour(colonne) -> date:
    """Return a day of the last weeks, different for each column."""
    return aujourd_hui() - timedelta(days=20 + len(colonne.key))


def ligne_de(modele: type, **proprietaire) -> Demande:
    """Return a request of a service, its required columns filled, unsent."""
    colonnes = [
        c
        for c in inspect(modele).local_table.columns
        if not c.nullable
        and not c.primary_key
        and not c.foreign_keys
        and c.default is None
        and not isinstance(c.type, JSON)
    ]
    return modele(**proprietaire, **{c.key: _brute(c) for c in colonnes})


def _brute(colonne):
    if type(colonne.type) is Date:
        return jour(colonne)
    if isinstance(colonne.type, Enum):
        return next(iter(colonne.type.enum_class))
    if isinstance(colonne.type, Mois):
        return mois.plus(mois.de_date(aujourd_hui()), -3)
    if isinstance(colonne.type, (Integer, Francs)):
        return 1
    return _valeur(colonne)


def remplir(navigateur, vue, **autres) -> int:
    """Send the form of a service and return the key of the request it made; fails, showing why it did not."""
    enregistree = next(v for v in navigateur.application.extensions["menu"] if type(v) is vue)
    champs = saisie(vue.modele, enregistree.add_columns, **autres)
    reponse = navigateur.post(f"{vue.route_base}/nouvelle", data=champs)
    assert reponse.status_code == 302, texte(reponse)
    return int(re.findall(r"/(\d+)/", reponse.headers["Location"])[-1])


def joindre(navigateur, vue, pk: int, code: str, *contenus: bytes, nature: str = "", nom: str = "piece.pdf"):
    """Join files of one kind to a request and return the answer."""
    donnees = {"code": code, f"{code}-fichiers": [(io.BytesIO(c), nom) for c in contenus]}
    if nature:
        donnees[f"{code}-nature"] = nature
    return navigateur.post(f"/{vue.espace}/dossier/{pk}/pieces", data=donnees)


def joindre_tout(navigateur, vue, pk: int) -> None:
    """Join one PDF of each kind that the service requires."""
    for rang, sorte in enumerate(s for s in vue.modele.pieces_demandees if s.obligatoire):
        contenu = PDF + b"%%%d\n%%%%EOF\n" % rang
        reponse = joindre(navigateur, vue, pk, sorte.code, contenu, nature=(sorte.natures or ("",))[0])
        assert reponse.status_code == 302, texte(reponse)


def soumettre(navigateur, vue, pk: int):
    """Press « Confirmer et soumettre » and return the page that follows."""
    return navigateur.post(f"{vue.route_base}/{pk}/soumettre", follow_redirects=True)


def deposer(navigateur, vue, **autres) -> int:
    """Fill the form, join the pieces, send: return the key of the request sent."""
    pk = remplir(navigateur, vue, **autres)
    joindre_tout(navigateur, vue, pk)
    page = soumettre(navigateur, vue, pk)
    assert "Envoyée" in texte(page), texte(page)
    return pk


def decider(agent, pk: int, decision: str, motif: str = ""):
    """Take up a request, decide, and return the page that follows."""
    agent.post(f"/agent/demandes/{pk}/prendre_en_charge")
    return agent.post(f"/agent/demandes/{pk}/{decision}", data={"motif": motif}, follow_redirects=True)


def un_de_chaque(app, session) -> None:
    """Add, for everybody, a draft of each service on screen, and pieces: somebody else's rows exist."""
    for vue in app.extensions["menu"]:
        if vue.espace in CHEZ_SOI and isinstance(vue, DemandeView):
            _pour_chacun(session, vue.modele, vue.espace)
    session.flush()


def _pour_chacun(session, modele: type, espace: str) -> None:
    cle = f"{espace}_id"
    proprietaires = session.scalars(select({"employeur_id": Employeur, "assure_id": Assure}[cle].id))
    demandes = [ligne_de(modele, **{cle: pk}) for pk in proprietaires]
    session.add_all(demandes)
    session.flush()
    acteur = Acteur(None, "Essai", frozenset(), Perimetre(tout=True))
    if modele.pieces_demandees:
        envoi = dossier.examiner("acte.pdf", PDF)
        for demande in demandes:
            dossier.joindre(session, demande, dossier.COMPLEMENT.code, envoi, acteur)
