"""The initial schema: the framework's tables and ours.

Revision ID: 0001
Revises:
Create Date: 2026-11-23 05:27:33.880175
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "ab_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("label", sa.String(length=150), nullable=True),
        sa.Column("description", sa.String(length=512), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "ab_permission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "ab_register_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.String(length=64), nullable=False),
        sa.Column("last_name", sa.String(length=64), nullable=False),
        sa.Column("username", sa.String(length=128), nullable=False),
        sa.Column("password", sa.String(length=256), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("registration_date", sa.DateTime(), nullable=True),
        sa.Column("registration_hash", sa.String(length=256), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
        sa.UniqueConstraint("username"),
    )
    op.create_table(
        "ab_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "ab_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.String(length=64), nullable=False),
        sa.Column("last_name", sa.String(length=64), nullable=False),
        sa.Column("username", sa.String(length=128), nullable=False),
        sa.Column("password", sa.String(length=256), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("last_login", sa.DateTime(), nullable=True),
        sa.Column("login_count", sa.Integer(), nullable=True),
        sa.Column("fail_login_count", sa.Integer(), nullable=True),
        sa.Column("created_on", sa.DateTime(), nullable=True),
        sa.Column("changed_on", sa.DateTime(), nullable=True),
        sa.Column("created_by_fk", sa.Integer(), nullable=True),
        sa.Column("changed_by_fk", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by_fk"],
            ["ab_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["created_by_fk"],
            ["ab_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
        sa.UniqueConstraint("username"),
    )
    op.create_table(
        "ab_view_menu",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "assure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("numero", sa.String(length=15), nullable=False),
        sa.Column("nom", sa.String(length=80), nullable=False),
        sa.Column("prenoms", sa.String(length=80), nullable=False),
        sa.Column("nom_cle", sa.String(length=80), nullable=False),
        sa.Column("prenoms_cle", sa.String(length=80), nullable=False),
        sa.Column("naissance_le", sa.Date(), nullable=False),
        sa.Column(
            "sexe", sa.Enum("feminin", "masculin", name="sexe", native_enum=False, length=30), nullable=False
        ),
        sa.Column("telephone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("ferme_le", sa.Date(), nullable=True),
        sa.Column("motif_fermeture", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("numero"),
    )
    op.create_table(
        "division",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("nom", sa.String(length=60), nullable=False),
        sa.Column("ville", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "tache",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nom", sa.String(length=60), nullable=False),
        sa.Column("cle", sa.String(length=100), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column(
            "etat",
            sa.Enum(
                "en_attente", "en_cours", "faite", "echouee", name="etattache", native_enum=False, length=30
            ),
            nullable=False,
        ),
        sa.Column("tentatives", sa.Integer(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("a_faire_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terminee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erreur", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cle"),
    )
    with op.batch_alter_table("tache", schema=None) as batch_op:
        batch_op.create_index("ix_tache_etat", ["etat", "a_faire_le"], unique=False)

    op.create_table(
        "ab_api_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=256), nullable=False),
        sa.Column("key_hash", sa.String(length=256), nullable=False),
        sa.Column("lookup_hash", sa.String(length=256), nullable=True),
        sa.Column("key_prefix", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_on", sa.DateTime(), nullable=True),
        sa.Column("expires_on", sa.DateTime(), nullable=True),
        sa.Column("revoked_on", sa.DateTime(), nullable=True),
        sa.Column("last_used_on", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["ab_user.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("lookup_hash"),
        sa.UniqueConstraint("uuid"),
    )
    with op.batch_alter_table("ab_api_key", schema=None) as batch_op:
        batch_op.create_index("idx_api_key_lookup_hash", ["lookup_hash"], unique=True)
        batch_op.create_index("idx_api_key_prefix", ["key_prefix"], unique=False)
        batch_op.create_index("idx_api_key_user_id", ["user_id"], unique=False)

    op.create_table(
        "ab_group_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("role_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["ab_group.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["role_id"], ["ab_role.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("group_id", "role_id"),
    )
    with op.batch_alter_table("ab_group_role", schema=None) as batch_op:
        batch_op.create_index("idx_group_id", ["group_id"], unique=False)
        batch_op.create_index("idx_group_role_id", ["role_id"], unique=False)

    op.create_table(
        "ab_permission_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("permission_id", sa.Integer(), nullable=False),
        sa.Column("view_menu_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["permission_id"],
            ["ab_permission.id"],
        ),
        sa.ForeignKeyConstraint(
            ["view_menu_id"],
            ["ab_view_menu.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("permission_id", "view_menu_id"),
    )
    with op.batch_alter_table("ab_permission_view", schema=None) as batch_op:
        batch_op.create_index("idx_permission_id", ["permission_id"], unique=False)
        batch_op.create_index("idx_view_menu_id", ["view_menu_id"], unique=False)

    op.create_table(
        "ab_user_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["ab_group.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["ab_user.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("user_id", "group_id"),
    )
    with op.batch_alter_table("ab_user_group", schema=None) as batch_op:
        batch_op.create_index("idx_user_group_id", ["group_id"], unique=False)
        batch_op.create_index("idx_user_id", ["user_id"], unique=False)

    op.create_table(
        "ab_user_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("role_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["role_id"], ["ab_role.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["ab_user.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("user_id", "role_id"),
    )
    op.create_table(
        "compte_assure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("utilisateur_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("assure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["assure_id"],
            ["assure.id"],
        ),
        sa.ForeignKeyConstraint(
            ["utilisateur_id"],
            ["ab_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("assure_id"),
        sa.UniqueConstraint("utilisateur_id"),
    )
    op.create_table(
        "employeur",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("numero", sa.String(length=8), nullable=False),
        sa.Column("raison_sociale", sa.String(length=120), nullable=False),
        sa.Column("sigle", sa.String(length=30), nullable=True),
        sa.Column("nif", sa.String(length=10), nullable=True),
        sa.Column("rccm", sa.String(length=40), nullable=True),
        sa.Column("division_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("activite", sa.String(length=120), nullable=True),
        sa.Column("adresse", sa.String(length=160), nullable=True),
        sa.Column("telephone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("debut_activite_le", sa.Date(), nullable=False),
        sa.Column("reprise_le", sa.Date(), nullable=True),
        sa.Column("ferme_le", sa.Date(), nullable=True),
        sa.Column(
            "periodicite",
            sa.Enum("mensuelle", "trimestrielle", name="periodicite", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("rp_majore", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["division_id"],
            ["division.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("numero"),
    )
    with op.batch_alter_table("employeur", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employeur_nif"), ["nif"], unique=False)

    op.create_table(
        "fichier",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("nom", sa.String(length=160), nullable=False),
        sa.Column("taille", sa.Integer(), nullable=False),
        sa.Column("depose_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("depose_par_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["depose_par_id"],
            ["ab_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("fichier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fichier_sha256"), ["sha256"], unique=False)

    op.create_table(
        "parametre_legal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("libelle", sa.String(length=160), nullable=False),
        sa.Column("valeur", sa.BigInteger(), nullable=False),
        sa.Column("unite", sa.String(length=30), nullable=False),
        sa.Column("effet_le", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("a_confirmer", sa.Boolean(), nullable=False),
        sa.Column("propose_par_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("confirme_par_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("confirme_le", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["confirme_par_id"],
            ["ab_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["propose_par_id"],
            ["ab_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code", "effet_le", name="uq_parametre_legal"),
    )
    op.create_table(
        "ab_permission_view_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("permission_view_id", sa.Integer(), nullable=True),
        sa.Column("role_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["permission_view_id"], ["ab_permission_view.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["role_id"], ["ab_role.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("permission_view_id", "role_id"),
    )
    with op.batch_alter_table("ab_permission_view_role", schema=None) as batch_op:
        batch_op.create_index("idx_permission_view_id", ["permission_view_id"], unique=False)
        batch_op.create_index("idx_role_id", ["role_id"], unique=False)

    op.create_table(
        "demande",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("numero", sa.String(length=30), nullable=True),
        sa.Column("employeur_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("assure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "statut",
            sa.Enum(
                "brouillon",
                "soumise",
                "en_instruction",
                "complement_demande",
                "acceptee",
                "rejetee",
                "annulee",
                name="statut",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cree_par_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("soumise_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("prise_en_charge_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decidee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("motif", sa.Text(), nullable=True),
        sa.Column("cle_unique", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("statut <> 'rejetee' or motif is not null", name="ck_demande_motif"),
        sa.CheckConstraint(
            "statut in ('brouillon', 'annulee') or soumise_le is not null", name="ck_demande_soumise"
        ),
        sa.CheckConstraint(
            "statut not in ('acceptee', 'rejetee', 'annulee') or decidee_le is not null",
            name="ck_demande_decidee",
        ),
        sa.CheckConstraint(
            "employeur_id is not null or assure_id is not null", name="ck_demande_proprietaire"
        ),
        sa.ForeignKeyConstraint(
            ["agent_id"],
            ["ab_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["assure_id"],
            ["assure.id"],
        ),
        sa.ForeignKeyConstraint(
            ["cree_par_id"],
            ["ab_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["employeur_id"],
            ["employeur.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cle_unique"),
        sa.UniqueConstraint("numero"),
    )
    with op.batch_alter_table("demande", schema=None) as batch_op:
        batch_op.create_index("ix_demande_assure", ["assure_id", "id"], unique=False)
        batch_op.create_index("ix_demande_employeur", ["employeur_id", "id"], unique=False)
        batch_op.create_index("ix_demande_file", ["statut", "soumise_le"], unique=False)

    op.create_table(
        "habilitation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("utilisateur_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("employeur_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("declarer", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employeur_id"],
            ["employeur.id"],
        ),
        sa.ForeignKeyConstraint(
            ["utilisateur_id"],
            ["ab_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("utilisateur_id", "employeur_id", name="uq_habilitation"),
    )
    with op.batch_alter_table("habilitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_habilitation_employeur_id"), ["employeur_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_habilitation_utilisateur_id"), ["utilisateur_id"], unique=False)

    op.create_table(
        "certificat",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("demande_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("numero", sa.String(length=30), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("delivre_le", sa.Date(), nullable=False),
        sa.Column("situation_le", sa.Date(), nullable=False),
        sa.Column("expire_le", sa.Date(), nullable=False),
        sa.Column("jeton", sa.Text(), nullable=False),
        sa.Column("contenu", sa.JSON(), nullable=False),
        sa.Column("delivre_par_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("revoque_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("motif_revocation", sa.String(length=300), nullable=True),
        sa.CheckConstraint(
            "(revoque_le is null) = (motif_revocation is null)", name="ck_certificat_revocation"
        ),
        sa.ForeignKeyConstraint(
            ["delivre_par_id"],
            ["ab_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["demande_id"],
            ["demande.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
        sa.UniqueConstraint("demande_id"),
        sa.UniqueConstraint("numero"),
    )
    op.create_table(
        "declaration",
        sa.Column("periode", sa.Integer(), nullable=False),
        sa.Column(
            "nature",
            sa.Enum("initiale", "rectificative", name="naturedeclaration", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum("en_ligne", "fichier", name="sourcedeclaration", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("rectifie_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("fichier_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("effectif", sa.Integer(), nullable=False),
        sa.Column("masse_salariale", sa.BigInteger(), nullable=False),
        sa.Column("rp", sa.BigInteger(), nullable=False),
        sa.Column("pf", sa.BigInteger(), nullable=False),
        sa.Column("pv", sa.BigInteger(), nullable=False),
        sa.Column("amu", sa.BigInteger(), nullable=False),
        sa.Column("controle", sa.JSON(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["fichier_id"],
            ["fichier.id"],
        ),
        sa.ForeignKeyConstraint(
            ["id"],
            ["demande.id"],
        ),
        sa.ForeignKeyConstraint(
            ["rectifie_id"],
            ["declaration.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_declaration_periode"), ["periode"], unique=False)

    op.create_table(
        "evenement",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("demande_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("transition", sa.String(length=30), nullable=False),
        sa.Column(
            "de",
            sa.Enum(
                "brouillon",
                "soumise",
                "en_instruction",
                "complement_demande",
                "acceptee",
                "rejetee",
                "annulee",
                name="statut",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "vers",
            sa.Enum(
                "brouillon",
                "soumise",
                "en_instruction",
                "complement_demande",
                "acceptee",
                "rejetee",
                "annulee",
                name="statut",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acteur_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("acteur_nom", sa.String(length=120), nullable=False),
        sa.Column("motif", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["acteur_id"],
            ["ab_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["demande_id"],
            ["demande.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("evenement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evenement_demande_id"), ["demande_id"], unique=False)

    op.create_table(
        "quitus",
        sa.Column("reference_marche", sa.String(length=60), nullable=False),
        sa.Column("objet", sa.String(length=160), nullable=False),
        sa.Column("autorite_contractante", sa.String(length=120), nullable=False),
        sa.Column("date_limite", sa.Date(), nullable=True),
        sa.Column("proposition", sa.JSON(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"],
            ["demande.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "justification",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("declaration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("anomalie", sa.String(length=80), nullable=False),
        sa.Column("texte", sa.String(length=500), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("par_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["declaration_id"],
            ["declaration.id"],
        ),
        sa.ForeignKeyConstraint(
            ["par_id"],
            ["ab_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("declaration_id", "anomalie", name="uq_justification"),
    )
    op.create_table(
        "ligne_carriere",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("assure_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("employeur_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("declaration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("periode", sa.Integer(), nullable=False),
        sa.Column("nature", sa.SmallInteger(), nullable=False),
        sa.Column("jours", sa.SmallInteger(), nullable=False),
        sa.Column("remuneration", sa.BigInteger(), nullable=False),
        sa.Column("remplacee_par_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["assure_id"],
            ["assure.id"],
        ),
        sa.ForeignKeyConstraint(
            ["declaration_id"],
            ["declaration.id"],
        ),
        sa.ForeignKeyConstraint(
            ["employeur_id"],
            ["employeur.id"],
        ),
        sa.ForeignKeyConstraint(
            ["remplacee_par_id"],
            ["declaration.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("ligne_carriere", schema=None) as batch_op:
        batch_op.create_index(
            "ix_ligne_carriere_assure",
            ["assure_id", "periode"],
            unique=False,
            postgresql_include=["remuneration", "jours", "employeur_id", "nature", "remplacee_par_id"],
        )
        batch_op.create_index("ix_ligne_carriere_declaration", ["declaration_id"], unique=False)

    op.create_table(
        "ligne_declaration",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("declaration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("matricule", sa.Text(), nullable=False),
        sa.Column("numero_assure", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("prenoms", sa.Text(), nullable=False),
        sa.Column("type_assure", sa.Text(), nullable=False),
        sa.Column("jours", sa.Text(), nullable=False),
        sa.Column("remuneration", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("embauche_le", sa.Text(), nullable=False),
        sa.Column("sortie_le", sa.Text(), nullable=False),
        sa.Column("motif_sortie", sa.Text(), nullable=False),
        sa.Column("rp", sa.Text(), nullable=False),
        sa.Column("pf", sa.Text(), nullable=False),
        sa.Column("pv", sa.Text(), nullable=False),
        sa.Column("amu", sa.Text(), nullable=False),
        sa.Column(
            "etat",
            sa.Enum("nouvelle", "modifiee", "inchangee", name="etatligne", native_enum=False, length=30),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["declaration_id"],
            ["declaration.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("declaration_id", "rang", name="uq_ligne_declaration"),
    )
    op.create_table(
        "operation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("employeur_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "cause",
            sa.Enum(
                "declaration",
                "paiement",
                "majoration",
                "remise",
                "correction",
                name="cause",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("libelle", sa.String(length=120), nullable=False),
        sa.Column("cle", sa.String(length=80), nullable=False),
        sa.Column("declaration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ecrite_le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["declaration_id"],
            ["declaration.id"],
        ),
        sa.ForeignKeyConstraint(
            ["employeur_id"],
            ["employeur.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cle"),
    )
    with op.batch_alter_table("operation", schema=None) as batch_op:
        batch_op.create_index("ix_operation_employeur", ["employeur_id", "le"], unique=False)

    op.create_table(
        "ecriture",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("employeur_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "compte",
            sa.Enum(
                "employeur",
                "rp",
                "pf",
                "pv",
                "amu",
                "majorations",
                "encaissements",
                name="comptecomptable",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("periode", sa.Integer(), nullable=True),
        sa.Column("montant", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employeur_id"],
            ["employeur.id"],
        ),
        sa.ForeignKeyConstraint(
            ["operation_id"],
            ["operation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("ecriture", schema=None) as batch_op:
        batch_op.create_index("ix_ecriture_employeur", ["employeur_id", "compte", "periode"], unique=False)
        batch_op.create_index(batch_op.f("ix_ecriture_operation_id"), ["operation_id"], unique=False)


def downgrade():
    with op.batch_alter_table("ecriture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ecriture_operation_id"))
        batch_op.drop_index("ix_ecriture_employeur")

    op.drop_table("ecriture")
    with op.batch_alter_table("operation", schema=None) as batch_op:
        batch_op.drop_index("ix_operation_employeur")

    op.drop_table("operation")
    op.drop_table("ligne_declaration")
    with op.batch_alter_table("ligne_carriere", schema=None) as batch_op:
        batch_op.drop_index("ix_ligne_carriere_declaration")
        batch_op.drop_index(
            "ix_ligne_carriere_assure",
            postgresql_include=["remuneration", "jours", "employeur_id", "nature", "remplacee_par_id"],
        )

    op.drop_table("ligne_carriere")
    op.drop_table("justification")
    op.drop_table("quitus")
    with op.batch_alter_table("evenement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evenement_demande_id"))

    op.drop_table("evenement")
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_declaration_periode"))

    op.drop_table("declaration")
    op.drop_table("certificat")
    with op.batch_alter_table("habilitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_habilitation_utilisateur_id"))
        batch_op.drop_index(batch_op.f("ix_habilitation_employeur_id"))

    op.drop_table("habilitation")
    with op.batch_alter_table("demande", schema=None) as batch_op:
        batch_op.drop_index("ix_demande_file")
        batch_op.drop_index("ix_demande_employeur")
        batch_op.drop_index("ix_demande_assure")

    op.drop_table("demande")
    with op.batch_alter_table("ab_permission_view_role", schema=None) as batch_op:
        batch_op.drop_index("idx_role_id")
        batch_op.drop_index("idx_permission_view_id")

    op.drop_table("ab_permission_view_role")
    op.drop_table("parametre_legal")
    with op.batch_alter_table("fichier", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fichier_sha256"))

    op.drop_table("fichier")
    with op.batch_alter_table("employeur", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_employeur_nif"))

    op.drop_table("employeur")
    op.drop_table("compte_assure")
    op.drop_table("ab_user_role")
    with op.batch_alter_table("ab_user_group", schema=None) as batch_op:
        batch_op.drop_index("idx_user_id")
        batch_op.drop_index("idx_user_group_id")

    op.drop_table("ab_user_group")
    with op.batch_alter_table("ab_permission_view", schema=None) as batch_op:
        batch_op.drop_index("idx_view_menu_id")
        batch_op.drop_index("idx_permission_id")

    op.drop_table("ab_permission_view")
    with op.batch_alter_table("ab_group_role", schema=None) as batch_op:
        batch_op.drop_index("idx_group_role_id")
        batch_op.drop_index("idx_group_id")

    op.drop_table("ab_group_role")
    with op.batch_alter_table("ab_api_key", schema=None) as batch_op:
        batch_op.drop_index("idx_api_key_user_id")
        batch_op.drop_index("idx_api_key_prefix")
        batch_op.drop_index("idx_api_key_lookup_hash")

    op.drop_table("ab_api_key")
    with op.batch_alter_table("tache", schema=None) as batch_op:
        batch_op.drop_index("ix_tache_etat")

    op.drop_table("tache")
    op.drop_table("division")
    op.drop_table("assure")
    op.drop_table("ab_view_menu")
    op.drop_table("ab_user")
    op.drop_table("ab_role")
    op.drop_table("ab_register_user")
    op.drop_table("ab_permission")
    op.drop_table("ab_group")
