"""The foundations: database, rights and row scope, clock, log, HTTP security, names, registries, work apart.

May import `regles`, for how figures and months are written.
"""
