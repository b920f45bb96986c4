"""The one place that knows Flask-AppBuilder's insides.

`Vue` is a declarative screen over a model (list, show, add, edit, export), `EspaceView` a page of an espace
written by hand; `app.views.demande` adds the life of a request. Each belongs to an `espace`, which alone
decides who opens it (see `app.acces.ROLES`). Nothing of a request is ever kept on a view: the framework
shares one instance of each between all requests.
"""

from app.views.base.espace import EspaceView as EspaceView
from app.views.base.espace import PageOuverte as PageOuverte
from app.views.base.saisie import CONCURRENCE as CONCURRENCE
from app.views.base.saisie import HORS_DE_LA_LIGNE as HORS_DE_LA_LIGNE
from app.views.base.vue import Vue as Vue
