"""What is typed on the command line is read whatever the keyboard, as forms read it; commands to come too."""

from collections.abc import Iterator

import click
import pytest

from app.commandes import types
from app.commandes.refus import CommandeRefusee
from app.models import User
from tests.outils.claviers import CLAVIERS

TAPES = {
    types.Secret: ("palmier-rouge-2026 Été", "palmier-rouge-2026 Été"),
    types.TypeTexte: (" octobre 2026 ", "octobre 2026"),
    types.TexteImprime: ("Tévi N’Souvi", "Tévi N’Souvi"),
    types.Courriel: ("Dela@Exemple.tg", "dela@exemple.tg"),
    types.Numero: ("0190 22", "019022"),
    types.TypeMois: ("octobre 2026", 202_610),
    types.TypeJour: ("02/01/2026", types.date(2026, 1, 2)),
    types.TypeFrancs: ("152 500 F", 152_500),
}
"""For each type of text that commands take, one as people type it, and what is read."""
TELS_QUELS = (types.TypeFichier, types.CheminDeSortie, click.Path, click.types.BoolParamType)
"""What is no text: the name of a file is what it is."""


def parametres(commande: click.Command, chemin: str = "") -> Iterator[tuple[str, click.Parameter]]:
    """Yield the parameters of the house's commands under this one, each with its name on the line."""
    ici = f"{chemin} {commande.name}".strip()
    if isinstance(commande, click.Group):
        for fille in commande.commands.values():
            yield from parametres(fille, ici)
    elif (commande.callback.__module__ or "").partition(".")[0] in ("app", "demonstration"):
        yield from ((f"{ici} {parametre.name}", parametre) for parametre in commande.params)


def test_every_text_of_a_command_is_of_a_type_that_cleans_it(app):
    trouves = [
        (nom, p.type)
        for commande in app.cli.commands.values()
        for nom, p in parametres(commande)
        if not isinstance(p.type, TELS_QUELS)
    ]
    assert len(trouves) > 10
    a_dire = [nom for nom, type_ in trouves if type(type_) not in TAPES]
    assert not a_dire, f"Give a type of app/commandes/types.py to: {a_dire}"


@pytest.mark.parametrize("clavier", CLAVIERS.values(), ids=CLAVIERS)
@pytest.mark.parametrize("type_", TAPES, ids=lambda t: t.__name__)
def test_each_type_reads_a_text_as_any_keyboard_writes_it(type_, clavier):
    tape, lu = TAPES[type_]
    trouve = type_().convert(clavier(tape), None, None)
    assert (trouve.strip("\xa0") if type_ is types.Secret else trouve) == lu


@pytest.mark.parametrize("ecrit", ["10/2026", "2026-10", "Oct. 2026"])
def test_a_month_is_read_on_the_command_line_as_in_a_form(ecrit):
    assert types.TypeMois().convert(ecrit, None, None) == 202_610


def test_a_year_of_two_digits_is_of_somebody_born_already():
    assert types.TypeJour(naissance=True).convert("2/5/66", None, None).year == 1966


@pytest.mark.parametrize(
    ("type_", "ecrit"),
    [
        (types.TypeMois, "octobre"),
        (types.TypeJour, "31/02/2026"),
        (types.TypeFrancs, "-5"),
        (types.TypeFrancs, "12,5"),
        (types.TexteImprime, "أحمد"),
        (types.Courriel, "dela@exemple"),
    ],
)
def test_what_is_none_of_its_type_is_refused(type_, ecrit):
    with pytest.raises((click.BadParameter, CommandeRefusee)):
        type_().convert(ecrit, None, None)


@pytest.mark.petit_togo
def test_the_first_administrator_has_her_name_as_she_meant_it(session, flask):
    reponses = ["\u200eChef@CNSS.tg", "  Lawson\u200b", "Aye\u0301le\u0301", *["palmier-rouge-2026"] * 2]
    resultat = flask("create-admin", input="\n".join([*reponses, ""]))
    assert resultat.exit_code == 0, resultat.output
    chef = session.query(User).filter_by(username="chef@cnss.tg").one()
    assert (chef.last_name, chef.first_name) == ("Lawson", "Ayélé")
