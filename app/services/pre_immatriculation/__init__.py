"""« Pré-immatriculation »: a firm or a household asks to be registered as an employer, without an account."""
