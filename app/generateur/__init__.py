"""The low-code generator: what turns a declared table into screens. See README.md beside this file.

May import `classeurs` (dates, workbooks), `socle` and `regles`; it knows no service of the fund.
"""
