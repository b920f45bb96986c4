"""The contribution account (compte cotisant): its ledger, what is due and since when, month by month.

May import `demandes` and what is below, not `carriere`.
"""
