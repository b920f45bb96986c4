"""The agents who read any request."""

from tests.services.conftest import agent as agent
from tests.services.conftest import collegue as collegue
