"""Workbooks that people send: read apart, checked by their own service, given back annotated.

A `Format` says what columns a kind of workbook has. `lire` (a process of its own) gives its `Lignes`, the
service's check a `Rapport`, and `annoter` the sender's own workbook back with its faults marked. The modules
that read files run in a process of their own (see `socle.isole`), which loads nothing that they do not need.

May import `socle` and `regles`; knows neither Flask nor the database.
"""
