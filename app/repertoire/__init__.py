"""Whom the fund knows: employers, insured people, families, divisions; the parameters of the law.

May import `travaux` and what is below.
"""
