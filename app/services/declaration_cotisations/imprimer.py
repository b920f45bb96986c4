"""The declaration of contributions on paper."""

from sqlalchemy.orm import Session

from app.cotisations.echeances import exigible_le
from app.documents import cotisations
from app.documents.totaux import LIBELLES, Branche, Totaux
from app.regles.cotisations import BRANCHES, Taux
from app.repertoire.parametres import bareme
from app.services.declaration_cotisations.chiffrer import TYPE_NORMAL
from app.services.declaration_cotisations.tables import DeclarationCotisations
from app.socle.horloge import maintenant


def imprimer_declaration(session: Session, declaration: DeclarationCotisations) -> bytes:
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
