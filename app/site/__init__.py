"""The engine of the public site: text, pictures, publication, history, search, caching.

May import `carriere`, `cotisations` and what is below, for the statistics it publishes.
"""
