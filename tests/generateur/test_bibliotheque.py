"""The generator alone: a library of a few lines has lists, forms, pages, exports, drafts and large files.

Nothing here is of the fund: the host is `tests/generateur/bibliotheque/`, in the skin of the portal.
"""

import hashlib
import io
import zipfile
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.generateur import recherche, relations
from app.generateur.adaptateur import Role, User
from app.generateur.tables import Brouillon
from app.socle import acces
from app.socle.base_de_donnees import db
from tests.generateur.bibliotheque.application import creer
from tests.generateur.bibliotheque.tables import Auteur, Emport, Genre, Livre
from tests.outils.base import fermer
from tests.outils.navigation import Navigateur
from tests.outils.pages import Page, champs, formulaire

LIVRES = "/lecture/mes-livres/"
NOUVEAU = f"{LIVRES}nouvelle"
COUVERTURE = "/lecture/couverture/"
IMAGE = bytes(range(256)) * 500
SHA256 = hashlib.sha256(IMAGE).hexdigest()
POURQUOI = "Pour l’assurance de mes livres"
LECTEURS = {"afi": "Lecteur", "kodjo": "Lecteur", "ama": "Curieux"}


@pytest.fixture
def bibliotheque(bases, tmp_path):
    """The library, empty."""
    app = creer(bases.nouvelle(), tmp_path)
    app.test_client_class = Navigateur
    yield app
    fermer(app, db)


@pytest.fixture
def session(bibliotheque):
    """A session that sees every row of the library: two readers, a curious one, two authors."""
    with bibliotheque.app_context():
        moteur = db.engine
    with acces.systeme("tests"), Session(moteur) as session:
        roles = {nom: Role(name=nom) for nom in set(LECTEURS.values())}
        session.add_all(_lecteur(nom, roles[role]) for nom, role in LECTEURS.items())
        session.add_all(Auteur(nom=nom) for nom in ("Kossi Efoui", "Sami Tchak"))
        session.commit()
        yield session


def _lecteur(nom: str, role: Role) -> User:
    adresse = f"{nom}@essai.tg"
    return User(
        first_name=nom, last_name="", username=adresse, email=adresse, active=True, password="-", roles=[role]
    )


@pytest.fixture
def entrer(bibliotheque, session):
    """Return `entrer(name) -> browser` of a person signed in."""

    def entrer(nom: str) -> Navigateur:
        navigateur = bibliotheque.test_client()
        navigateur.session_du_test = session
        navigateur.post("/entree/", data={"cle": cle_de(session, nom)})
        return navigateur

    return entrer


@pytest.fixture
def afi(entrer) -> Navigateur:
    """The browser of a reader."""
    return entrer("afi")


def cle_de(session, nom: str) -> int:
    """Return the key of a person."""
    return session.scalar(select(User.id).where(User.first_name == nom))


def auteur(session, nom: str) -> int:
    """Return the key of an author."""
    return session.scalar(select(Auteur.id).where(Auteur.nom == nom))


def ranger(session, titre: str, a: str = "afi", de: str = "Sami Tchak", **colonnes) -> int:
    """Put a book on somebody's shelf and return its key."""
    communes = {"genre": Genre.roman, "prix": 4_500, "paru_le": date(2001, 5, 2)} | colonnes
    livre = Livre(titre=titre, lecteur_id=cle_de(session, a), auteur_id=auteur(session, de), **communes)
    session.add(livre)
    session.commit()
    return livre.id


def saisie(session, **autres) -> dict:
    """Return a form filled as people write."""
    propre = {"titre": "Place des fêtes", "auteur_id": auteur(session, "Sami Tchak"), "genre": "roman"}
    return propre | {"prix": "4 500 F", "paru_le": "02/05/2001"} | autres


def emporter(navigateur, forme: str = "csv", question: str = "", motif: str = POURQUOI):
    """Return the answer to who takes her books away and says why."""
    return navigateur.post(f"{LIVRES}export.{forme}?{question}", data={"motif": motif})


def titres(reponse) -> list[str]:
    """Return the books that a list exports, in their order."""
    return [ligne.split(";")[0] for ligne in reponse.data.decode("utf-8-sig").splitlines()[1:]]


def livres(session) -> list[Livre]:
    """Return all books as they are now."""
    return list(session.scalars(select(Livre).order_by(Livre.id)))


