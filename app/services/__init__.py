"""The services: one file each, or a folder for the big ones: its table, rules, effects and screen.

It may import every room below it in the contract of pyproject.toml; views stand on it.
"""
