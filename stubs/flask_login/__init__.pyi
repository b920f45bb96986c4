"""What this house uses of Flask-Login, whose person signed in is one of its accounts."""

from flask_appbuilder.security.sqla.models import User

current_user: User
"""The person of the present request; a visitor's is not authenticated, and has neither key nor roles."""

def login_user(user: User) -> bool: ...
def logout_user() -> bool: ...