def test_a_form_is_made_of_the_columns_with_their_labels_and_helps(afi):
    page = afi.get(NOUVEAU)
    texte = Page(page).texte
    for mots in (
        "Titre obligatoire Tel qu’il est imprimé",
        "Prix d’achat",
        "ISBN facultatif",
        "Ajouter un livre",
    ):
        assert mots in texte
    assert "Lecteur" not in texte
    assert '<input id="paru_le" name="paru_le" required type="date" value="">' in page.text


def test_what_is_typed_as_people_write_it_is_a_row_and_its_page_shows_it_in_french(session, afi):
    reponse = afi.post(NOUVEAU, data=saisie(session, isbn="978 2070416 851"))
    (livre,) = livres(session)
    assert reponse.location == f"{LIVRES}{livre.id}"
    assert (livre.prix, livre.paru_le, livre.isbn) == (4_500, date(2001, 5, 2), "9782070416851")
    assert livre.lecteur_id == cle_de(session, "afi")
    texte = Page(afi.get(reponse.location)).texte
    assert "C’est enregistré." in texte
    assert "Prix d’achat 4 500 F" in texte
    assert "Paru le 02/05/2001" in texte


def test_a_form_refused_says_why_beside_the_field_and_keeps_what_was_typed(session, afi):
    faux = saisie(session, prix="cher", isbn="12", paru_le="32/13/2001", titre="")
    reponse = afi.post(NOUVEAU, data=faux)
    assert reponse.status_code == 422
    for champ, refus in (
        ("titre", "Ce champ est obligatoire : remplissez-le."),
        ("prix", "Ce montant n’est pas lisible : écrivez des francs entiers, par exemple 52 500."),
        ("isbn", "Un ISBN est fait de 13 chiffres."),
        ("paru_le", "Cette date n’existe pas ou n’est pas lisible : écrivez-la comme 02/01/2026."),
    ):
        assert f'id="{champ}-erreur"><span class="lu">Erreur&nbsp;: </span>{refus}' in reponse.text
    garde = formulaire(reponse)
    assert {nom: garde[nom] for nom in ("prix", "isbn", "paru_le")} == {
        nom: faux[nom] for nom in ("prix", "isbn", "paru_le")
    }
    assert livres(session) == []


def test_a_relation_of_a_few_rows_is_a_list(afi):
    page = afi.get(NOUVEAU).text
    assert "Kossi Efoui</option>" in page
    assert "data-choix" not in page


def test_a_longer_relation_is_searched_by_its_words(session, afi, monkeypatch):
    monkeypatch.setattr(relations, "LIGNES_EN_LISTE", 1)
    assert f'data-choix="{LIVRES}choix?champ=auteur_id"' in afi.get(NOUVEAU).text
    assert afi.get(f"{LIVRES}choix?champ=auteur_id&q=tch").json == {"choix": ["Sami Tchak"]}
    assert afi.post(NOUVEAU, data=saisie(session, auteur_id="kossi efoui")).status_code == 302
    assert livres(session)[0].auteur_id == auteur(session, "Kossi Efoui")


def test_a_list_is_filtered_by_its_columns_and_those_of_its_relations(session, afi):
    ranger(session, "Hermina")
    ranger(session, "La Polka", de="Kossi Efoui", genre=Genre.conte)
    for filtre in ("titre=polka", "auteur_nom=efoui", "genre=conte"):
        page = afi.get(f"{LIVRES}?{filtre}").text
        assert ("La Polka" in page, "Hermina" in page) == (True, False), filtre
    assert "Aucune ligne ne correspond à ces filtres" in afi.get(f"{LIVRES}?paru_le_du=01/01/2020").text


def test_a_list_is_sorted_as_asked_and_exported_in_that_order(session, afi):
    for titre, prix in (("Hermina", 6_000), ("Al Capone", 5_000), ("La Polka", 7_000)):
        ranger(session, titre, prix=prix)
    assert titres(emporter(afi, question="tri=prix:asc")) == [
        "Al Capone",
        "Hermina",
        "La Polka",
    ]
    assert titres(emporter(afi, question="tri=titre:desc")) == [
        "La Polka",
        "Hermina",
        "Al Capone",
    ]


def test_a_list_has_pages(session, afi, monkeypatch):
    monkeypatch.setattr(recherche, "TAILLES", (2,))
    for titre in ("Un", "Deux", "Trois"):
        ranger(session, titre)
    premiere, seconde = Page(afi.get(LIVRES)).texte, Page(afi.get(f"{LIVRES}?page=2")).texte
    assert "Lignes 1 à 2 sur 3" in premiere
    assert "Page suivante" in premiere
    assert "Lignes 3 à 3 sur 3" in seconde
    assert "Page suivante" not in seconde


