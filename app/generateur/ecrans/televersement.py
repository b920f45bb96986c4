"""Files received piece by piece, and put among those of the form that names them."""

from flask import Flask, Response, abort, current_app, g, jsonify, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from app.generateur import televersement
from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PagePersonnelle

CHAMP = "recu"
"""Of a form: « field:sha-256:name » for each file that is here already."""


class TeleversementView(PagePersonnelle):
    """Where the script of a form sends a large file, before the form itself."""

    route_base = "/reception"
    default_view = "recu"

    @expose("/<sha256>")
    def recu(self, sha256: str) -> ResponseReturnValue:
        """Say how many bytes of a file of one's own were received."""
        return jsonify(recu=televersement.recu(current_user.id, _sha256(sha256)))

    @expose("/<sha256>", methods=["POST"])
    def ajouter(self, sha256: str) -> ResponseReturnValue:
        """Take the piece that starts at byte `debut`."""
        debut, qui = request.args.get("debut", 0, int), current_user.id
        if debut + (request.content_length or 0) > current_app.config["MAX_CONTENT_LENGTH"]:
            abort(413)
        try:
            return jsonify(recu=televersement.ajouter(qui, _sha256(sha256), debut, request.get_data()))
        except televersement.Decalage as decalage:
            return jsonify(recu=decalage.recu), 409
        except televersement.TropDEnvois:
            abort(413)


def _sha256(texte: str) -> str:
    return texte if len(texte) == 64 and set(texte) <= set("0123456789abcdef") else abort(404)


def _joindre() -> None:
    """Put the files already received among those that came with the form."""
    if CHAMP not in request.form or not current_user.is_authenticated:
        return
    joints, g.receptions = list(request.files.items(multi=True)), []
    for mention in request.form.getlist(CHAMP):
        champ, _, suite = mention.partition(":")
        sha256, _, nom = suite.partition(":")
        if chemin := televersement.entier(current_user.id, _sha256(sha256)):
            joints.append((champ, FileStorage(chemin.open("rb"), nom, champ)))
            g.receptions.append(sha256)
    request.files = ImmutableMultiDict(joints)


def _oublier(reponse: Response) -> Response:
    """Forget the files of a form that was accepted, which a redirection says."""
    if reponse.status_code in (302, 303):
        for sha256 in g.get("receptions", ()):
            televersement.oublier(current_user.id, sha256)
    return reponse


def installer(app: Flask) -> None:
    """Let every form take files received before it."""
    app.before_request(_joindre)
    app.after_request(_oublier)
