"""The engine of the public site: text, pictures, publication, history, search, caching."""
