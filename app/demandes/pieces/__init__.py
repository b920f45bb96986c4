"""The pieces joined to a request: those demanded, what is taken for one, scan, keeping and reading."""
