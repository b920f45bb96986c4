"""The Merkle tree of RFC 6962: its roots are those of the published tests, from the frontier alone."""

import pytest

from app.journal.arbre import Arbre

FEUILLES = [bytes.fromhex(f) for f in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
FEUILLES.append(bytes(range(0x60, 0x70)))
RACINES = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""Of the first 0, 1, 2… leaves, as the tests of Certificate Transparency publish them."""


@pytest.mark.parametrize("taille", range(9))
def test_the_root_of_so_many_leaves_is_the_published_one(taille):
    arbre = Arbre()
    for feuille in FEUILLES[:taille]:
        arbre.ajouter(feuille)
    assert arbre.racine.hex() == RACINES[taille]


@pytest.mark.parametrize("taille", range(9))
def test_a_tree_taken_up_from_its_frontier_goes_on_as_if_it_had_not_stopped(taille):
    arbre = Arbre()
    for feuille in FEUILLES[:taille]:
        arbre.ajouter(feuille)
    repris = Arbre.lire(taille, arbre.ecrire())
    for feuille in FEUILLES[taille:]:
        repris.ajouter(feuille)
    assert repris.racine.hex() == RACINES[8]


def test_a_frontier_that_is_not_of_its_size_is_refused():
    with pytest.raises(ValueError, match="frontière"):
        Arbre.lire(3, "00" * 32)
