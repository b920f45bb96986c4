"""Every form of the portal, those to come included."""

from collections.abc import Iterator

from flask_wtf import FlaskForm

from app.generateur.ecrans.vue import Vue


def formulaires(app) -> list[type[FlaskForm]]:
    """Return the forms made from models and those written by hand, by the name of their place."""
    vues = [vue for vue in app.appbuilder.baseviews if isinstance(vue, Vue)]
    faits = {f for vue in vues for f in (vue.search_form, vue.add_form, vue.edit_form)}
    ecrits = {f for f in _descendantes(FlaskForm) if f.__module__.startswith("app.")}
    return sorted(faits | ecrits, key=lambda f: (f.__module__, f.__name__))


def _descendantes(classe: type[FlaskForm]) -> Iterator[type[FlaskForm]]:
    for fille in classe.__subclasses__():
        yield fille
        yield from _descendantes(fille)
