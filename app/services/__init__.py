"""The services: one file each, or a folder for the big ones: its table, rules, effects and screen.

May import `site` and what is below; only `views` and `commandes` import a service.
"""
