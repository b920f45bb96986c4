"""The operators of mobile money, behind one interface.

May import `demandes` and what is below; in fact needs but `generateur`.
"""
