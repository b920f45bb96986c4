"""The addresses of the fund and its offers; writing to it, reporting, applying, without an account."""

from flask import abort
from sqlalchemy import select

from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte
from app.repertoire.tables import Division
from app.site.carte import carte_des_divisions
from app.site.publique import fil, montrer, publique
from app.site.redaction import Redaction
from app.site.tables.offres import NatureOffre, Offre, ouverte
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui


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


def page_d_offre(offre: Offre) -> str:
    """Return the page of an offer, for visitors or in preview."""
    return montrer(
        "site/offre.html",
        titre=offre.titre,
        fil=fil(("Capital humain", CapitalHumainView.url("liste")), (offre.titre, None)),
        offre=offre,
        description=Redaction(db.session).page(offre.description),
        close=offre.cloture_le is not None and offre.cloture_le < aujourd_hui(),
    )
