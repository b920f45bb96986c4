"""The life of any request: its states, journal, pieces, messages, delays, letters, certificates, screens."""
