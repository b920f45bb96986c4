"""The operators of mobile money, behind one interface."""
