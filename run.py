"""Entry point: `flask --app run …` and the WSGI server both load `app` from here.

The demonstration is no part of the product: its commands are added here, and refuse themselves in production.
"""

import sys

from app import create_app
from config import ConfigurationRefusee
from demonstration import commandes as demonstration

try:
    app = create_app()
except ConfigurationRefusee as refus:
    sys.exit(str(refus))
demonstration.installer(app)