def test_a_list_is_exported_with_its_labels_and_no_formula(session, afi):
    ranger(session, "=1+1")
    csv = emporter(afi).data.decode("utf-8-sig").splitlines()
    assert csv[0] == "Titre;Auteur;Genre;Prix d’achat;Paru le;Place"
    assert csv[1] == "'=1+1;Sami Tchak;Roman;4500;02/05/2001;En rayon"
    classeur = zipfile.ZipFile(io.BytesIO(emporter(afi, "xlsx").data))
    assert b"=1+1" in classeur.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in classeur.read("xl/worksheets/sheet1.xml")


def test_before_it_leaves_a_list_says_how_many_rows_which_and_with_what_filters(session, afi):
    for titre in ("Hermina", "La Polka", "Place des fêtes"):
        ranger(session, titre)
    page = afi.get(f"{LIVRES}export.csv?titre=la")
    assert page.mimetype == "text/html"
    texte = Page(page).texte
    assert "Lignes 2 Filtres Titre : la Colonnes Titre, Auteur, Genre, Prix d’achat, Paru le, Place" in texte
    assert "Hermina" not in page.text


def test_what_leaves_is_noted_with_its_reason(session, afi):
    ranger(session, "Hermina")
    assert titres(emporter(afi, motif=f"  {POURQUOI}  ")) == ["Hermina"]
    (emport,) = session.scalars(select(Emport))
    assert (emport.liste, emport.lignes, emport.motif) == ("Mes livres", 1, POURQUOI)


@pytest.mark.parametrize("motif", ["", "          ", "export", "x" * 501, "Pour\x07 l’assurance"])
def test_nothing_leaves_without_a_reason_that_can_be_read(session, afi, motif):
    ranger(session, "Hermina")
    reponse = emporter(afi, motif=motif)
    assert (reponse.status_code, reponse.mimetype) == (422, "text/html")
    assert 'id="motif-erreur"' in reponse.text
    assert champs(reponse, "motif")[0].strip() == motif.strip()
    assert session.scalars(select(Emport)).all() == []


def test_from_a_host_that_notes_nothing_nothing_leaves(session, afi, bibliotheque, monkeypatch, caplog):
    ranger(session, "Hermina")
    monkeypatch.delitem(bibliotheque.extensions, "noter_export")
    reponse = emporter(afi)
    assert reponse.status_code == 500
    assert "Hermina" not in reponse.text
    assert "SortieSansTrace" in caplog.text


def test_more_rows_than_may_leave_are_to_be_narrowed_first(session, afi, bibliotheque):
    for titre in ("Hermina", "La Polka", "Al Capone"):
        ranger(session, titre)
    bibliotheque.config["EXPORT_LIGNES_AU_PLUS"] = 2
    texte = Page(afi.get(f"{LIVRES}export.csv")).texte
    assert "Lignes Plus de 2" in texte
    assert "Un fichier contient 2 lignes au plus : revenez à la liste et filtrez-la davantage." in texte
    assert emporter(afi).mimetype == "text/html"
    assert titres(emporter(afi, question="titre=la")) == ["La Polka"]


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("titre=absent", "Aucune ligne ne correspond à ces filtres"),
        ("paru_le_du=demain", "Un filtre n’est pas lisible"),
    ],
)
def test_nothing_leaves_of_a_list_that_is_empty_or_not_understood(session, afi, question, phrase):
    ranger(session, "Hermina")
    reponse = emporter(afi, question=question)
    assert reponse.mimetype == "text/html"
    assert phrase in reponse.text


def test_who_has_not_the_right_takes_nothing_away(session, entrer):
    ranger(session, "Hermina", a="ama")
    curieuse = entrer("ama")
    assert "Exporter" not in curieuse.get(LIVRES).text
    assert curieuse.get(f"{LIVRES}export.csv").status_code == 403
    assert emporter(curieuse).status_code == 403


def test_a_row_of_another_reader_is_not_found_whatever_is_asked_of_it(session, afi, entrer):
    pk = ranger(session, "Hermina", a="kodjo")
    ranger(session, "La Polka")
    for adresse in (f"{LIVRES}{pk}", f"{LIVRES}{pk}/modifier", f"{LIVRES}{pk}/supprimer"):
        assert afi.get(adresse).status_code == 404
        assert entrer("kodjo").get(adresse).status_code == 200
    assert afi.post(f"{LIVRES}{pk}/supprimer").status_code == 404
    assert titres(emporter(afi)) == ["La Polka"]
    assert len(livres(session)) == 2


