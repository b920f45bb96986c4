"""Who may do what: the one table of rights.

A person acts in some qualities; each opens, of each domain of the portal, some rights. Every screen is of a
domain, its espace unless it says so: a new service needs no line here.
"""

import enum
from dataclasses import dataclass
from functools import lru_cache

LECTURE = "consulter"
DROITS = {
    LECTURE: "lire",
    "deposer": "écrire chez soi",
    "instruire": "instruire et décider",
    "confirmer": "confirmer ce qu’un autre propose",
    "configurer": "régler",
    "exporter": "exporter",
}
"""The rights, and what each lets one do."""


class Qualite(enum.Enum):
    """In what quality a person acts; several add up. Those of agents follow from their teams' services."""

    employeur = "Employeur"
    assure = "Assuré"
    agent = "Agent d’une équipe"
    gestionnaire = "Agent d’un service aux employeurs ou aux assurés"
    recouvrement = "Agent de l’équipe qui reçoit les paiements"
    redaction = "Agent de l’équipe qui écrit le site public"
    superviseur = "Superviseur"
    auditeur = "Auditeur"
    administration = "Administrateur"


@dataclass(frozen=True)
class Domaine:
    """A part of the portal: in which espace its screens are, and what each quality may do there."""

    nom: str
    espace: str
    libelle: str
    droits: dict[Qualite, frozenset[str]]


def _droits(**par_qualite: str) -> dict[Qualite, frozenset[str]]:
    return {Qualite[nom]: frozenset(droits.split()) for nom, droits in par_qualite.items()}


DOMAINES = {
    d.nom: d
    for d in (
        Domaine(
            "employeur", "employeur", "Ce qui est de son employeur", _droits(employeur="consulter deposer")
        ),
        Domaine("assure", "assure", "Ce qui est de soi, assuré", _droits(assure="consulter deposer")),
        Domaine(
            "agent",
            "agent",
            "Demandes des services de ses équipes",
            _droits(
                agent="consulter instruire exporter",
                superviseur="consulter instruire exporter",
                auditeur="consulter",
            ),
        ),
        Domaine(
            "guichet",
            "agent",
            "Recevoir au guichet qui prouve son identité",
            _droits(gestionnaire="consulter instruire"),
        ),
        Domaine(
            "registre",
            "agent",
            "Registre et comptes des employeurs et des assurés",
            _droits(
                gestionnaire="consulter exporter", superviseur="consulter exporter", auditeur="consulter"
            ),
        ),
        Domaine(
            "encaissements",
            "agent",
            "Paiements, relevés des banques et rapprochement",
            _droits(
                recouvrement="consulter instruire confirmer exporter",
                superviseur="consulter confirmer exporter",
                auditeur="consulter",
            ),
        ),
        Domaine(
            "communication",
            "communication",
            "Site public",
            _droits(redaction="consulter deposer exporter"),
        ),
        Domaine(
            "supervision",
            "supervision",
            "Documents délivrés, statistiques",
            _droits(superviseur="consulter configurer exporter", auditeur="consulter"),
        ),
        Domaine(
            "campagne",
            "supervision",
            "Campagne du numéro national",
            _droits(
                gestionnaire="consulter instruire exporter",
                superviseur="consulter instruire exporter",
                auditeur="consulter",
            ),
        ),
        Domaine(
            "remises",
            "supervision",
            "Remises de majorations",
            _droits(
                superviseur="consulter configurer confirmer exporter",
                recouvrement="consulter confirmer",
                auditeur="consulter",
            ),
        ),
        Domaine(
            "operations",
            "supervision",
            "Opérations portées aux comptes",
            _droits(
                superviseur="consulter configurer confirmer exporter",
                recouvrement="consulter confirmer",
                auditeur="consulter",
            ),
        ),
        Domaine(
            "referentiel",
            "supervision",
            "Loi, jours fériés, motifs, ce qui se fait à deux",
            _droits(
                superviseur="consulter configurer",
                administration="consulter configurer",
                auditeur="consulter",
            ),
        ),
        Domaine(
            "journal",
            "supervision",
            "Journal",
            _droits(superviseur="consulter", auditeur="consulter exporter", administration="consulter"),
        ),
        Domaine(
            "pouvoirs",
            "administration",
            "Équipes, personnes et leurs pouvoirs",
            _droits(
                administration="consulter configurer exporter",
                superviseur="consulter configurer exporter",
                auditeur="consulter",
            ),
        ),
        Domaine(
            "administration",
            "administration",
            "Habilitations, divisions, courriels, tâches",
            _droits(administration="consulter configurer exporter", auditeur="consulter"),
        ),
        Domaine(
            "confirmations",
            "confirmations",
            "Ce qui attend une seconde personne",
            _droits(
                agent="consulter instruire",
                superviseur="consulter instruire",
                administration="consulter instruire",
                auditeur="consulter",
            ),
        ),
    )
}
"""The table of rights: the screens, the exports, SECURITY.md and the tests read nothing else."""
ESPACES = frozenset(domaine.espace for domaine in DOMAINES.values())
CHEZ_SOI = frozenset({"employeur", "assure"})
"""The espaces where everybody meets his own rows only, whatever his other qualities."""
DE_LA_CAISSE = frozenset(Qualite) - {Qualite.employeur, Qualite.assure}
"""The qualities of the fund's own staff."""
D_UN_AGENT = frozenset({Qualite.agent, Qualite.gestionnaire, Qualite.recouvrement, Qualite.redaction})
"""The qualities that are all, in one word, those of an agent."""
LISENT_LE_REGISTRE = frozenset({Qualite.gestionnaire, Qualite.superviseur, Qualite.auditeur})
"""Who reads, of the staff, the rows that no model reserves to others."""
AGENT = frozenset({Qualite.agent, Qualite.gestionnaire, Qualite.recouvrement})
"""What an agent of all teams would be: the portal itself, when it acts for the fund."""
VOIENT_TOUT = frozenset({Qualite.superviseur, Qualite.auditeur})
"""Who sees the requests of all teams, without what is reserved to one of them."""


@lru_cache(maxsize=1024)
def droits_de(qualites: frozenset[Qualite], domaine: str) -> frozenset[str]:
    """Return the rights that these qualities give together in a domain; none in one that nobody declared."""
    table = DOMAINES[domaine].droits if domaine in DOMAINES else {}
    return frozenset().union(*(table.get(qualite, frozenset()) for qualite in qualites))
