"""The foundations: database, rights and row scope, clock, log, HTTP security, names, registries."""
