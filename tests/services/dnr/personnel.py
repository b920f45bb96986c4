"""Forty workers of one employer, for what is only seen on many lines."""

from app.services.dnr.controler import controler
from app.services.dnr.faits import Inscrit
from app.services.dnr.lire import lire
from app.services.dnr.rapport import RapportDNR
from tests.services.dnr.outils import classeur, contexte, precedente, precedentes, saisie

LETTRES = "abcdefghijklmnopqrstuvwxyz"
EFFECTIF = 40


def travailleur(rang: int, **autres) -> dict[str, str]:
    """Return a clean line of one of many workers, all different."""
    nom, prenoms = f"Kp{LETTRES[rang % 26] * 2}{LETTRES[rang // 26]}", f"Ab{LETTRES[-1 - rang % 26]}a"
    propres = {"numero_assure": numero(rang), "nom": nom, "prenoms": prenoms, "matricule": f"M{rang}"}
    return saisie(0, **{**propres, "remuneration": str(60_000 + 1_370 * rang), **autres})


def numero(rang: int) -> str:
    return f"{26_000_000 + rang:010d}"


PERSONNEL = [travailleur(rang) for rang in range(EFFECTIF)]
REGISTRE = {
    p["numero_assure"]: Inscrit(cle, p["numero_assure"], p["nom"], p["prenoms"])
    for cle, p in enumerate(PERSONNEL, 1)
}
AVANT = precedentes(
    *(
        precedente(
            numero_assure=p["numero_assure"],
            nom=p["nom"],
            prenoms=p["prenoms"],
            matricule=p["matricule"],
            remuneration=int(p["remuneration"]),
        )
        for p in PERSONNEL
    )
)


def rapport_de(lignes: list[dict[str, str]], **autres) -> RapportDNR:
    """Return the check of a workbook of these lines, declared by who declared the same workers last month."""
    return controler(
        lire(classeur(lignes)), contexte(**{"registre": REGISTRE, "precedentes": AVANT, **autres})
    )


def message(rapport: RapportDNR) -> str:
    return rapport.anomalies[0].message.replace("\xa0", " ")
