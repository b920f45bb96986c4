"""Other people's rows leave the portal by one way, a page that asks why: any screen added tomorrow too."""

import pytest
from sqlalchemy import select

from app.generateur.ecrans.vue import Vue
from app.socle.acces import a_portee
from app.socle.droits import CHEZ_SOI
from tests.outils.petit_togo import COMPTES
from tests.outils.routes import Route, d_un_espace, routes

pytestmark = pytest.mark.petit_togo
DE_LA_CAISSE = [email for email, (role, _) in COMPTES.items() if role not in ("Employeur", "Assuré")]
TABLES = {"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
FICHIERS = TABLES | {"application/pdf"}
DUN_SEUL_COMPTE = {"CompteEmployeurView.calendrier", "CompteEmployeurView.releve"}
"""The tables about the one employer that their address names."""


@pytest.mark.parametrize("email", [e for e in DE_LA_CAISSE if e != "collegue@essai.tg"])
def test_who_only_opens_an_address_of_the_fund_is_sent_no_file_of_several_people(
    app, session, dossiers, connecter, email
):
    navigateur, sortis = connecter(email), set()
    for route in (r for r in routes(app) if "GET" in r.regle.methods and montre_autrui(r)):
        for adresse in route.adresses(une_de_chaque_sorte(session, route) if route.a_une_cle else [None]):
            if navigateur.get(adresse).mimetype in (TABLES if route.a_une_cle else FICHIERS):
                sortis.add(route.regle.endpoint)
    assert sortis <= DUN_SEUL_COMPTE


def montre_autrui(route: Route) -> bool:
    """Say whether a route is of the fund's espaces, and not about what everybody may read."""
    modele = getattr(route.vue, "modele", None)
    return d_un_espace(route) and route.vue.espace not in CHEZ_SOI and (modele is None or a_portee(modele))


def une_de_chaque_sorte(session, route: Route) -> list[int]:
    """Return the keys of one row of each service, or of one row, for the address of a route."""
    return list({type(ligne): ligne.id for ligne in session.scalars(select(route.modele))}.values())


def test_every_list_of_other_people_s_rows_is_exported_by_a_right_of_its_own(app):
    listes = [
        v for v in app.appbuilder.baseviews if isinstance(v, Vue) and "exporter" in v.include_route_methods
    ]
    droits = {(v.montre_autrui(), v.method_permission_name["exporter"]) for v in listes}
    assert droits == {(True, "exporter"), (False, "consulter")}
