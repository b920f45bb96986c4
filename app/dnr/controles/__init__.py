"""The checks of a declaration: each a small function that looks at whole columns."""

from app.dnr.controles import fichier, identite, paie, periode

CONTROLES = (*fichier.CONTROLES, *identite.CONTROLES, *periode.CONTROLES, *paie.CONTROLES)
"""Every check, in order. They serve a file of a hundred thousand lines and the one line of a form alike."""
