"""Dated rows of reference proposed by one and confirmed by another: teams, their services, their members, the law.

What the staff's roles said becomes rows, in force since the accounts were opened.

Revision ID: 0016
Revises: 0015
Create Date: 2026-11-30 02:00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

CLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
VIVANTE, EN_ATTENTE = sa.text("retire_le is null"), sa.text("issue is null")
FONCTIONS = {"Agent": "agent", "Superviseur": "superviseur", "Admin": "administration"}
EQUIPES = {
    "immatriculation": "Équipe immatriculation",
    "recouvrement": "Équipe recouvrement",
    "prestations": "Équipe prestations",
    "capital_humain": "Équipe capital humain",
    "communication": "Équipe communication",
}


def _dates() -> list[sa.Column]:
    """Return the columns of every dated row."""
    return [
        sa.Column("id", CLE, primary_key=True),
        sa.Column("effet_le", sa.Date(), nullable=False),
        sa.Column("fin_le", sa.Date(), nullable=True),
        sa.Column("confirme_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retire_le", sa.DateTime(timezone=True), nullable=True),
    ]


def _datee(table: str, sujet: list[str], *colonnes: sa.schema.SchemaItem, nom: str = "") -> None:
    op.create_table(table, *_dates(), *colonnes)
    op.create_index(
        f"uq_{nom or table}_effet",
        table,
        [*sujet, "effet_le"],
        unique=True,
        sqlite_where=VIVANTE,
        postgresql_where=VIVANTE,
    )


def upgrade():
    _creer()
    _reprendre_la_loi()
    _reprendre_les_roles()
    with op.batch_alter_table("demande") as lot:
        lot.alter_column("equipe", existing_type=sa.String(30), type_=sa.String(40), existing_nullable=False)


def _creer() -> None:
    op.create_table(
        "proposition",
        sa.Column("id", CLE, primary_key=True),
        sa.Column("acte", sa.String(60), nullable=False),
        sa.Column("objet_id", CLE, nullable=False),
        sa.Column("resume", sa.String(300), nullable=False),
        sa.Column("avant", sa.JSON(), nullable=False),
        sa.Column("apres", sa.JSON(), nullable=False),
        sa.Column("donnees", sa.JSON(), nullable=False),
        sa.Column("montant", sa.BigInteger(), nullable=True),
        sa.Column("beneficiaire_id", CLE, sa.ForeignKey("ab_user.id"), nullable=True),
        sa.Column("motif", sa.Text(), nullable=True),
        sa.Column("proposee_par_id", CLE, sa.ForeignKey("ab_user.id"), nullable=True),
        sa.Column("proposee_par_nom", sa.String(120), nullable=False),
        sa.Column("proposee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issue", sa.String(30), nullable=True),
        sa.Column("statuee_par_id", CLE, sa.ForeignKey("ab_user.id"), nullable=True),
        sa.Column("statuee_par_nom", sa.String(120), nullable=True),
        sa.Column("statuee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("motif_refus", sa.Text(), nullable=True),
    )
    op.create_index("ix_proposition_beneficiaire_id", "proposition", ["beneficiaire_id"])
    op.create_index(
        "uq_proposition_en_attente",
        "proposition",
        ["acte", "objet_id"],
        unique=True,
        sqlite_where=EN_ATTENTE,
        postgresql_where=EN_ATTENTE,
    )
    _datee(
        "equipe",
        ["code"],
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("nom", sa.String(80), nullable=False),
        sa.Column("sante", sa.Boolean(), nullable=False),
        sa.Column("redige", sa.Boolean(), nullable=False),
        sa.Column("fermee", sa.Boolean(), nullable=False),
    )
    _datee(
        "attribution",
        ["service"],
        sa.Column("service", sa.String(60), nullable=False),
        sa.Column("equipe", sa.String(40), nullable=False),
    )
    _datee(
        "affectation",
        ["utilisateur_id", "fonction", "equipe"],
        sa.Column("utilisateur_id", CLE, sa.ForeignKey("ab_user.id"), nullable=False),
        sa.Column("fonction", sa.String(30), nullable=False),
        sa.Column("equipe", sa.String(40), nullable=True),
        sa.Column("raison", sa.String(300), nullable=False),
    )
    _datee(
        "a_deux",
        ["service"],
        sa.Column("service", sa.String(60), nullable=False),
        sa.Column("a_partir_de", sa.BigInteger(), nullable=False),
        sa.Column("jamais", sa.Boolean(), nullable=False),
    )
    _datee(
        "jour_ferie",
        ["jour"],
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("nom", sa.String(80), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("ouvre", sa.Boolean(), nullable=False),
    )
    _datee(
        "motif_type",
        ["titre"],
        sa.Column("titre", sa.String(80), nullable=False),
        sa.Column("geste", sa.String(40), nullable=False),
        sa.Column("service", sa.String(60), nullable=True),
        sa.Column("texte", sa.Text(), nullable=False),
    )
    op.create_index("ix_affectation_utilisateur_id", "affectation", ["utilisateur_id"])


def _loi() -> list[sa.Column]:
    """Return the columns of a value of the law."""
    return [
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("libelle", sa.String(160), nullable=False),
        sa.Column("valeur", sa.BigInteger(), nullable=False),
        sa.Column("unite", sa.String(30), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("a_confirmer", sa.Boolean(), nullable=False),
    ]


COMMUNES = "id, code, libelle, valeur, unite, effet_le, reference, a_confirmer, confirme_le"


def _reprendre_la_loi() -> None:
    """Keep the values of the law; who proposed and confirmed them, as a proposition that ended."""
    qui = "trim(coalesce(u.first_name, '') || ' ' || coalesce(u.last_name, ''))"
    op.execute(f"""
        insert into proposition (acte, objet_id, resume, avant, apres, donnees, proposee_par_id, proposee_par_nom,
            proposee_le, issue, statuee_par_id, statuee_par_nom, statuee_le)
        select 'ajouter:parametre_legal', p.id, p.libelle, '[]', '[]', '{{}}', p.propose_par_id, {qui},
            coalesce(p.confirme_le, current_timestamp), case when p.confirme_le is null then null else 'confirmee' end,
            p.confirme_par_id, case when v.id is null then null else trim(v.first_name || ' ' || v.last_name) end,
            p.confirme_le
        from parametre_legal p join ab_user u on u.id = p.propose_par_id
        left join ab_user v on v.id = p.confirme_par_id
    """)  # noqa: S608 - no value of anybody's
    _datee("parametre_neuf", ["code"], *_loi(), nom="parametre_legal")
    op.execute(f"insert into parametre_neuf ({COMMUNES}) select {COMMUNES} from parametre_legal")  # noqa: S608 - ours
    op.drop_table("parametre_legal")
    op.rename_table("parametre_neuf", "parametre_legal")
    _suivre_les_cles()


def _reprendre_les_roles() -> None:
    """Turn the roles of the staff into rows, and leave the accounts one role that says they are of the staff."""
    lien = op.get_bind()
    tenus = lien.execute(
        sa.text(
            "select ur.user_id, r.name from ab_user_role ur join ab_role r on r.id = ur.role_id order by ur.user_id"
        )
    ).all()
    roles: dict[int, set[str]] = {}
    for utilisateur, nom in tenus:
        roles.setdefault(utilisateur, set()).add(nom)
    codes = {nom: code for code, nom in EQUIPES.items()}
    personnel = {u: noms for u, noms in roles.items() if noms & (FONCTIONS.keys() | codes.keys())}
    for utilisateur, noms in personnel.items():
        siennes = sorted(codes[nom] for nom in noms if nom in codes)
        for fonction, equipe in _fonctions(noms, siennes):
            lien.execute(
                sa.text(
                    "insert into affectation (utilisateur_id, fonction, equipe, raison, effet_le, confirme_le) "
                    "values (:u, :f, :e, 'Rôle tenu avant les équipes datées', '2000-01-01', current_timestamp)"
                ),
                {"u": utilisateur, "f": fonction, "e": equipe},
            )
    _remplacer_les_roles(lien, list(personnel))


def _fonctions(noms: set[str], equipes: list[str]) -> list[tuple[str, str | None]]:
    """Return what somebody becomes, and where: an agent without a team was of all that answer requests."""
    autres = [(FONCTIONS[nom], None) for nom in sorted(noms & FONCTIONS.keys()) if nom != "Agent"]
    if equipes or "Agent" not in noms:
        return [*autres, *(("agent", equipe) for equipe in equipes)]
    return [*autres, *(("agent", equipe) for equipe in EQUIPES if equipe != "communication")]


def _remplacer_les_roles(lien: sa.Connection, personnel: list[int]) -> None:
    anciens = [*FONCTIONS, *EQUIPES.values()]
    noms: sa.BindParameter = sa.bindparam("noms", expanding=True)
    for ordre in (
        "delete from ab_user_role where role_id in (select id from ab_role where name in :noms)",
        "delete from ab_permission_view_role where role_id in (select id from ab_role where name in :noms)",
        "delete from ab_role where name in :noms",
    ):
        lien.execute(sa.text(ordre).bindparams(noms), {"noms": anciens})
    if not personnel:
        return
    lien.execute(sa.text("insert into ab_role (name) values ('Personnel')"))
    tenir = sa.text(
        "insert into ab_user_role (user_id, role_id) select :u, id from ab_role where name = 'Personnel'"
    )
    lien.execute(tenir, [{"u": utilisateur} for utilisateur in personnel])


def downgrade():
    _rendre_les_roles()
    _rendre_la_loi()
    with op.batch_alter_table("demande") as lot:
        lot.alter_column("equipe", existing_type=sa.String(40), type_=sa.String(30), existing_nullable=False)
    for table in (
        "motif_type",
        "jour_ferie",
        "a_deux",
        "affectation",
        "attribution",
        "equipe",
        "proposition",
    ):
        op.drop_table(table)


def _rendre_les_roles() -> None:
    """Give back the roles that the rows in force say, and take away the one of the staff."""
    lien = op.get_bind()
    fonctions = {fonction: nom for nom, fonction in FONCTIONS.items()}
    lus = lien.execute(
        sa.text(
            "select distinct utilisateur_id, fonction, equipe from affectation "
            "where confirme_le is not null and retire_le is null"
        )
    ).all()
    tenus = {(u, fonctions[f]) for u, f, _ in lus if f in fonctions}
    tenus |= {(u, EQUIPES[e]) for u, _, e in lus if e in EQUIPES}
    lien.execute(
        sa.text("delete from ab_user_role where role_id in (select id from ab_role where name = 'Personnel')")
    )
    lien.execute(sa.text("delete from ab_role where name = 'Personnel'"))
    for nom in sorted({nom for _, nom in tenus}):
        lien.execute(sa.text("insert into ab_role (name) values (:n)"), {"n": nom})
    rendre = sa.text("insert into ab_user_role (user_id, role_id) select :u, id from ab_role where name = :n")
    for utilisateur, nom in sorted(tenus):
        lien.execute(rendre, {"u": utilisateur, "n": nom})


def _rendre_la_loi() -> None:
    """Put back who proposed and confirmed on the values; what was withdrawn or refused is lost."""
    op.create_table(
        "parametre_ancien",
        sa.Column("id", CLE, primary_key=True),
        *_loi(),
        sa.Column("effet_le", sa.Date(), nullable=False),
        sa.Column("propose_par_id", CLE, sa.ForeignKey("ab_user.id"), nullable=True),
        sa.Column("confirme_par_id", CLE, sa.ForeignKey("ab_user.id"), nullable=True),
        sa.Column("confirme_le", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("code", "effet_le", name="uq_parametre_legal"),
    )
    op.execute(f"""
        insert into parametre_ancien ({COMMUNES}, propose_par_id, confirme_par_id)
        select {", ".join("l." + nom for nom in COMMUNES.split(", "))}, p.proposee_par_id, p.statuee_par_id
        from parametre_legal l
        left join proposition p on p.objet_id = l.id and p.acte = 'ajouter:parametre_legal'
        where l.retire_le is null
    """)  # noqa: S608 - no value of anybody's
    op.drop_table("parametre_legal")
    op.rename_table("parametre_ancien", "parametre_legal")
    _suivre_les_cles()


def _suivre_les_cles() -> None:
    """Have PostgreSQL go on after the keys that were copied."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "select setval(pg_get_serial_sequence('parametre_legal', 'id'), max(id)) from parametre_legal"
        )
