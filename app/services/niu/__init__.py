"""« Rattacher mon NIU »: the national number attached to the insured number; the campaign that counts it."""
