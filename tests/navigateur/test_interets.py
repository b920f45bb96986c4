"""An agent who is insured herself finds her own request reserved to a colleague, who takes it."""

from tests.navigateur.parcours import ouvrir_la_demande

ELLE, AGENT, COLLEGUE = "meheza@demo.tg", "agent@demo.tg", "superviseur@demo.tg"


def test_an_agent_who_is_insured_leaves_her_request_to_a_colleague(visiteur):
    chez_elle = visiteur(ELLE).aller("/assure/reclamations/")
    envoyee = chez_elle.page.locator("main tbody tr").first.get_by_role("link").first.inner_text()
    agent, collegue = visiteur(AGENT), visiteur(COLLEGUE)
    ouvrir_la_demande(agent, envoyee)
    assert agent.lit("Réservé à un collègue Cette demande est la vôtre : un collègue la prendra.")
    assert agent.page.get_by_role("button", name="Prendre en charge").count() == 0
    agent.examiner()
    ouvrir_la_demande(collegue, envoyee)
    collegue.presser("Prendre en charge")
    chez_elle.ouvrir_la_ligne(envoyee)
    assert chez_elle.lit("En instruction")
