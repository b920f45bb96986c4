"""The addresses of the fund and its offers; writing to it, reporting, applying, without an account."""

from flask import abort, request
from flask_appbuilder import expose
from sqlalchemy import select

from app.base_de_donnees import db
from app.horloge import aujourd_hui
from app.models import Candidature, Division, MessageContact, NatureMessage, NatureOffre, Offre
from app.site.carte import carte_des_divisions
from app.site.redaction import Redaction
from app.views.base import PageOuverte
from app.views.sans_compte import SansCompteView
from app.views.site.publique import montrer, publique


class ContactsView(PageOuverte):
    """`/contacts`: the addresses, drawn on a map."""

    route_base = "/contacts"
    default_view = "index"

    @expose("/")
    @publique
    def index(self):
        """Show head office and the regional divisions."""
        divisions = db.session.scalars(select(Division).order_by(Division.id)).all()
        return montrer(
            "site/contacts.html",
            titre="Nous contacter",
            divisions=divisions,
            carte=carte_des_divisions(divisions),
        )


class CapitalHumainView(PageOuverte):
    """`/capital-humain/`: the offers of jobs and internships."""

    route_base = "/capital-humain"
    default_view = "liste"

    @expose("/")
    @publique
    def liste(self):
        """Show the offers open, by kind."""
        offres = db.session.scalars(select(Offre).where(ouverte()).order_by(Offre.publiee_le.desc())).all()
        natures = {n: [o for o in offres if o.nature is n] for n in NatureOffre}
        return montrer("site/offres.html", titre="Capital humain", natures=natures)

    @expose("/<slug>")
    @publique
    def offre(self, slug):
        """Show an offer; one that is closed says so."""
        offre = db.session.scalars(select(Offre).where(Offre.slug == slug)).one_or_none() or abort(404)
        return page_d_offre(offre)


def ouverte():
    """Return the criterion « one may still apply »."""
    return Offre.cloture_le.is_(None) | (Offre.cloture_le >= aujourd_hui())


def page_d_offre(offre: Offre) -> str:
    """Return the page of an offer, for visitors or in preview."""
    return montrer(
        "site/offre.html",
        titre=offre.titre,
        fil=[("Accueil", "/"), ("Capital humain", "/capital-humain/"), (offre.titre, None)],
        offre=offre,
        description=Redaction(db.session).page(offre.description),
        close=offre.cloture_le is not None and offre.cloture_le < aujourd_hui(),
    )


class MessageView(SansCompteView):
    """A question to the fund, or something reported to it."""

    route_base = MessageContact.page_du_visiteur
    modeles = dict.fromkeys((n.name for n in NatureMessage), MessageContact)
    fixees = ("nature",)
    titres = {"contact": "Écrire à la CNSS", "signalement": "Signaler à la CNSS"}
    titre_du_suivi = "Suivre un message"
    introduction = "La CNSS vous répond à l’adresse de courriel que vous donnez ; un numéro permet de suivre."

    @expose("/<any(contact, signalement):categorie>", methods=["GET", "POST"])
    def demander(self, categorie):
        """Ask for the message and for whom to answer."""
        return self._demander(categorie)

    def fixer(self, demande, categorie):
        """Say why one writes."""
        demande.nature = NatureMessage[categorie]


class CandidatureView(SansCompteView):
    """An application, on an offer (`?offre=…`) or spontaneous."""

    route_base = Candidature.page_du_visiteur
    modeles = dict.fromkeys((n.name for n in NatureOffre), Candidature)
    fixees = ("nature", "offre_id")
    titres = {"emploi": "Candidature à un emploi", "stage": "Demande de stage"}
    titre_du_suivi = "Suivre une candidature"
    introduction = "Votre dossier n’est lu que par l’équipe chargée du recrutement."

    @expose("/<any(emploi, stage):categorie>", methods=["GET", "POST"])
    def demander(self, categorie):
        """Ask who one is and what one has done; the CV is joined at the next step."""
        self._offre(categorie)
        return self._demander(categorie)

    def fixer(self, demande, categorie):
        """Say what is asked for, and on which offer."""
        demande.nature, demande.offre = NatureOffre[categorie], self._offre(categorie)

    def _offre(self, categorie: str) -> Offre | None:
        """Return the open offer that the address names; 404 when there is none of that name."""
        if not (slug := request.args.get("offre", "")):
            return None
        requete = select(Offre).where(Offre.slug == slug, Offre.nature == NatureOffre[categorie], ouverte())
        return db.session.scalars(requete).one_or_none() or abort(404)
