"""On how many examples a property is tried.

Few, always the same, in `make test`; many, always new, in `make verify`.
No example is timed: a loaded machine fails nothing. Those of one test share its session, as they mean to.
"""

from hypothesis import HealthCheck, settings

COMMUNS = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def regler() -> None:
    """Declare both numbers, and take the small one unless `--hypothesis-profile long` says otherwise."""
    settings.register_profile("court", COMMUNS, max_examples=30, derandomize=True)
    settings.register_profile("long", COMMUNS, max_examples=500)
    settings.load_profile("court")


def au_plus(nombre: int) -> settings:
    """Return the settings of a property whose examples are dear: the profile's number of them, or fewer."""
    return settings(max_examples=min(settings.default.max_examples, nombre))
