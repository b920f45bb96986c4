"""The public site: its contents, what surrounds them, what visitors ask, and its search.

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-23 08:25:27.576018
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

RECHERCHE = {
    "sqlite": (
        """CREATE VIRTUAL TABLE fts_site USING fts5(
            titre_plie, texte_plie, content='index_site', content_rowid='id',
            tokenize='unicode61 remove_diacritics 2')""",
        """CREATE TRIGGER fts_site_ajout AFTER INSERT ON index_site BEGIN
            INSERT INTO fts_site(rowid, titre_plie, texte_plie)
            VALUES (new.id, new.titre_plie, new.texte_plie);
        END""",
        """CREATE TRIGGER fts_site_retrait AFTER DELETE ON index_site BEGIN
            INSERT INTO fts_site(fts_site, rowid, titre_plie, texte_plie)
            VALUES ('delete', old.id, old.titre_plie, old.texte_plie);
        END""",
        """CREATE TRIGGER fts_site_change AFTER UPDATE ON index_site BEGIN
            INSERT INTO fts_site(fts_site, rowid, titre_plie, texte_plie)
            VALUES ('delete', old.id, old.titre_plie, old.texte_plie);
            INSERT INTO fts_site(rowid, titre_plie, texte_plie)
            VALUES (new.id, new.titre_plie, new.texte_plie);
        END""",
    ),
    "postgresql": (
        """CREATE INDEX fts_site ON index_site USING gin ((
            setweight(to_tsvector('simple'::regconfig, titre_plie), 'A') ||
            setweight(to_tsvector('simple'::regconfig, texte_plie), 'B')))""",
    ),
}
"""What each database searches the folded words with."""


def upgrade():
    op.create_table(
        "entree_menu",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "place", sa.Enum("bandeau", "barre", name="place", native_enum=False, length=30), nullable=False
        ),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("adresse", sa.String(length=300), nullable=True),
        sa.Column("libelle", sa.String(length=80), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("visible", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["entree_menu.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "flash_info",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("adresse", sa.String(length=300), nullable=True),
        sa.Column("titre", sa.String(length=160), nullable=False),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "programmee",
                "publiee",
                "archivee",
                name="etatpublication",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("publiee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archivee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "etat not in ('programmee', 'publiee') or publiee_le is not null", name="ck_flash_info_publiee"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "index_site",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("objet_type", sa.String(length=40), nullable=False),
        sa.Column("objet_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("genre", sa.String(length=40), nullable=False),
        sa.Column("titre", sa.String(length=160), nullable=False),
        sa.Column("adresse", sa.String(length=200), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("titre_plie", sa.Text(), nullable=False),
        sa.Column("texte_plie", sa.Text(), nullable=False),
        sa.Column("publiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archivee_le", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("objet_type", "objet_id", name="uq_index_site"),
    )
    op.create_table(
        "lien_rapide",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("adresse", sa.String(length=300), nullable=False),
        sa.Column("libelle", sa.String(length=80), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("visible", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "offre",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "nature",
            sa.Enum("emploi", "stage", name="natureoffre", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("lieu", sa.String(length=80), nullable=False),
        sa.Column("postes", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("cloture_le", sa.Date(), nullable=True),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("titre", sa.String(length=160), nullable=False),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "programmee",
                "publiee",
                "archivee",
                name="etatpublication",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("publiee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archivee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "etat not in ('programmee', 'publiee') or publiee_le is not null", name="ck_offre_publiee"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    op.create_table(
        "question_frequente",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "theme",
            sa.Enum(
                "employeurs", "assures", "prestations", "services", name="theme", native_enum=False, length=30
            ),
            nullable=False,
        ),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("reponse", sa.Text(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("titre", sa.String(length=160), nullable=False),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "programmee",
                "publiee",
                "archivee",
                name="etatpublication",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("publiee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archivee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "etat not in ('programmee', 'publiee') or publiee_le is not null",
            name="ck_question_frequente_publiee",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    op.create_table(
        "recherche_vaine",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("texte", sa.String(length=80), nullable=False),
        sa.Column("fois", sa.Integer(), nullable=False),
        sa.Column("premiere_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("derniere_le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("texte"),
    )
    op.create_table(
        "reseau_social",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "reseau",
            sa.Enum(
                "facebook",
                "x",
                "linkedin",
                "instagram",
                "youtube",
                "whatsapp",
                name="reseau",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("adresse", sa.String(length=300), nullable=False),
        sa.Column("libelle", sa.String(length=80), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("visible", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "terme",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("titre", sa.String(length=160), nullable=False),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "programmee",
                "publiee",
                "archivee",
                name="etatpublication",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("publiee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archivee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "etat not in ('programmee', 'publiee') or publiee_le is not null", name="ck_terme_publiee"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    op.create_table(
        "version_contenu",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("objet_type", sa.String(length=40), nullable=False),
        sa.Column("objet_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("titre", sa.String(length=160), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("auteur_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("auteur_nom", sa.String(length=120), nullable=False),
        sa.Column("avant", sa.JSON(), nullable=True),
        sa.Column("apres", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["auteur_id"],
            ["ab_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("version_contenu", schema=None) as batch_op:
        batch_op.create_index("ix_version_contenu_objet", ["objet_type", "objet_id", "id"], unique=False)

    op.create_table(
        "media",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "nature",
            sa.Enum("image", "audio", "video", name="naturemedia", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("fichier_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("type_mime", sa.String(length=60), nullable=False),
        sa.Column("largeur", sa.Integer(), nullable=True),
        sa.Column("hauteur", sa.Integer(), nullable=True),
        sa.Column("duree", sa.Integer(), nullable=True),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("legende", sa.String(length=300), nullable=True),
        sa.Column("credit", sa.String(length=120), nullable=True),
        sa.Column("transcription", sa.Text(), nullable=True),
        sa.Column("au_catalogue", sa.Boolean(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("titre", sa.String(length=160), nullable=False),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "programmee",
                "publiee",
                "archivee",
                name="etatpublication",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("publiee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archivee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "etat not in ('programmee', 'publiee') or publiee_le is not null", name="ck_media_publiee"
        ),
        sa.ForeignKeyConstraint(
            ["fichier_id"],
            ["fichier.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    op.create_table(
        "texte_reglementaire",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "nature",
            sa.Enum("texte", "cnss_info", name="naturetexte", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.Column("date_texte", sa.Date(), nullable=True),
        sa.Column("resume", sa.Text(), nullable=False),
        sa.Column("adresse_officielle", sa.String(length=300), nullable=True),
        sa.Column("fichier_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("texte_extrait", sa.Text(), nullable=True),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("titre", sa.String(length=160), nullable=False),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "programmee",
                "publiee",
                "archivee",
                name="etatpublication",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("publiee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archivee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "etat not in ('programmee', 'publiee') or publiee_le is not null",
            name="ck_texte_reglementaire_publiee",
        ),
        sa.ForeignKeyConstraint(
            ["fichier_id"],
            ["fichier.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    op.create_table(
        "article",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "nature",
            sa.Enum("actualite", "communique", name="naturearticle", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("chapeau", sa.String(length=400), nullable=False),
        sa.Column("corps", sa.Text(), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=True),
        sa.Column("image_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("titre", sa.String(length=160), nullable=False),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "programmee",
                "publiee",
                "archivee",
                name="etatpublication",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("publiee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archivee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "etat not in ('programmee', 'publiee') or publiee_le is not null", name="ck_article_publiee"
        ),
        sa.ForeignKeyConstraint(
            ["image_id"],
            ["media.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.create_index("ix_article_parution", ["nature", "publiee_le"], unique=False)

    op.create_table(
        "candidature",
        sa.Column(
            "nature",
            sa.Enum("emploi", "stage", name="natureoffre", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("offre_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("naissance_le", sa.Date(), nullable=False),
        sa.Column("formation", sa.String(length=160), nullable=False),
        sa.Column("experience", sa.Text(), nullable=True),
        sa.Column("motivation", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nom", sa.String(length=80), nullable=False),
        sa.Column("prenoms", sa.String(length=80), nullable=False),
        sa.Column("courriel", sa.String(length=120), nullable=False),
        sa.Column("telephone", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"],
            ["demande.id"],
        ),
        sa.ForeignKeyConstraint(
            ["offre_id"],
            ["offre.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "encart",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("texte", sa.String(length=300), nullable=False),
        sa.Column("bouton", sa.String(length=40), nullable=False),
        sa.Column("adresse", sa.String(length=300), nullable=False),
        sa.Column("image_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("titre", sa.String(length=160), nullable=False),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "programmee",
                "publiee",
                "archivee",
                name="etatpublication",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("publiee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archivee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "etat not in ('programmee', 'publiee') or publiee_le is not null", name="ck_encart_publiee"
        ),
        sa.ForeignKeyConstraint(
            ["image_id"],
            ["media.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "messagecontact",
        sa.Column(
            "nature",
            sa.Enum("contact", "signalement", name="naturemessage", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("division_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("objet", sa.String(length=120), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nom", sa.String(length=80), nullable=False),
        sa.Column("prenoms", sa.String(length=80), nullable=False),
        sa.Column("courriel", sa.String(length=120), nullable=False),
        sa.Column("telephone", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["division_id"],
            ["division.id"],
        ),
        sa.ForeignKeyConstraint(
            ["id"],
            ["demande.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "page_site",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "rubrique",
            sa.Enum(
                "caisse",
                "prestations",
                "employeurs",
                "assures",
                "services",
                "informations",
                "documentation",
                "mediatheque",
                "projets",
                name="rubrique",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("chapeau", sa.String(length=400), nullable=False),
        sa.Column("corps", sa.Text(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=True),
        sa.Column("formulaire", sa.String(length=40), nullable=True),
        sa.Column("sources", sa.Text(), nullable=True),
        sa.Column("image_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("titre", sa.String(length=160), nullable=False),
        sa.Column(
            "etat",
            sa.Enum(
                "brouillon",
                "programmee",
                "publiee",
                "archivee",
                name="etatpublication",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("publiee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archivee_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifiee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "etat not in ('programmee', 'publiee') or publiee_le is not null", name="ck_page_site_publiee"
        ),
        sa.ForeignKeyConstraint(
            ["image_id"],
            ["media.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    with op.batch_alter_table("page_site", schema=None) as batch_op:
        batch_op.create_index("ix_page_site_rubrique", ["rubrique", "ordre"], unique=False)

    op.create_table(
        "reglage_site",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("maintenance", sa.Boolean(), nullable=False),
        sa.Column("maintenance_message", sa.String(length=400), nullable=True),
        sa.Column("annonce", sa.String(length=300), nullable=True),
        sa.Column("annonce_adresse", sa.String(length=300), nullable=True),
        sa.Column("annonce_jusqu_au", sa.DateTime(timezone=True), nullable=True),
        sa.Column("devise", sa.String(length=120), nullable=True),
        sa.Column("directeur_nom", sa.String(length=120), nullable=True),
        sa.Column("directeur_photo_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("directeur_mot", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_reglage_site_unique"),
        sa.ForeignKeyConstraint(
            ["directeur_photo_id"],
            ["media.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "variante_image",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("media_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fichier_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("largeur", sa.Integer(), nullable=False),
        sa.Column("hauteur", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["fichier_id"],
            ["fichier.id"],
        ),
        sa.ForeignKeyConstraint(
            ["media_id"],
            ["media.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("media_id", "largeur", "format", name="uq_variante_image"),
    )
    with op.batch_alter_table("division", schema=None) as batch_op:
        batch_op.add_column(sa.Column("adresse", sa.String(length=160), nullable=True))
        batch_op.add_column(sa.Column("telephone", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("courriel", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("latitude", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("longitude", sa.Integer(), nullable=True))
    for ordre in RECHERCHE[op.get_bind().dialect.name]:
        op.execute(ordre)


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        for declencheur in ("ajout", "retrait", "change"):
            op.execute(f"DROP TRIGGER fts_site_{declencheur}")
        op.execute("DROP TABLE fts_site")
    with op.batch_alter_table("division", schema=None) as batch_op:
        batch_op.drop_column("longitude")
        batch_op.drop_column("latitude")
        batch_op.drop_column("courriel")
        batch_op.drop_column("telephone")
        batch_op.drop_column("adresse")

    op.drop_table("variante_image")
    op.drop_table("reglage_site")
    with op.batch_alter_table("page_site", schema=None) as batch_op:
        batch_op.drop_index("ix_page_site_rubrique")

    op.drop_table("page_site")
    op.drop_table("messagecontact")
    op.drop_table("encart")
    op.drop_table("candidature")
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.drop_index("ix_article_parution")

    op.drop_table("article")
    op.drop_table("texte_reglementaire")
    op.drop_table("media")
    with op.batch_alter_table("version_contenu", schema=None) as batch_op:
        batch_op.drop_index("ix_version_contenu_objet")

    op.drop_table("version_contenu")
    op.drop_table("terme")
    op.drop_table("reseau_social")
    op.drop_table("recherche_vaine")
    op.drop_table("question_frequente")
    op.drop_table("offre")
    op.drop_table("lien_rapide")
    op.drop_table("index_site")
    op.drop_table("flash_info")
    op.drop_table("entree_menu")
