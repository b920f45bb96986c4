"""Mandates given and taken back by the fund: for a reason, told to the person and to who owns the account."""

import pytest
from sqlalchemy import select

from app.identites import personnes
from app.models import ActeDAdministration, Habilitation
from tests.outils import petit_togo
from tests.outils.dnr import texte
from tests.outils.petit_togo import SCIERIE

pytestmark = pytest.mark.petit_togo
ADMIN, TITULAIRE, ELLE = "admin@essai.tg", "scierie@essai.tg", "auberge@essai.tg"
PAGE = "/administration/habilitations/"
RAISON = "Lettre du gérant du 12 novembre"


@pytest.fixture
def admin(connecter):
    """The administrator's browser."""
    return connecter(ADMIN)


def habiliter(navigateur, session, email: str = ELLE, raison: str = RAISON, declarer: str = "oui"):
    """Let somebody act for the sawmill."""
    saisie = {
        "utilisateur_id": personnes.trouver(session, email).id,
        "employeur_id": petit_togo.employeur(session).id,
        "declarer": declarer,
        "raison": raison,
    }
    return navigateur.post(f"{PAGE}nouvelle", data=saisie)


def mandat(session, email: str = ELLE) -> Habilitation | None:
    """Return somebody's mandate for the sawmill."""
    sien = Habilitation.utilisateur.has(email=email) & Habilitation.employeur.has(numero=SCIERIE)
    return session.scalars(select(Habilitation).where(sien)).one_or_none()


def agir(navigateur, session, geste: str, email: str = ELLE, motif: str = "Fin du contrat") -> str:
    """Change or take back a mandate."""
    adresse = f"{PAGE}{mandat(session, email).id}/gestes/{geste}"
    return texte(navigateur.post(adresse, data={"motif": motif}, follow_redirects=True))


def test_a_mandate_given_is_told_with_its_reason_to_the_person_and_to_the_owner(admin, session, courriers):
    assert habiliter(admin, session).status_code == 302
    for adresse in (ELLE, TITULAIRE):
        lu = courriers(adresse)[0].texte
        assert "Yawa Auberge peut maintenant consulter et déclarer pour Scierie de Kpalimé SARL" in lu
        assert RAISON in lu
        assert "Yawa Admin" in lu


def test_a_mandate_is_not_given_without_a_reason(admin, session):
    reponse = habiliter(admin, session, raison="")
    assert reponse.status_code == 422
    assert 'id="raison-erreur"' in reponse.text
    assert mandat(session) is None


def test_nobody_gives_himself_a_mandate(admin, session):
    assert "Cette habilitation est la vôtre" in texte(habiliter(admin, session, email=ADMIN))
    assert mandat(session, ADMIN) is None


def test_a_mandate_taken_back_is_told_to_both_and_written_down(admin, session, courriers):
    habiliter(admin, session)
    agir(admin, session, "retirer")
    assert mandat(session) is None
    for adresse in (ELLE, TITULAIRE):
        assert "n’agit plus pour Scierie de Kpalimé SARL" in courriers(adresse)[0].texte
        assert "Fin du contrat" in courriers(adresse)[0].texte
    assert session.scalars(select(ActeDAdministration.motif).order_by(ActeDAdministration.id)).all() == [
        RAISON,
        "Fin du contrat",
    ]


def test_the_owner_who_loses_her_mandate_is_told_once(admin, session, courriers):
    agir(admin, session, "retirer", TITULAIRE)
    assert [c.modele for c in courriers(TITULAIRE)].count("acte_d_administration") == 1


@pytest.mark.parametrize(
    ("au_depart", "geste", "declare"), [("oui", "consulter", False), ("non", "declarer", True)]
)
def test_a_right_is_narrowed_or_widened_for_a_reason(admin, session, courriers, au_depart, geste, declare):
    habiliter(admin, session, declarer=au_depart)
    agir(admin, session, geste)
    assert mandat(session).declarer is declare
    assert "peut maintenant consulter" in courriers(TITULAIRE)[0].texte


@pytest.mark.parametrize("geste", ["consulter", "retirer"])
def test_a_mandate_stays_as_it_is_without_a_reason(admin, session, geste):
    habiliter(admin, session)
    assert "écrivez d’abord pourquoi" in agir(admin, session, geste, motif=" ")
    assert mandat(session).declarer


@pytest.mark.parametrize("email", ["agent@essai.tg", "superviseur@essai.tg", "auditeur@essai.tg"])
def test_nobody_else_gives_a_mandate(connecter, session, email):
    assert habiliter(connecter(email), session).status_code == 403
