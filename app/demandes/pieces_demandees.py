"""The pieces that a service demands: declared on its model, shown and required everywhere from there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PieceDemandee:
    """One kind of piece: what it is, what it must show, whether the request can be sent without it.

    Several files may be joined of each kind. `natures` are the papers that will do, one of which is chosen.
    """

    code: str
    libelle: str
    aide: str = ""
    obligatoire: bool = True
    natures: tuple[str, ...] = ()


IDENTITE = PieceDemandee(
    "identite",
    "Pièce d’identité",
    "En cours de validité, recto et verso",
    natures=("Carte nationale d’identité", "Passeport", "Carte d’assuré"),
)
PORTRAIT = PieceDemandee(
    "portrait",
    "Photographie de vous tenant cette pièce",
    "Votre visage et la pièce se lisent sur la même image",
    obligatoire=False,
)
NAISSANCE = PieceDemandee("naissance", "Acte de naissance", "Copie ou jugement supplétif")
MARIAGE = PieceDemandee("mariage", "Acte de mariage")
BULLETINS = PieceDemandee("bulletins", "Trois derniers bulletins de paie", "Un fichier chacun, ou un seul")
TRAVAIL = PieceDemandee("travail", "Certificat de travail ou de cessation d’activité", obligatoire=False)
COMPTE = PieceDemandee("compte", "Relevé d’identité bancaire", "Pour un virement", obligatoire=False)
CERTIFICAT_MEDICAL = PieceDemandee("certificat_medical", "Certificat médical", "Daté et signé par le médecin")
BORDEREAU = PieceDemandee(
    "bordereau", "Avis de virement ou bordereau de dépôt", "Où se lisent la date, le montant et la référence"
)
JUSTIFICATIF = PieceDemandee("justificatif", "Justificatifs", "Tout document utile", obligatoire=False)
COMPLEMENT = PieceDemandee("complement", "Autre pièce", "Demandée par la CNSS, ou utile", obligatoire=False)
"""What may be joined to any request."""
