"""What « dnr check --json » prints and a declaration keeps of its last check."""

from marshmallow import Schema, fields


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
    propose = fields.String()
    plages = fields.List(fields.List(fields.Integer()))


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
