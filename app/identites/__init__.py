"""The people who sign in: accounts, passwords, sessions, second factor, and for whom they act.

May import `repertoire` and what is below.
"""
