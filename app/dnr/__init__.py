"""The monthly declaration (DNR), from the employer's file to a checked report.

`lire` (a process of its own) → `controler` → `Rapport`; `modele` gives the workbook to fill in, `annoter`
gives the employer's own workbook back with its faults marked. Nothing here knows Flask or the database, but
`contexte` and `declarer`. The modules that read files import each other relatively: they also run alone,
without the application.
"""
