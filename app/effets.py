"""What each decision triggers, service by service, in the transaction of the decision itself."""

from app import avertir, certificats, services  # noqa: F401 - importing services registers their effects
from app.compte import cotisant, declaration_cotisations
from app.compte.situation import proposer_quitus
from app.comptes import decisions as _decisions  # noqa: F401 - registers what concerns accounts
from app.cycle import TransitionRefusee, effet
from app.dnr import declarer
from app.horloge import aujourd_hui
from app.models import Cause, Declaration, DeclarationCotisations, Demande, Paiement, Quitus
from app.paiement import annoncer, suivre
from app.parametres import bareme
from app.regles import ecriture
from app.regles.retard import exigible_le
from app.schemas import PropositionSchema


@effet("soumettre", Declaration, quand="avant")
def verifier_la_declaration(session, declaration, acteur):
    """A declaration is sent with nothing blocking and every warning answered."""
    declarer.exiger_envoyable(session, declaration)


@effet("accepter", Declaration)
def comptabiliser_la_declaration(session, declaration, acteur):
    """Accepting books the careers and the contribution due, once."""
    declarer.comptabiliser(session, declaration)
    limite = ecriture.jour(exigible_le(declaration.periode, bareme(session)))
    comptes = ecriture.accord(declaration.effectif, "compte individuel est", "comptes individuels sont")
    declaration.conclusion = (
        f"{comptes} à jour. Cotisations du mois : {ecriture.francs(declaration.total)}, "
        f"à payer au plus tard le {limite}."
    )


@effet("soumettre", Quitus)
def proposer(session, demande, acteur):
    """The rules say at once whether the employer is eligible (communiqué of 22 August 2024)."""
    proposition = proposer_quitus(session, demande.employeur, aujourd_hui(), bareme(session))
    demande.proposition = PropositionSchema().dump(proposition)


@effet("accepter", Quitus)
def delivrer_le_quitus(session, demande, acteur):
    """Issue the certificate if the employer is still up to date today."""
    proposition = proposer_quitus(session, demande.employeur, aujourd_hui(), bareme(session))
    demande.proposition = PropositionSchema().dump(proposition)
    if not proposition.eligible:
        raise TransitionRefusee("Le quitus ne peut être délivré : " + " ".join(proposition.motifs))
    quitus = certificats.delivrer(session, demande, aujourd_hui(), proposition.valable_jusqu_au, acteur)
    limite = ecriture.jour(quitus.expire_le)
    demande.conclusion = f"Le quitus n° {quitus.numero} est délivré ; il est valable jusqu’au {limite}."


@effet("soumettre", DeclarationCotisations, quand="avant")
def verifier_la_declaration_de_cotisations(session, declaration, acteur):
    """What is declared must hold together, and agree with the accepted DNR where there is one."""
    declaration_cotisations.exiger_envoyable(session, declaration)


@effet("accepter", DeclarationCotisations)
def comptabiliser_la_declaration_de_cotisations(session, declaration, acteur):
    """Accepting books what is due, unless a DNR of the month already did."""
    declaration_cotisations.exiger_envoyable(session, declaration)
    cotisant.devoir(session, declaration, aujourd_hui(), Cause.cotisations)


@effet("soumettre", Paiement, quand="avant")
def verifier_le_paiement(session, paiement, acteur):
    """A payment is sent once it says all that will let it be confirmed."""
    if manques := annoncer.obstacles(session, paiement, aujourd_hui()):
        raise TransitionRefusee(" ".join(manques))


@effet("soumettre", Paiement)
def confier_le_paiement_mobile(session, paiement, acteur):
    """The worker asks the operator, once this is committed."""
    if paiement.mode.mobile:
        suivre.confier(session, paiement)


def _reserver_a_l_operateur(etape: str) -> None:
    @effet(etape, Paiement, quand="avant")
    def exiger_l_operateur(session, paiement, acteur):
        if paiement.chez_un_tiers and acteur.utilisateur_id is not None:
            raise TransitionRefusee(
                "Ce paiement est chez l’opérateur : lui seul le confirme ou l’annule. Attendez sa réponse."
            )


for _etape in ("annuler", "prendre_en_charge", "demander_complement", "accepter", "rejeter"):
    _reserver_a_l_operateur(_etape)


@effet("accepter", Paiement)
def encaisser_le_paiement(session, paiement, acteur):
    """Confirming books the payment once, and issues its receipt."""
    paiement.recu_le = paiement.recu_le or paiement.paye_le or aujourd_hui()
    try:
        operation = cotisant.encaisser(
            session,
            paiement.employeur_id,
            paiement.montant,
            paiement.recu_le,
            paiement.numero,
            paiement.id,
            acteur.utilisateur_id,
            annoncer.cle_du_versement(paiement),
        )
    except cotisant.DejaEncaisse as refus:
        raise TransitionRefusee(str(refus)) from None
    certificats.delivrer_quittance(session, paiement, operation, acteur)


def _prevenir(etape: str) -> None:
    @effet(etape, Demande)
    def ecrire_aux_personnes(session, demande, acteur):
        avertir.de_l_etape(session, demande, etape)


for _etape in avertir.ETAPES:
    _prevenir(_etape)
