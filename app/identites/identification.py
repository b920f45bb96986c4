"""Who acts in the present request: the account signed in, in which qualities, the employer it acts for."""

from flask import g, request, session
from flask_login import current_user
from sqlalchemy import bindparam, select

from app.generateur.adaptateur import Model, Role
from app.identites.personnes import PERSONNEL
from app.identites.pouvoirs import caisse_de
from app.identites.tables import CompteAssure, Habilitation
from app.regles.francais import INSECABLE
from app.repertoire.tables import Employeur
from app.socle.acces import Acteur, Caisse, Mandat, Perimetre
from app.socle.acteur import ANONYME, identifie_par
from app.socle.base_de_donnees import db
from app.socle.droits import CHEZ_SOI, Qualite
from app.socle.horloge import aujourd_hui
from app.socle.securite_http import page_publique

QUALITES = {"Employeur": Qualite.employeur, "Assuré": Qualite.assure}
"""The quality that each role of the public gives; those of the staff follow from the fund's organisation."""
_R, _PORTE = Role.__table__, Model.metadata.tables["ab_user_role"]
ROLES = (
    select(_R.c.name)
    .join(_PORTE, _PORTE.c.role_id == _R.c.id)
    .where(_PORTE.c.user_id == bindparam("utilisateur_id"))
)
"""The roles of an account, as names; asked at each page of who is signed in, hence written once."""


def identifier() -> Acteur:
    """Return who is acting; a public page does not ask."""
    connu = not page_publique() and current_user.is_authenticated
    return _acteur_connecte() if connu else ANONYME


def _avant_la_premiere_lecture() -> None:
    """Work out who is acting before anything of the request reads a row."""
    if request.endpoint != "static":
        g.acteur = identifier()


def reconnaitre() -> Acteur:
    """Return who is signed in, on a page that does not ask: for what is not public yet."""
    return _acteur_connecte() if current_user.is_authenticated else ANONYME


def _acteur_connecte() -> Acteur:
    roles = frozenset(db.session.scalars(ROLES, {"utilisateur_id": current_user.id}))
    mandats = _mandats(current_user.id) if "Employeur" in roles else ()
    choisi = session.get("employeur_id")
    mandat = next((m for m in mandats if m.employeur_id == choisi), mandats[0] if mandats else None)
    assure_id = _assure_id(current_user.id) if "Assuré" in roles else None
    employeur_id = mandat.employeur_id if mandat else None
    caisse = caisse_de(db.session, current_user.id, aujourd_hui()) if PERSONNEL in roles else Caisse()
    siennes = frozenset(QUALITES[role] for role in roles if role in QUALITES)
    return Acteur(
        utilisateur_id=current_user.id,
        nom=current_user.get_full_name(),
        qualites=siennes | caisse.qualites,
        perimetre=Perimetre(
            employeur_id=employeur_id,
            assure_id=assure_id,
            utilisateur_id=current_user.id,
            caisse=caisse if caisse.qualites and not _chez_soi() else None,
        ),
        mandats=mandats,
        peut_declarer=mandat is None or mandat.declarer,
    )


def _chez_soi() -> bool:
    """Say whether the page is of an espace where everybody meets his own rows, the fund's staff included."""
    return request.path.split("/")[1] in CHEZ_SOI


def _mandats(utilisateur_id: int) -> tuple[Mandat, ...]:
    """Return the employers a person may act for, the first given first."""
    h, e = Habilitation.__table__, Employeur.__table__
    lignes = db.session.execute(
        select(e.c.id, e.c.raison_sociale, e.c.numero, h.c.declarer)
        .join(h, h.c.employeur_id == e.c.id)
        .where(h.c.utilisateur_id == utilisateur_id)
        .order_by(h.c.id)
    )
    return tuple(
        Mandat(cle, f"{nom} (n°{INSECABLE}{numero})", declarer) for cle, nom, numero, declarer in lignes
    )


def _assure_id(utilisateur_id: int) -> int | None:
    t = CompteAssure.__table__
    return db.session.scalar(select(t.c.assure_id).where(t.c.utilisateur_id == utilisateur_id))


def installer(app) -> None:
    """Know who acts before each request of `app`."""
    identifie_par(app, identifier)
    app.before_request(_avant_la_premiere_lecture)
