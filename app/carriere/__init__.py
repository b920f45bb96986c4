"""The individual account (compte individuel): the months declared, the career they make.

May import `demandes` and what is below, not `cotisations`.
"""
