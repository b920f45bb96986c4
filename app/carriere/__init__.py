"""The individual account (compte individuel): the months declared, the career they make."""
