from datetime import datetime

from flask_appbuilder import Model
from sqlalchemy.orm import Mapped

class Role(Model):
    name: Mapped[str]

class User(Model):
    first_name: Mapped[str]
    last_name: Mapped[str]
    username: Mapped[str]
    password: Mapped[str | None]
    active: Mapped[bool]
    email: Mapped[str]
    created_on: Mapped[datetime | None]
    last_login: Mapped[datetime | None]
    login_count: Mapped[int | None]
    fail_login_count: Mapped[int | None]
    roles: Mapped[list[Role]]
    @property
    def is_authenticated(self) -> bool: ...
    @property
    def is_active(self) -> bool: ...
    def get_full_name(self) -> str: ...
