"""Who the lists are tried by."""

from tests.views.conftest import agent as agent
from tests.views.conftest import auberge as auberge
from tests.views.conftest import superviseur as superviseur
