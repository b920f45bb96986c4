"""How an insured person proves who she is: by two of three proofs that no employer holds.

`etat` says where she stands and what follows, `contact`, `lettres` are two of the ways; an agent's decision,
the third, is a service's (see `app.services.inscription_en_ligne`).
"""

from app.identites.preuves.etat import commencer as commencer
from app.identites.preuves.etat import dossier_de as dossier_de
