"""A Togo of two employers and seven insured, for the tests that follow one request from end to end.

The sawmill declared and paid every month but the last; the inn declared as much and paid nothing. All the
wages are different. Everything goes through the application's own functions.
"""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from app.cotisations import cotisant
from app.demandes import cycle, etats
from app.identites import organisation, personnes, pouvoirs
from app.identites.identification import QUALITES as QUALITE_DU_PUBLIC
from app.identites.organisation import Fonction
from app.models import (
    Assure,
    CompteAssure,
    Declaration,
    Division,
    Employeur,
    Habilitation,
    LigneDeclaration,
    Sexe,
    User,
)
from app.regles import mois
from app.services.dnr import declarer, lignes_en_base
from app.socle.acces import Acteur, Equipe, Perimetre
from app.socle.droits import Qualite
from app.socle.horloge import aujourd_hui
from tests.outils.navigation import MOT_DE_PASSE

SCIERIE, AUBERGE = "20417", "31882"
DERNIER = mois.plus(mois.de_date(aujourd_hui()), -1)
"""The last month over: the one to declare."""
PREMIER = mois.plus(DERNIER, -7)
"""The first month of both employers."""

COMPTES = {
    "scierie@essai.tg": ("Employeur", SCIERIE),
    "auberge@essai.tg": ("Employeur", AUBERGE),
    "agent@essai.tg": ("Agent", None),
    "collegue@essai.tg": ("Agent", None),
    "superviseur@essai.tg": ("Superviseur", None),
    "admin@essai.tg": ("Admin", None),
    "essi@essai.tg": ("Assuré", "0012345678"),
    "auditeur@essai.tg": ("Auditeur", None),
    "redaction@essai.tg": ("Rédaction", None),
}
FONCTIONS = {
    "Agent": (
        Fonction.agent,
        (Equipe.immatriculation, Equipe.recouvrement, Equipe.prestations, Equipe.capital_humain),
    ),
    "Superviseur": (Fonction.superviseur, (None,)),
    "Auditeur": (Fonction.auditeur, (None,)),
    "Admin": (Fonction.administration, (None,)),
    "Rédaction": (Fonction.agent, (Equipe.communication,)),
    **{f"Équipe {equipe}": (Fonction.agent, (equipe,)) for equipe in Equipe},
}
"""What each role of the staff is at the fund, and in which teams."""
QUALITES = {
    "Employeur": {Qualite.employeur},
    "Assuré": {Qualite.assure},
    "Agent": {Qualite.agent, Qualite.gestionnaire, Qualite.recouvrement},
    "Superviseur": {Qualite.superviseur},
    "Auditeur": {Qualite.auditeur},
    "Admin": {Qualite.administration},
    "Rédaction": {Qualite.agent, Qualite.redaction},
}
"""In which qualities the account of each role acts."""
AGENT_CHEZ_ELLE, AGENT_ASSUREE = "tevi@essai.tg", "0045678901"
"""The account by which the agent signs in as an insured person, and her number."""
PERSONNES = {
    SCIERIE: (
        ("0012345678", "AGBEKO", "Essi Mawuena", 152_000),
        ("0023456789", "N’DIAYE", "Afi", 96_500),
        ("0034567890", "AMOUZOU-KPAKPO", "Ablavi Delali", 71_300),
        ("0045678901", "LAWSON", "Têvi", 210_750),
    ),
    AUBERGE: (
        ("0056789012", "TCHALLA", "Essohanam", 88_900),
        ("0067890123", "OURO-AGORO", "Rachidatou", 133_400),
        ("0078901234", "SEDDOH", "Komlan Edem", 64_200),
    ),
}


def peupler(session) -> None:
    """Write it all, without committing."""
    session.add(Division(code="T", nom="Siège et Golfe", ville="Lomé"))
    session.flush()
    organisation.semer(session)
    _inscrire(session, SCIERIE, "Scierie de Kpalimé SARL")
    _inscrire(session, AUBERGE, "Auberge du lac Togo")
    for email, (role, numero) in COMPTES.items():
        ouvrir_un_compte(session, email, role, numero)
    _assurer_l_agent(session)
    for numero in PERSONNES:
        _declarer_le_passe(session, employeur(session, numero), paye=numero == SCIERIE)


def _inscrire(session, numero: str, nom: str) -> None:
    division = session.scalars(select(Division).where(Division.code == "T")).one()
    session.add(
        Employeur(
            numero=numero,
            raison_sociale=nom,
            nif=f"10000{numero}",
            division_id=division.id,
            debut_activite_le=mois.premier_jour(PREMIER),
        )
    )
    for numero_assure, nom_, prenoms, _ in PERSONNES[numero]:
        session.add(
            Assure(
                numero=numero_assure,
                nom=nom_,
                prenoms=prenoms,
                naissance_le=date(1969, 5, 2),
                sexe=Sexe.feminin,
            )
        )
    session.flush()


def ouvrir_un_compte(session, email: str, role: str, numero: str | None) -> None:
    """Open an account, linked to the employer or insured person of this number."""
    du_personnel = role in FONCTIONS
    personne = personnes.creer(
        session,
        adresse=email,
        nom=email.partition("@")[0].title(),
        prenoms="Yawa",
        mot_de_passe=MOT_DE_PASSE,
        roles=[personnes.PERSONNEL if du_personnel else role],
    )
    if du_personnel:
        fonction, equipes = FONCTIONS[role]
        for equipe in equipes:
            organisation.affecter(session, personne.id, fonction, equipe)
    if role == "Employeur":
        personnes.habiliter(session, personne, employeur(session, numero).id)
    if role == "Assuré":
        personnes.rattacher(session, personne, assure(session, numero).id)
    session.flush()


