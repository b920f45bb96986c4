"""The checks of a declaration: each a small function that looks at whole columns."""

from app.services.dnr.controles import ailleurs, fichier, identite, paie, periode

CONTROLES = tuple(c for famille in (fichier, identite, periode, paie, ailleurs) for c in famille.CONTROLES)
"""Every check, in order. They serve a file of a hundred thousand lines and the one line of a form alike."""
