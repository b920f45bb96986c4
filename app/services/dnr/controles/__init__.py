"""The checks of a declaration: each a small function that looks at whole columns."""

from app.services.dnr.controles import ailleurs, changements, fichier, identite, paie, periode

_FAMILLES = (fichier, identite, periode, changements, paie, ailleurs)
CONTROLES = tuple(controle for famille in _FAMILLES for controle in famille.CONTROLES)
"""Every check, in order. They serve a file of a hundred thousand lines and the one line of a form alike."""
