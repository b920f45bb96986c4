"""Entry point: `flask --app run …` and the WSGI server both load `app` from here.

The demonstration is no part of the product: its commands are added here, and refuse themselves in production.
"""

from app import create_app
from demonstration import commandes as demonstration

app = create_app()
demonstration.installer(app)
