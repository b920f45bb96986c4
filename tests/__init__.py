"""The tests: a folder a room, what they share in `outils/`, what holds of the whole house in `maison/`.

Their compiled form is kept from run to run even where the environment says not to: pytest rewrites their
assertions, which takes more than half of the time of a collection.
"""

import sys

sys.dont_write_bytecode = False
