"""« Qui peut quoi »: the table of rights, what takes two, the teams with their services and members."""

from dataclasses import dataclass

from markupsafe import Markup

from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.espace import EspaceView
from app.identites import organisation
from app.referentiel import matrice
from app.socle.acces import SERVICES
from app.socle.base_de_donnees import db
from app.socle.droits import DOMAINES, DROITS, Domaine, Qualite
from app.socle.horloge import aujourd_hui
from app.views.identites.organisation import LES_EQUIPES

MARQUES = dict(zip(DROITS, "LÉDCRX", strict=True))
"""The letter that stands for each right in the table."""
COURTES = {
    Qualite.agent: "Agent",
    Qualite.gestionnaire: "Agent, registre",
    Qualite.recouvrement: "Agent, paiements",
    Qualite.redaction: "Agent, site",
}
"""The qualities whose whole name is too long for the head of a column."""


@dataclass(frozen=True)
class EquipeMontree:
    """A team as the page shows it: its name, what it treats, its services, its members."""

    nom: str
    particularites: list[str]
    services: list[str]
    membres: list[tuple[int, str]]


class DroitsView(EspaceView):
    """Who may do what: nothing else decides on screens, exports and tests."""

    espace = "administration"
    domaine = "pouvoirs"
    groupe = LES_EQUIPES
    titre = "Qui peut quoi"
    adresse = "droits"
    ordre = 604
    resume = "La table des droits, ce qui se fait à deux, les équipes, leurs services et leurs membres"
    droits_des_routes = {"index": "consulter"}

    @expose("/")
    @has_access
    def index(self):
        """Show the table and the teams."""
        return self.render_template(
            "administration/droits.html",
            titre=self.titre,
            fil=self.fil(),
            legende=[(MARQUES[droit], mots) for droit, mots in DROITS.items()],
            colonnes=[{"libelle": "Domaine"}, *({"libelle": COURTES.get(q, q.value)} for q in Qualite)],
            lignes=[{"cellules": _ligne(domaine)} for domaine in DOMAINES.values()],
            qualites=[(court, qualite.value) for qualite, court in COURTES.items()],
            a_deux=_a_deux(),
            equipes=_equipes(),
        )


def _ligne(domaine: Domaine) -> list[str | Markup]:
    return [domaine.libelle, *(_cellule(domaine, qualite) for qualite in Qualite)]


def _cellule(domaine: Domaine, qualite: Qualite) -> Markup:
    marques = [_marque(domaine, droit) for droit in matrice.droits_de(domaine, qualite)]
    return Markup('<span class="droits">{}</span>').format(Markup(" ").join(marques)) if marques else Markup()


def _marque(domaine: Domaine, droit: str) -> Markup:
    """Return a right as its letter, whose whole words a screen reader says."""
    deux = bool(matrice.a_deux(domaine, droit))
    return Markup('<abbr class="droit{}" title="{}">{}</abbr>').format(
        " droit--a-deux" if deux else "", DROITS[droit] + (", à deux" if deux else ""), MARQUES[droit]
    )


def _a_deux() -> list[tuple[str, str]]:
    """Return, for each domain where something takes two, what does."""
    actes = {
        d.libelle: [acte for droit in DROITS for acte in matrice.a_deux(d, droit)] for d in DOMAINES.values()
    }
    return [(libelle, " ; ".join(siens)) for libelle, siens in actes.items() if siens]


def _equipes() -> list[EquipeMontree]:
    jour = aujourd_hui()
    chez, membres = organisation.organisation(db.session, jour), organisation.membres(db.session, jour)
    return [
        EquipeMontree(
            nom=equipe.nom,
            particularites=[
                *(["Lit les dossiers de santé"] if equipe.sante else []),
                *(["Écrit le site public"] if equipe.redige else []),
            ],
            services=sorted(SERVICES[service].libelle_type for service in chez.confies([code])),
            membres=membres.get(code, []),
        )
        for code, equipe in chez.equipes.items()
    ]
