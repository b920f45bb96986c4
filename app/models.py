"""All tables, each by its name, gathered from the rooms: the door for migrations, commands and tests.

A room says in its own modules which tables it has, and imports those of the rooms it stands on; nobody lists
them. The enumerations of their columns are reached here too.
"""

from sqlalchemy import Enum

from app.generateur.adaptateur import Model as Model
from app.generateur.adaptateur import User as User
from app.socle.acces import classes
from app.socle.decouverte import lire_la_maison

lire_la_maison()
TABLES = {table.__name__: table for table in sorted(classes(Model), key=lambda table: table.__name__)}
ENUMERATIONS = {
    colonne.type.enum_class.__name__: colonne.type.enum_class
    for table in TABLES.values()
    for colonne in table.__table__.columns
    if isinstance(colonne.type, Enum) and colonne.type.enum_class
}
globals().update(TABLES | ENUMERATIONS)
