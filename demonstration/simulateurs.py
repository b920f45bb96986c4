"""What answers the application in development, on one port: the operators of money, the national register."""

from werkzeug.middleware.dispatcher import DispatcherMiddleware

from demonstration import simulateur_paiement
from demonstration.simulateur_identite import SimulateurIdentite


def depuis(reglages) -> DispatcherMiddleware:
    """Return the simulators that answer the application configured by `reglages`."""
    identite = SimulateurIdentite(reglages["ANID_CLE"])
    return DispatcherMiddleware(simulateur_paiement.depuis(reglages), {"/registre-national": identite})
