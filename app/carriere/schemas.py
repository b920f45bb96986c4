"""What « pension --json » prints."""

from marshmallow import Schema, fields


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
