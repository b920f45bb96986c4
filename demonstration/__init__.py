"""The demonstration Togo, beside the product: invented employers and insured, their careers and accounts.

Everything is drawn from one seed and counted back from a day: the same day always gives the same Togo. The
simulator of the mobile-money operators stands here too. Nothing of `app` knows this folder.
"""
