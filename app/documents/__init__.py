"""Any PDF, and the signed tokens: plain dataclasses in, bytes out.

May import `regles`; knows neither Flask nor the database.
"""
