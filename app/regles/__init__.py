"""The law: pure functions over dated parameters and whole francs. Imports neither Flask nor SQLAlchemy."""
