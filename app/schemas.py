"""What the command line prints and the database keeps in JSON: one schema a shape, names others rely on."""

from marshmallow import Schema, fields, post_load

from app.documents import attestation, quittance


class AnomalieSchema(Schema):
    """One fault of a declaration, as `dnr check --json` gives it."""

    ligne = fields.Integer(allow_none=True)
    colonne = fields.String(allow_none=True)
    valeur = fields.String()
    code = fields.String()
    message = fields.String()
    niveau = fields.String()


class AnomalieGardeeSchema(AnomalieSchema):
    """The same, as a declaration keeps it: with what its justification is found by."""

    cle = fields.String()
    numero = fields.String()
    libelle = fields.String()


class TotauxSchema(Schema):
    """The totals of a declaration, in whole francs."""

    effectif = fields.Integer()
    lignes = fields.Integer()
    masse_salariale = fields.Integer()
    assiette = fields.Integer()
    rp = fields.Integer()
    pf = fields.Integer()
    pv = fields.Integer()
    amu = fields.Integer()
    part_employeur = fields.Integer()
    part_travailleur = fields.Integer()
    total = fields.Integer()


class RapportSchema(Schema):
    """The outcome of a check: number of lines, totals, every anomaly."""

    lignes = fields.Function(lambda rapport: len(rapport.lignes))
    totaux = fields.Nested(TotauxSchema)
    anomalies = fields.List(fields.Nested(AnomalieSchema))


class EtapeSchema(Schema):
    """One step of a pension, with the text it comes from."""

    libelle = fields.String()
    valeur = fields.String()
    parametre = fields.String(allow_none=True)
    reference = fields.String(allow_none=True)


class SimulationSchema(Schema):
    """A simulated pension; `taux` is a percentage (39.95), `montant` francs a month or the lump sum."""

    mois = fields.Integer()
    rmm = fields.Integer()
    taux = fields.Function(lambda simulation: simulation.taux / 100)
    montant = fields.Integer()
    type = fields.String()
    estimation = fields.Boolean()
    etapes = fields.List(fields.Nested(EtapeSchema))


class PropositionSchema(Schema):
    """What the rules concluded on a quitus, as the request keeps it; months are yyyymm, amounts francs."""

    eligible = fields.Boolean()
    attestation = fields.Boolean()
    motifs = fields.List(fields.String())
    mois_non_declares = fields.List(fields.Integer())
    mois_a_l_examen = fields.List(fields.Integer())
    mois_impayes = fields.List(fields.Integer())
    total_du = fields.Integer()
    valable_jusqu_au = fields.Date(allow_none=True)


class ImputationSchema(Schema):
    """What a payment extinguished of a month, in francs; no month is an advance."""

    periode = fields.Integer(allow_none=True)
    principal = fields.Integer()
    majoration = fields.Integer()

    @post_load
    def composer(self, donnees, **_):
        """Return the object the document prints."""
        return quittance.Imputation(**donnees)


class QuittanceSchema(Schema):
    """A receipt, as the certificate keeps it."""

    numero = fields.String()
    delivree_le = fields.Date()
    recu_le = fields.Date()
    employeur_numero = fields.String()
    employeur_nom = fields.String()
    mode = fields.String()
    reference = fields.String()
    paiement = fields.String()
    montant = fields.Integer()
    imputations = fields.List(fields.Nested(ImputationSchema))

    @post_load
    def composer(self, donnees, **_):
        """Return the object the document prints."""
        return quittance.Quittance(**donnees)


class AttestationSchema(Schema):
    """An individual certificate, as the certificate row keeps it; amounts are francs."""

    numero = fields.String()
    titre = fields.String()
    delivree_le = fields.Date()
    situation_au = fields.Date()
    titulaire = fields.String()
    assure_numero = fields.String()
    naissance_le = fields.Date()
    destinataire = fields.String()
    mois_assures = fields.Integer()
    employeur = fields.String()
    annees = fields.List(fields.List(fields.Integer()))
    signataire = fields.String()

    @post_load
    def composer(self, donnees, **_):
        """Return the object the document prints."""
        return attestation.Attestation(**donnees)
