from flask_appbuilder import BaseView

class AuthDBView(BaseView):
    login_template: str