def _assurer_l_agent(session) -> None:
    """The fund knows the insured number of its agent, who signs in at home by an account of her own."""
    ouvrir_un_compte(session, AGENT_CHEZ_ELLE, "Assuré", AGENT_ASSUREE)
    agent = acteur(session, "agent@essai.tg").utilisateur_id
    personnes.relier_le_personnel(session, agent, assure(session, AGENT_ASSUREE).id)


def _declarer_le_passe(session, qui: Employeur, paye: bool) -> None:
    for rang, periode in enumerate(mois.suite(PREMIER, mois.plus(DERNIER, -1))):
        declaration = declarer.ouvrir(session, qui, periode, acteur(session, "scierie@essai.tg"))
        _remplir(session, declaration, PERSONNES[qui.numero], rang)
        accepter(session, declaration)
        if paye:
            payer(session, declaration)


def _remplir(session, declaration: Declaration, personnes, rang: int) -> None:
    """Write one line a worker, each month 1 100 F above the one before."""
    jours = str(min(30, mois.dernier_jour(declaration.periode).day))
    lignes_en_base.remplacer(
        session,
        declaration.id,
        lignes_en_base.LignesDNR.saisies(
            saisie(*personne, hausse=1_100 * rang, jours=jours) for personne in personnes
        ),
    )


def saisie(numero: str, nom: str, prenoms: str, salaire: int, hausse: int = 0, **autres) -> dict[str, str]:
    """Return a worker's line as typed in a form."""
    return {
        "matricule": numero[-3:],
        "numero_assure": numero,
        "nom": nom,
        "prenoms": prenoms,
        "type_assure": "1",
        "jours": "28",
        "remuneration": str(salaire + hausse),
        "nature": "1",
        "embauche_le": f"{mois.premier_jour(PREMIER):%d/%m/%Y}",
    } | autres


def soumettre(session, declaration: Declaration) -> None:
    """Send a declaration, its warnings confirmed, in the name of its employer."""
    auteur = acteur(session, email_de(declaration.employeur.numero))
    rapport = declarer.recontroler(session, declaration)
    declarer.justifier(session, declaration, {a.cle: "" for a in rapport.avertissements}, auteur)
    cycle.appliquer(session, declaration, etats.SOUMETTRE, auteur)


def accepter(session, declaration: Declaration) -> None:
    """Send a declaration and have the fund accept it."""
    soumettre(session, declaration)
    for nom in ("prendre_en_charge", "accepter"):
        cycle.appliquer(session, declaration, etats.TRANSITIONS[nom], acteur(session, "agent@essai.tg"))


def payer(session, declaration: Declaration) -> None:
    """Pay all that is owed once a declaration is accepted, surcharges of months declared late included."""
    reference = f"VIR-{declaration.numero}"
    du = cotisant.solde(session, declaration.employeur_id)
    cotisant.encaisser(session, declaration.employeur_id, du, aujourd_hui(), reference)


def declaration_soumise(session, numero: str = SCIERIE, periode: int = DERNIER) -> Declaration:
    """Return a declaration of a month that waits for the fund."""
    declaration = brouillon(session, numero, periode)
    soumettre(session, declaration)
    return declaration


def brouillon(session, numero: str = SCIERIE, periode: int = DERNIER) -> Declaration:
    """Return the draft of an employer for a month, begun from the last declaration."""
    qui = employeur(session, numero)
    return declarer.ouvrir(session, qui, periode, acteur(session, email_de(numero)))


def email_de(numero: str) -> str:
    """Return who declares for an employer."""
    return next(email for email, (_, rattache) in COMPTES.items() if rattache == numero)


def acteur(session, email: str) -> Acteur:
    """Return the person as the application knows her when she acts."""
    personne = session.scalars(select(User).where(User.email == email)).one()
    habilitation = select(Habilitation.employeur_id).where(Habilitation.utilisateur_id == personne.id)
    compte = select(CompteAssure.assure_id).where(CompteAssure.utilisateur_id == personne.id)
    caisse = pouvoirs.caisse_de(session, personne.id, aujourd_hui())
    siennes = frozenset(QUALITE_DU_PUBLIC[r.name] for r in personne.roles if r.name in QUALITE_DU_PUBLIC)
    perimetre = Perimetre(
        employeur_id=session.scalar(habilitation),
        assure_id=session.scalar(compte),
        utilisateur_id=personne.id,
        caisse=caisse if caisse.qualites else None,
    )
    return Acteur(personne.id, str(personne), siennes | caisse.qualites, perimetre)


def dans_le_role(qui: Acteur, role: str) -> Acteur:
    """Return a person as she would act in another role of the staff, on every row."""
    perimetre = replace(qui.perimetre, tout=True, caisse=None)
    return replace(qui, qualites=frozenset(QUALITES[role]), perimetre=perimetre)


def employeur(session, numero: str = SCIERIE) -> Employeur:
    """Return an employer by its number."""
    return session.scalars(select(Employeur).where(Employeur.numero == numero)).one()


def assure(session, numero: str = "0012345678") -> Assure:
    """Return an insured person by its number."""
    return session.scalars(select(Assure).where(Assure.numero == numero)).one()


def lignes(session, declaration: Declaration) -> list[LigneDeclaration]:
    """Return the lines of a declaration, in order."""
    requete = select(LigneDeclaration).where(LigneDeclaration.declaration_id == declaration.id)
    return list(session.scalars(requete.order_by(LigneDeclaration.rang)))
