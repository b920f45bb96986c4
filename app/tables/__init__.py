"""The tables, a module a family; `app.models` gives them all."""
