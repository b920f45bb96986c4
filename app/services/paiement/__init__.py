"""« Paiement de cotisations »: announced by the employer, confirmed by his bank or his operator."""
