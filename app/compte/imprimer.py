"""The papers of the contribution account: the receipt of a declaration, the statement of the account."""

from datetime import date

from app.compte.declaration_cotisations import TYPE_NORMAL
from app.compte.echeances import exigible_le
from app.compte.releve import lignes
from app.documents import cotisations, releve_cotisant
from app.documents.totaux import LIBELLES, Branche, Totaux
from app.horloge import maintenant
from app.models import DeclarationCotisations, Employeur
from app.parametres import bareme
from app.regles.cotisations import BRANCHES, Taux


def imprimer_declaration(session, declaration: DeclarationCotisations) -> bytes:
    """Return the declaration as a PDF: a receipt once it is sent, a draft to read again before."""
    lois = bareme(session)
    return cotisations.imprimer(
        cotisations.DeclarationDeCotisations(
            numero=declaration.numero or "",
            soumise_le=declaration.soumise_le,
            edite_le=maintenant(),
            employeur_numero=declaration.employeur.numero,
            employeur_nom=declaration.employeur.raison_sociale,
            periode=declaration.periode,
            nature="Néant" if declaration.neant else declaration.nature.value,
            dnr=declaration.dnr.numero if declaration.dnr else "",
            remplace=declaration.rectifie.numero if declaration.rectifie else "",
            assiette=declaration.assiette,
            totaux=_totaux(declaration, lois),
            exigible_le=exigible_le(declaration.employeur, declaration.periode, lois),
        )
    )


def _totaux(d: DeclarationCotisations, lois) -> Totaux:
    taux = Taux.au(lois, d.periode, d.employeur.rp_majore).par_type[TYPE_NORMAL]
    branches = tuple(Branche(LIBELLES[b], taux[i], getattr(d, b)) for i, b in enumerate(BRANCHES))
    return Totaux(d.effectif, d.masse_salariale, branches, d.part_employeur, d.part_travailleur)


def imprimer_releve(session, employeur: Employeur, du: date, au: date) -> bytes:
    """Return the statement of an employer's account between two days, both included, as a PDF."""
    return releve_cotisant.imprimer(
        releve_cotisant.Releve(
            employeur_numero=employeur.numero,
            employeur_nom=employeur.raison_sociale,
            du=du,
            au=au,
            edite_le=maintenant().date(),
            lignes=lignes(session, employeur.id, du, au),
        )
    )
