"""The life of any request: its states, journal, pieces, messages, delays, letters, certificates, screens.

May import `identites` and what is below; it knows no service.
"""
