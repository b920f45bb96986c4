"""The people who sign in: accounts, contacts, proofs of identity, sessions, and for whom they act.

May import `repertoire` and what is below.
"""
