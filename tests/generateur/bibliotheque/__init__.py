"""A reader's books: a host of the generator that has nothing to do with social security."""
