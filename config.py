"""Settings, read from the environment.

`create_app()` loads one of the classes below by `APP_ENV` (development, test or production).
Production refuses to start on a default secret: see `Production.verifier`. Where nobody said which, it is
development for this machine alone: `exiger_un_environnement` keeps servers to it, and `app.socle.boucle`
requests.
"""

import os
from datetime import timedelta
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from urllib.parse import urlsplit

RACINE = Path(__file__).resolve().parent
CLE_DE_DEVELOPPEMENT = "cle-de-developpement-a-ne-jamais-employer-en-production"
ENVIRONNEMENT_A_DIRE = (
    "APP_ENV n’est pas défini : le portail est en développement et ne répond qu’à cette machine. Pour le "
    "service de la Caisse, écrivez APP_ENV=production dans son environnement ; pour montrer la démonstration "
    "sur un réseau, APP_ENV=development. Puis redémarrez-le."
)


class ConfigurationRefusee(RuntimeError):
    """The environment asks for something unsafe; the message says what to set."""


class Commune:
    """What every environment shares."""

    ENV_NOM = "commune"
    ENVIRONNEMENT_DIT = True
    """Whether somebody said which environment this is."""
    DEMONSTRATION = False
    INSTANCE = Path(os.environ.get("INSTANCE_DIR", RACINE / "instance"))
    SECRET_KEY = os.environ.get("SECRET_KEY", CLE_DE_DEVELOPPEMENT)
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", f"sqlite:///{INSTANCE / 'cnss.sqlite3'}")
    SQLALCHEMY_ENGINE_OPTIONS = {"hide_parameters": True, "pool_pre_ping": True}
    """Values of the people concerned never reach an error message or a log."""
    HOTES: tuple[str, ...] = ()
    """The names by which the portal answers, any where there are none."""
    PROXYS = int(os.environ.get("PROXYS", "0"))
    """How many trusted proxies stand before the application."""
    DEPOT_FICHIERS = Path(os.environ.get("DEPOT_FICHIERS", INSTANCE / "fichiers"))
    URL_PUBLIQUE = os.environ.get("URL_PUBLIQUE", f"http://127.0.0.1:{os.environ.get('PORT', '8080')}")
    CLE_QUITUS = os.environ.get("CLE_QUITUS", "")
    CLES_QUITUS_ANCIENNES = os.environ.get("CLES_QUITUS_ANCIENNES", "")

    SMTP_URL = os.environ.get("SMTP_URL", "")
    """The mail server, `smtp://`, `smtp+starttls://` or `smtps://`; without it e-mails are kept, not sent."""
    COURRIEL_EXPEDITEUR = os.environ.get("COURRIEL_EXPEDITEUR", "CNSS Togo <ne-pas-repondre@cnss.tg>")
    SMS_FOURNISSEUR = os.environ.get("SMS_FOURNISSEUR", "")
    """Who carries SMS: `infobip`, or nobody: they are kept, not sent."""
    SMS_URL = os.environ.get("SMS_URL", "https://api.infobip.com")
    SMS_CLE = os.environ.get("SMS_CLE", "")
    SMS_EXPEDITEUR = os.environ.get("SMS_EXPEDITEUR", "CNSS TOGO")
    SMS_PREFIXES = os.environ.get("SMS_PREFIXES", "+228:20000 +225:300 +226:300 +229:300 +233:300 +33:300")
    """How many SMS may leave in a day for each prefix of telephone numbers; none leaves for another."""
    SMS_PAR_JOUR = int(os.environ.get("SMS_PAR_JOUR", "20000"))
    SECOND_FACTEUR_EXIGE = os.environ.get("SECOND_FACTEUR_EXIGE", "1") != "0"
    """Whether the fund's staff must sign in with a second factor; production takes no « no »."""

    SECOND_REGARD_SUR_CENT = int(os.environ.get("SECOND_REGARD_SUR_CENT", "10"))
    """Of a hundred identities that an agent accepts, how many are drawn by lot for a second look."""
    OIDC_EMETTEUR = os.environ.get("OIDC_EMETTEUR", "")
    """The State's single sign-on (OpenID Connect): its issuer's address, as it writes it; empty for none."""
    OIDC_CLIENT = os.environ.get("OIDC_CLIENT", "")
    """By what name the issuer knows this portal."""
    OIDC_SECRET = os.environ.get("OIDC_SECRET", "")
    """The secret that it shares with this portal, or the portal's own RSA private key (PEM)."""
    OIDC_NOM = os.environ.get("OIDC_NOM", "")
    """How people call it, on the sign-in page."""

    JOURNAL_NOMS = os.environ.get("JOURNAL_NOMS", "0") != "0"
    """Whether people read the names of who opened their file, or their team and function alone."""

    OPERATEUR_PAIEMENT = os.environ.get("OPERATEUR_PAIEMENT", "")
    """Who takes mobile payments: `paygate`, `fedapay`, or nobody."""
    PAYGATE_URL = os.environ.get("PAYGATE_URL", "https://paygateglobal.com")
    PAYGATE_JETON = os.environ.get("PAYGATE_JETON", "")
    FEDAPAY_URL = os.environ.get("FEDAPAY_URL", "https://api.fedapay.com")
    FEDAPAY_CLE = os.environ.get("FEDAPAY_CLE", "")
    FEDAPAY_SECRET = os.environ.get("FEDAPAY_SECRET", "")
    """The secret with which FedaPay signs its notifications."""
    IDENTITE_NATIONALE = os.environ.get("IDENTITE_NATIONALE", "")
    """Who says whose a national number (NIU) is: `anid`, or nobody while its register is not open."""
    ANID_URL = os.environ.get("ANID_URL", "")
    ANID_CLE = os.environ.get("ANID_CLE", "")

    SIMULATEUR_PORT = 0
    """Where the simulators of operators and of the national register listen; none outside development."""

    CLAMD_URL = os.environ.get("CLAMD_URL", "")
    """The ClamAV daemon, `tcp://host:3310` or `unix:///path`; without it pieces say « non analysé »."""

    DISQUE_A_SURVEILLER_MO = int(os.environ.get("DISQUE_A_SURVEILLER_MO", "5120"))
    """Megabytes free for files under which the administrators are told: a day at the most of what strangers
    send, which leaves a day to make room."""
    DISQUE_PLEIN_MO = int(os.environ.get("DISQUE_PLEIN_MO", "1024"))
    """Megabytes free under which no file is taken: the database and the logs may share the disk."""

    ENVOIS_PERSONNE = (
        int(os.environ.get("ENVOIS_PERSONNE_FICHIERS", "300")),
        int(os.environ.get("ENVOIS_PERSONNE_MO", "1000")),
    )
    """Files and megabytes that an account sends in a day: an accountant declares for a hundred employers."""
    ENVOIS_VISITEUR = (
        int(os.environ.get("ENVOIS_VISITEUR_FICHIERS", "40")),
        int(os.environ.get("ENVOIS_VISITEUR_MO", "100")),
    )
    """The same of an address that a visitor proved: one whole request, each piece sent twice."""
    ENVOIS_RESEAU = (
        int(os.environ.get("ENVOIS_RESEAU_FICHIERS", "200")),
        int(os.environ.get("ENVOIS_RESEAU_MO", "500")),
    )
    """The same of a network's visitors: a cybercafé, or a telephone operator, may stand behind one."""
    ENVOIS_VISITEURS = (
        int(os.environ.get("ENVOIS_VISITEURS_FICHIERS", "3000")),
        int(os.environ.get("ENVOIS_VISITEURS_MO", "5000")),
    )
    """The same of all visitors together: what the disk may lose in a day to strangers."""

    APP_NAME = "CNSS Togo – Services en ligne"
    LANGUAGES = {"fr": {"flag": "tg", "name": "Français"}}
    BABEL_DEFAULT_LOCALE = "fr"
    BABEL_DEFAULT_TIMEZONE = "Africa/Lome"
    BABEL_TRANSLATION_DIRECTORIES = str(RACINE / "app" / "translations")

    EXPORT_LIGNES_AU_PLUS = int(os.environ.get("EXPORT_LIGNES_AU_PLUS", "10000"))
    """Rows of other people in one file that the fund's staff takes away."""

    MAX_CONTENT_LENGTH = 20 * 1024 * 1024
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    PERMANENT_SESSION_LIFETIME = timedelta(minutes=30)
    SESSION_REFRESH_EACH_REQUEST = False
    """Only what the session holds writes its cookie: what two answers write at once, one of them undoes."""
    WTF_CSRF_TIME_LIMIT = None
    """A token lives as long as its session: a form left open over lunch is not lost."""

    FAB_PASSWORD_HASH_METHOD = "scrypt:32768:8:1"  # noqa: S105 - a method
    FAB_CREATE_DB = False
    FAB_UPDATE_PERMS = False
    FAB_ADD_SECURITY_API = False
    FAB_ADD_MENU_API = False
    FAB_ADD_OPENAPI_VIEWS = False
    FAB_ADD_SECURITY_PERMISSION_VIEW = False
    FAB_ADD_SECURITY_VIEW_MENU_VIEW = False
    FAB_ADD_SECURITY_PERMISSION_VIEWS_VIEW = False
    FAB_ALLOW_GET_UNSAFE_MUTATIONS = False
    FAB_API_SHOW_STACKTRACE = False
    FAB_INDEX_VIEW = "app.views.accueil.AccueilView"
    FAB_SECURITY_MANAGER_CLASS = "app.views.identites.connexion.Securite"
    AUTH_USER_REGISTRATION = False

    @classmethod
    def verifier(cls) -> None:
        """Raise ConfigurationRefusee when the environment is unsafe, or says a thing by halves."""
        oidc = {nom: getattr(cls, nom) for nom in ("OIDC_EMETTEUR", "OIDC_CLIENT", "OIDC_SECRET", "OIDC_NOM")}
        manquants = [nom for nom, valeur in oidc.items() if not valeur]
        if 0 < len(manquants) < len(oidc):
            raise ConfigurationRefusee(
                f"L’identification unique est réglée à moitié : donnez aussi {', '.join(manquants)}, "
                "ou retirez les réglages OIDC_…"
            )


