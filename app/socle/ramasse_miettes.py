"""Python's cycle collector, kept still while many lasting values are made: it would only walk them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def sans_ramassage() -> Iterator[None]:
    """Suspend the collector, and put it back as it was; also a decorator."""
    actif = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if actif:
            gc.enable()
