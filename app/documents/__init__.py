"""The PDFs and the signed tokens: plain dataclasses in, bytes out. Imports neither Flask nor SQLAlchemy."""
