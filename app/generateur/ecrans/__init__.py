"""The screens that the generator makes.

`vue.Vue` is a declarative screen over a model (list, show, add, edit, export), `espace.EspaceView` a page of
an espace written by hand; `app.demandes.ecrans.demande` adds the life of a request. Each belongs to an
`espace`, which alone decides who opens it (see `app.socle.droits`). Nothing of a request is ever kept on
a view: the framework shares one instance of each between all requests.
"""