class Development(Commune):
    """The demonstration Togo."""

    ENV_NOM = "development"
    DEMONSTRATION = True
    SIMULATEUR_PORT = int(os.environ.get("SIMULATEUR_PORT", int(os.environ.get("PORT", "8080")) + 1))
    OPERATEUR_PAIEMENT = os.environ.get("OPERATEUR_PAIEMENT", "paygate")
    PAYGATE_URL = os.environ.get("PAYGATE_URL", f"http://127.0.0.1:{SIMULATEUR_PORT}")
    PAYGATE_JETON = os.environ.get("PAYGATE_JETON", "jeton-du-simulateur")
    FEDAPAY_URL = os.environ.get("FEDAPAY_URL", f"http://127.0.0.1:{SIMULATEUR_PORT}")
    FEDAPAY_CLE = os.environ.get("FEDAPAY_CLE", "cle-du-simulateur")
    FEDAPAY_SECRET = os.environ.get("FEDAPAY_SECRET", "secret-du-simulateur")
    IDENTITE_NATIONALE = os.environ.get("IDENTITE_NATIONALE", "anid")
    ANID_URL = os.environ.get("ANID_URL", f"http://127.0.0.1:{SIMULATEUR_PORT}/registre-national")
    ANID_CLE = os.environ.get("ANID_CLE", "cle-du-simulateur")
    SECOND_FACTEUR_EXIGE = os.environ.get("SECOND_FACTEUR_EXIGE", "0") != "0"


