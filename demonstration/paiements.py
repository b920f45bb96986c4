"""Payments in every state, the fund's banks, and a statement with lines that wait for an agent."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app.regles.francais import jour
from app.repertoire.tables import Employeur
from app.services.paiement import releves_bancaires
from app.services.paiement.annoncer import a_payer
from app.services.paiement.operateurs.modes import ModePaiement
from app.services.paiement.tables import Banque, Paiement
from demonstration.acteurs import Troupe
from demonstration.decor import Decor
from demonstration.demandes import ACCEPTEE, RECUE, Dossier, deposer

A_JOUR, ENDETTE = "employeur@demo.tg", "employeur2@demo.tg"
COMPTE = "Compte de démonstration n° {}"
BANQUES = (("UTB", "Union togolaise de banque"), ("ORABANK", "Orabank Togo"), ("ECOBANK", "Ecobank Togo"))
MUET, DISTRAIT = "90123453", "90123452"
"""Phones whose owners never answer, and answer too late (see `demonstration.simulateur_paiement`)."""
AVANCE = 250_000


def ouvrir(session: Session, decor: Decor, equipe: Troupe) -> None:
    """Announce a few payments, and import a statement that answers to one of them."""
    banques = [
        Banque(code=code, nom=nom, compte=COMPTE.format(n)) for n, (code, nom) in enumerate(BANQUES, 1)
    ]
    session.add_all(banques)
    session.flush()
    for fiche in _dossiers(session, decor, equipe, banques[0]):
        deposer(session, fiche, equipe)
    releve = _releve(_dette(session, decor, equipe), decor).encode()
    releves_bancaires.importer(session, banques[0], "utb-demonstration.csv", releve, equipe.agent.id)


def _dette(session: Session, decor: Decor, equipe: Troupe) -> int:
    """Return what the employer in debt owes for its oldest month."""
    numero = next(n for n, p in equipe.declarants.items() if p is equipe.utilisateurs[ENDETTE])
    employeur = session.query(Employeur).filter_by(numero=numero).one()
    return sum(next(iter(a_payer(session, employeur, decor.aujourd_hui).mois.values())))


def _dossiers(session: Session, decor: Decor, equipe: Troupe, banque: Banque) -> list[Dossier]:
    hier = decor.aujourd_hui - timedelta(days=1)

    def versement(montant: int, reference: str) -> dict:
        return {"mode": ModePaiement.depot, "montant": montant, "banque_id": banque.id,
                "paye_le": hier, "reference": reference}  # fmt: skip

    phone = {"mode": ModePaiement.tmoney}
    return [
        Dossier(A_JOUR, Paiement, versement(AVANCE, "BRD-10427-A"), ACCEPTEE),
        Dossier(ENDETTE, Paiement, versement(_dette(session, decor, equipe), "BRD-88121"), RECUE),
        Dossier(ENDETTE, Paiement, phone | {"montant": 150_000, "telephone": MUET}, RECUE),
        Dossier(ENDETTE, Paiement, phone | {"montant": 75_000, "telephone": DISTRAIT}, RECUE),
        Dossier(ENDETTE, Paiement, versement(45_000, "BRD-88109"), (*RECUE, "annuler")),
        Dossier(ENDETTE, Paiement, versement(60_000, "BRD-88140")),
    ]


def _releve(dette: int, decor: Decor) -> str:
    """Return a statement: the deposit announced, one that nobody announced, a fee."""
    hier = jour(decor.aujourd_hui - timedelta(days=1))
    return (
        "Date;Référence;Libellé;Débit;Crédit\n"
        f"{hier};BRD-88121;VERSEMENT CLINIQUE SAINTE-AKOUVI;;{dette}\n"
        f"{hier};VIR-5571;VIREMENT SANS MOTIF;;118 300\n"
        f"{hier};;COMMISSION;1 500;\n"
    )
