"""The papers of a declaration: the receipt of its submission, and the declaration itself."""

from hashlib import sha256

from sqlalchemy.orm import Session

from app.classeurs.lignes import Lignes
from app.documents import declaration as papier
from app.documents import recepisse
from app.documents.totaux import LIBELLES, Branche, Totaux
from app.regles.bareme import Bareme
from app.regles.cotisations import BRANCHES, Taux
from app.regles.retard import exigible_le
from app.repertoire.parametres import bareme
from app.services.dnr import declarer
from app.services.dnr.codes import MOTIFS_SORTIE, NATURES, TYPES_ASSURE
from app.services.dnr.colonnes import CLES
from app.services.dnr.rapport import RapportDNR
from app.services.dnr.tables import Declaration
from app.socle.horloge import maintenant

TYPE_NORMAL = 1


def imprimer_recepisse(session: Session, declaration: Declaration) -> bytes:
    """Return the receipt of a submitted declaration as a PDF."""
    assert declaration.numero
    assert declaration.soumise_le
    lois = bareme(session)
    return recepisse.imprimer(
        recepisse.Recepisse(
            numero=declaration.numero,
            soumise_le=declaration.soumise_le,
            employeur_numero=declaration.employeur.numero,
            employeur_nom=declaration.employeur.raison_sociale,
            periode=declaration.periode,
            nature=declaration.nature.value,
            empreinte=empreinte(session, declaration),
            totaux=_totaux(declaration, lois),
            exigible_le=exigible_le(declaration.periode, lois),
            fichier=declaration.fichier.nom if declaration.fichier else "",
            avertissements=len(declarer.justifications(session, declaration.id)),
            remplace=declaration.rectifie.numero if declaration.rectifie else "",
            a_confirmer=_a_confirmer(declaration, lois),
        )
    )


def imprimer_declaration(session: Session, declaration: Declaration) -> bytes:
    """Return the declaration, draft or sent, as a PDF with all its lines."""
    rapport = declarer.verifier(session, declaration)
    lois = bareme(session)
    return papier.imprimer(
        papier.DeclarationImprimee(
            employeur_numero=declaration.employeur.numero,
            employeur_nom=declaration.employeur.raison_sociale,
            periode=declaration.periode,
            nature=declaration.nature.value,
            lignes=list(_lignes(rapport)),
            totaux=_totaux(declaration, lois),
            edite_le=maintenant(),
            numero=declaration.numero or "",
            etat=declaration.statut.value,
            legende=_legende(rapport),
            a_confirmer=_a_confirmer(declaration, lois),
        )
    )


def empreinte(session: Session, declaration: Declaration) -> str:
    """Return the sha-256 of what was submitted: the file's, or that of the lines typed, as CSV text."""
    if declaration.fichier:
        return declaration.fichier.sha256
    return empreinte_des_lignes(declarer.verifier(session, declaration).lignes)


def empreinte_des_lignes(lignes: Lignes) -> str:
    """Return the sha-256 of lines typed online: their cells, `;` between, one line each, UTF-8."""
    texte = "\n".join(
        ";".join(map(str, rangee)) for rangee in zip(*(lignes.colonnes[c] for c in CLES), strict=True)
    )
    return sha256(texte.encode()).hexdigest()


def _totaux(declaration: Declaration, lois: Bareme) -> Totaux:
    taux = Taux.au(lois, declaration.periode, declaration.employeur.rp_majore).par_type[TYPE_NORMAL]
    controle = (declaration.controle or {}).get("totaux", {})
    branches = tuple(Branche(LIBELLES[b], taux[i], getattr(declaration, b)) for i, b in enumerate(BRANCHES))
    return Totaux(
        declaration.effectif,
        declaration.masse_salariale,
        branches,
        controle.get("part_employeur", 0),
        controle.get("part_travailleur", 0),
    )


def _lignes(rapport: RapportDNR):
    """Yield the lines to print; a cell not yet accepted is left out, the draft says so on screen."""
    c = rapport.colonnes
    for i, due in enumerate(rapport.cotisations):
        textes = rapport.lignes.textes(i)
        yield papier.LigneImprimee(
            matricule=textes["matricule"],
            numero_assurance=textes["numero_assure"],
            nom=textes["nom"],
            prenoms=textes["prenoms"],
            type_assure=c["type_assure"][i] or TYPE_NORMAL,
            jours=c["jours"][i] or 0,
            remuneration=c["remuneration"][i] or 0,
            nature=c["nature"][i] or 1,
            embauche_le=c["embauche_le"][i],
            sortie_le=c["sortie_le"][i],
            motif=c["motif_sortie"][i],
            branches=tuple(getattr(due, b) if due else 0 for b in BRANCHES),
        )


def _legende(rapport: RapportDNR) -> tuple[str, ...]:
    """Return what the codes met on the lines mean."""
    tables = (
        ("Type", "type_assure", TYPES_ASSURE),
        ("Nature", "nature", NATURES),
        ("Motif", "motif_sortie", MOTIFS_SORTIE),
    )
    return tuple(
        f"{mot} {code}\u00a0: {table[code]}"
        for mot, cle, table in tables
        for code in sorted({v for v in rapport.colonnes[cle] if v in table})
    )


def _a_confirmer(declaration: Declaration, lois: Bareme) -> tuple[str, ...]:
    """Return the sentences on rates of the month that nobody has checked against the official text."""
    textes = Taux.au(lois, declaration.periode).textes
    codes = [f"taux_{b}_{part}" for b in BRANCHES for part in ("employeur", "travailleur")]
    return tuple(f"{textes[c].libelle}\u00a0: {textes[c].reference}." for c in codes if textes[c].a_confirmer)