class SansEnvironnement(Development):
    """`make run`: nobody said which environment, hence development, on this machine alone."""

    ENVIRONNEMENT_DIT = False


class Test(Development):
    """The test suite: the demonstration's accounts, a database of its own."""

    ENV_NOM = "test"
    TESTING = True
    SECOND_REGARD_SUR_CENT = 0
    FAB_PASSWORD_HASH_METHOD = "scrypt:1024:1:1"  # noqa: S105 - a method
    """Hundreds of times cheaper: the suite signs people in a thousand times."""
    DISQUE_A_SURVEILLER_MO = DISQUE_PLEIN_MO = 0
    """Whatever the disk of who tries it."""


class Production(Commune):
    """The fund's own servers, behind HTTPS."""

    ENV_NOM = "production"
    SESSION_COOKIE_SECURE = True
    HOTES = (urlsplit(Commune.URL_PUBLIQUE).hostname or "", *os.environ.get("HOTES", "").split())

    @classmethod
    def verifier(cls) -> None:
        """Raise ConfigurationRefusee on a weak secret key, a missing quitus key, no second factor."""
        super().verifier()
        if cls.SECRET_KEY == CLE_DE_DEVELOPPEMENT or len(cls.SECRET_KEY) < 32:
            raise ConfigurationRefusee(
                "SECRET_KEY est absente, trop courte ou celle du développement : "
                "définissez une valeur aléatoire d’au moins 32 caractères."
            )
        if not cls.CLE_QUITUS:
            raise ConfigurationRefusee(
                "CLE_QUITUS est absente : donnez la clé privée Ed25519 (PEM) qui signe les quitus."
            )
        if cls.SMS_FOURNISSEUR and not cls.SMS_CLE:
            raise ConfigurationRefusee(
                "SMS_CLE est absente : donnez la clé du fournisseur de SMS, ou retirez SMS_FOURNISSEUR."
            )
        if cls.FEDAPAY_CLE and not cls.FEDAPAY_SECRET:
            raise ConfigurationRefusee(
                "FEDAPAY_SECRET est absent : sans lui, les notifications de FedaPay ne se vérifient pas."
            )
        if cls.IDENTITE_NATIONALE not in ("", "anid"):
            raise ConfigurationRefusee(
                f"IDENTITE_NATIONALE={cls.IDENTITE_NATIONALE} est inconnu : écrivez anid, ou rien."
            )
        if cls.IDENTITE_NATIONALE and not (cls.ANID_URL.startswith("https://") and cls.ANID_CLE):
            raise ConfigurationRefusee(
                "IDENTITE_NATIONALE veut ANID_URL, en https, et ANID_CLE : l’identité des assurés ne part "
                "pas sans eux. Donnez-les, ou retirez IDENTITE_NATIONALE."
            )
        if cls.OIDC_EMETTEUR and urlsplit(cls.OIDC_EMETTEUR).scheme != "https":
            raise ConfigurationRefusee("OIDC_EMETTEUR doit commencer par https:// : corrigez ce réglage.")
        if not cls.SECOND_FACTEUR_EXIGE:
            raise ConfigurationRefusee(
                "SECOND_FACTEUR_EXIGE=0 n’est admis qu’en démonstration : retirez ce réglage."
            )


