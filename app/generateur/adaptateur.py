"""Flask-AppBuilder, met once: what the rest of the house takes from the framework, it takes from here."""

from flask import current_app
from flask_appbuilder import AppBuilder as AppBuilder
from flask_appbuilder import BaseView as BaseView
from flask_appbuilder import Model as Model
from flask_appbuilder import ModelView as ModelView
from flask_appbuilder import expose as expose
from flask_appbuilder import has_access as has_access
from flask_appbuilder.hooks import before_request as before_request
from flask_appbuilder.models.sqla.interface import SQLAInterface as SQLAInterface
from flask_appbuilder.security.sqla.models import Role as Role
from flask_appbuilder.security.sqla.models import User as User


def appbuilder() -> AppBuilder:
    """Return the framework of the present application."""
    cadre: AppBuilder = current_app.extensions["appbuilder"]
    return cadre
