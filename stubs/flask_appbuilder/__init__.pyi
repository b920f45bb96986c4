"""What this house uses of Flask-AppBuilder, which says few of its types itself, with the types it has there.

Attributes that the framework fills as it registers a view are given the type they have from then on.
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar

from flask import Flask
from flask_appbuilder.models.sqla.interface import SQLAInterface
from flask_appbuilder.security.sqla.manager import SecurityManager
from flask_wtf import FlaskForm
from sqlalchemy import Table
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, scoped_session

F = TypeVar("F", bound=Callable[..., object])
V = TypeVar("V", bound=BaseView)

def expose(url: str = "/", methods: Sequence[str] = ("GET",)) -> Callable[[F], F]: ...
def has_access(f: F) -> F: ...

class Model(DeclarativeBase):
    """A table, the few whose rows are known by several columns apart: no screen shows these."""

    __table__: ClassVar[Table]
    __tablename__: str
    id: Mapped[int]

class AppBuilder:
    sm: SecurityManager
    baseviews: list[BaseView]
    indexview: type[BaseView]
    get_url_for_index: str
    def get_url_for_login_with(self, next_url: str | None = None) -> str: ...
    def __init__(
        self,
        *,
        indexview: type[BaseView] | None = None,
        security_manager_class: type[SecurityManager] | None = None,
        base_template: str = ...,
    ) -> None: ...
    def init_app(self, app: Flask, session: Session | scoped_session[Session]) -> None: ...
    def add_view_no_menu(self, baseview: type[V]) -> V: ...

class BaseView:
    appbuilder: AppBuilder
    endpoint: str
    route_base: str
    default_view: str
    class_permission_name: str | None
    method_permission_name: dict[str, str]
    include_route_methods: set[str]
    exclude_route_methods: set[str]
    def render_template(self, template: str, **kwargs: Any) -> str: ...

class ModelView(BaseView):
    datamodel: SQLAInterface
    title: str
    list_title: str
    show_title: str
    add_title: str
    edit_title: str
    label_columns: dict[str, str]
    list_columns: list[str]
    show_columns: list[str]
    add_columns: list[str]
    edit_columns: list[str]
    search_columns: list[str]
    order_columns: list[str]
    base_order: tuple[str | None, str]
    search_form: type[FlaskForm]
    add_form: type[FlaskForm]
    edit_form: type[FlaskForm]
    related_views: list[type[BaseView]]
    _related_views: list[BaseView]
    def _init_properties(self) -> None: ...
    def _init_forms(self) -> None: ...
    def _init_titles(self) -> None: ...