ENVIRONNEMENTS = {"development": Development, "test": Test, "production": Production}


def choisir(nom: str | None = None) -> type[Commune]:
    """Return the settings class named by `nom` or APP_ENV; development for this machine alone by default.

    Raises ConfigurationRefusee for an unknown name or an unsafe production environment.
    """
    nom = nom or os.environ.get("APP_ENV")
    if not nom:
        SansEnvironnement.verifier()
        return SansEnvironnement
    if nom not in ENVIRONNEMENTS:
        raise ConfigurationRefusee(
            f"APP_ENV={nom} est inconnu : choisissez parmi {', '.join(ENVIRONNEMENTS)}."
        )
    ENVIRONNEMENTS[nom].verifier()
    return ENVIRONNEMENTS[nom]


@lru_cache(maxsize=256)
def de_la_boucle(nom: str) -> bool:
    """Say whether a name or an address is one by which a machine calls itself: localhost, 127.0.0.1, ::1."""
    try:
        adresse = ip_address(nom)
    except ValueError:
        return f".{nom.lower()}".endswith(".localhost")
    ipv4 = adresse.ipv4_mapped if isinstance(adresse, IPv6Address) else None
    return (ipv4 or adresse).is_loopback


def exiger_un_environnement(hote: str) -> None:
    """Keep a server that would listen on `hote` to this machine until somebody said its environment.

    Raises ConfigurationRefusee, with the line to write, for another address or where proxies are announced.
    """
    reglages = choisir()
    if not reglages.ENVIRONNEMENT_DIT and (reglages.PROXYS or not de_la_boucle(hote)):
        raise ConfigurationRefusee(ENVIRONNEMENT_A_DIRE)
