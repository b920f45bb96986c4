"""Why a file is not taken, or not shown: each reason is a French sentence that says what to do."""

from app.socle.refus import RefusParCode


class PieceRefusee(ValueError):
    """The file is not taken; the message is a French sentence that says what to do."""


class PieceIndesarmable(RefusParCode, PieceRefusee):
    """The file cannot be made harmless, or shown."""

    phrases = {
        "illisible": "Ce fichier est incomplet ou abîmé : il ne s’ouvre pas. Numérisez ou photographiez le "
        "document de nouveau, puis joignez-le.",
        "protege": "Ce PDF est protégé par un mot de passe : enregistrez-le sans mot de passe (« Imprimer », "
        "puis « Enregistrer en PDF »), puis joignez-le.",
        "sans_page": "Ce PDF ne contient aucune page : vérifiez-le, puis recommencez.",
        "trop_de_pages": "Ce PDF compte {pages} pages, et {maximum} au plus sont admises : coupez-le en "
        "plusieurs fichiers.",
        "formulaire_dynamique": "Ce formulaire ne s’affiche que dans Adobe Reader : ouvrez-le, choisissez "
        "« Imprimer », puis « Enregistrer en PDF », et joignez ce PDF.",
        "trop_de_points": "Cette image a {largeur} × {hauteur} points, et {maximum} millions au plus sont "
        "admis : réduisez-la, ou photographiez le document de nouveau.",
        "trop_lourd": "Ce fichier demande trop de mémoire ou de temps pour être ouvert sans risque : "
        "numérisez le document de nouveau, en noir et blanc ou en moins de pages, puis joignez-le.",
    }
