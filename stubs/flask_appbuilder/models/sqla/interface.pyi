from flask_appbuilder import Model

class SQLAInterface:
    def __init__(self, obj: type[Model]) -> None: ...
