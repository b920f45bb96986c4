"""Entry point: `flask --app run …` and the WSGI server both load `app` from here."""

from app import create_app

app = create_app()