def test_who_may_only_look_is_offered_no_form(entrer):
    curieuse = entrer("ama")
    page = curieuse.get(LIVRES)
    assert page.status_code == 200
    assert "Ajouter un livre" not in page.text
    assert curieuse.get(NOUVEAU).status_code == 403


def test_a_visitor_is_asked_to_sign_in(bibliotheque):
    visiteur = bibliotheque.test_client()
    for adresse in (LIVRES, f"/reception/{SHA256}"):
        reponse = visiteur.get(adresse)
        assert (reponse.status_code, reponse.location.partition("?")[0]) == (302, "/entree/")


def test_what_was_typed_is_kept_given_back_and_forgotten_once_sent(session, afi, entrer):
    signet = champs(afi.get(NOUVEAU), "signet")[0]
    begun = {"titre": "Le Continent du tout", "paru_le": "32/13/2001"}
    reponse = afi.post("/brouillons/", data={"signet": signet, **begun})
    assert reponse.json["message"].startswith("Brouillon enregistré à")
    assert begun.items() <= formulaire(afi.get(NOUVEAU)).items()
    assert "Reprendre : Ajouter un livre" in afi.get("/bibliotheque/").text
    assert formulaire(entrer("kodjo").get(NOUVEAU))["titre"] == ""
    assert afi.post(NOUVEAU, data=saisie(session, signet=signet)).status_code == 302
    assert session.scalar(select(func.count()).select_from(Brouillon)) == 0


def test_a_draft_given_up_leads_back_to_an_empty_form(afi):
    signet = champs(afi.get(NOUVEAU), "signet")[0]
    afi.post("/brouillons/", data={"signet": signet, "titre": "Hermina"})
    assert afi.post("/brouillons/effacer", data={"signet": signet}).location == NOUVEAU
    assert formulaire(afi.get(NOUVEAU))["titre"] == ""
    assert afi.post("/brouillons/effacer", data={"signet": signet, "liste": "1"}).location == "/bibliotheque/"


def test_a_form_sent_twice_adds_one_row_and_leads_to_it(session, afi):
    cle = champs(afi.get(NOUVEAU), "cle_unique")[0]
    envois = [afi.post(NOUVEAU, data=saisie(session, cle_unique=cle)) for _ in range(2)]
    (livre,) = livres(session)
    assert [envoi.location for envoi in envois] == [f"{LIVRES}{livre.id}"] * 2


def test_a_tab_out_of_date_is_told_and_replaces_nothing_unless_sent_again(session, afi):
    adresse = f"{LIVRES}{ranger(session, 'Hermina')}/modifier"
    ancien = formulaire(afi.get(adresse))
    afi.post(adresse, data=ancien | {"titre": "Hermina, roman"})
    reponse = afi.post(adresse, data=ancien | {"titre": "La Polka"})
    assert reponse.status_code == 422
    assert "a été modifiée entre-temps" in reponse.text
    assert formulaire(reponse)["titre"] == "La Polka"
    assert livres(session)[0].titre == "Hermina, roman"
    assert afi.post(adresse, data=formulaire(reponse)).status_code == 302
    assert livres(session)[0].titre == "La Polka"


def test_a_row_is_deleted_after_being_asked(session, afi):
    adresse = f"{LIVRES}{ranger(session, 'Hermina')}/supprimer"
    assert "Cette action est définitive" in afi.get(adresse).text
    assert afi.post(adresse).location == LIVRES
    assert livres(session) == []


def test_a_file_that_came_in_pieces_is_taken_by_the_form_that_names_it(afi, tmp_path):
    reception = f"/reception/{SHA256}"
    for debut in (0, 100_000):
        afi.post(f"{reception}?debut={debut}", data=IMAGE[debut : debut + 100_000])
    assert afi.get(reception).json == {"recu": len(IMAGE)}
    envoi = {"recu": f"image:{SHA256}:hermina.png", "image": (io.BytesIO(), "")}
    assert afi.post(COUVERTURE, data=envoi).status_code == 302
    assert (tmp_path / "hermina.png").read_bytes() == IMAGE
    assert afi.get(reception).json == {"recu": 0}


def test_a_file_field_says_beforehand_what_it_takes(afi):
    assert "Fichier .png ou .jpg, 20 Mo au plus." in Page(afi.get(COUVERTURE)).texte
    reponse = afi.post(COUVERTURE, data={"image": (io.BytesIO(), "")})
    assert reponse.status_code == 422
    assert "Choisissez une image." in reponse.text
