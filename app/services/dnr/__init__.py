"""The monthly declaration (DNR), from the employer's file to a checked report.

`lire` → `controler` → `Rapport`; `modele` gives the workbook to fill in. What any workbook needs is in
`app.classeurs`. Nothing here knows Flask or the database, but `contexte` and `declarer`.
"""
