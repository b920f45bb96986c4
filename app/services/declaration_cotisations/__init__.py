"""« Déclaration de cotisations »: what an employer says he owes for a month, in figures."""
