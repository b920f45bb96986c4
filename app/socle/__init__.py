"""The foundations: database, rights and row scope, clock, log, HTTP security, names, registries.

May import `regles`, for how figures and months are written.
"""
