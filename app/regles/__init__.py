"""The law: pure functions over dated parameters and whole francs.

Imports nothing of the house, neither Flask nor SQLAlchemy.
"""
