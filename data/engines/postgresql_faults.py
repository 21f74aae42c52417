"""What does an error of PostgreSQL mean to whoever keeps the store?"""

from __future__ import annotations

_UNREACHABLE = (
    "De database {place} is niet bereikbaar. Controleer of de databaseserver draait en of het adres in "
    "CIJFERTAFEL_STORE klopt."
)
_REFUSED = (
    "De database {place} laat deze gebruiker niet toe. Controleer de naam en het wachtwoord in CIJFERTAFEL_STORE, of "
    "de regels van de server (pg_hba.conf)."
)
_NO_DATABASE = (
    "De database {place} bestaat niet. Maak hem op de server met: createdb NAAM, of kies een andere met "
    "CIJFERTAFEL_STORE."
)
_READ_ONLY = (
    "De opslag {place} mag niet worden gewijzigd: er is niets opgeslagen. Geef de gebruiker van de database "
    "schrijfrechten, of gebruik een andere gebruiker."
)
_NO_RIGHTS = (
    "De opslag {place} is met deze gebruiker niet te lezen of te wijzigen: er is niets opgeslagen. Geef hem rechten op "
    "de tabellen, of gebruik een andere gebruiker."
)
_BUSY = (
    "De opslag {place} is te lang bezet door een ander programma. Er is niets opgeslagen; probeer het straks opnieuw."
)
_FULL = "De schijf van de databaseserver is vol: er is niets opgeslagen. Maak daar ruimte en probeer opnieuw."
_CROWDED = (
    "De database {place} heeft geen verbinding meer vrij. Sluit andere programma's, of verhoog max_connections op "
    "de server."
)
_DAMAGED = (
    "De opslag {place} is beschadigd. Stop het dashboard en zet de nieuwste kopie terug met pg_restore; "
    "docs/beheer.md zegt hoe."
)

_BY_STATE = {
    "28": _REFUSED,
    "3D": _NO_DATABASE,
    "25006": _READ_ONLY,
    "42501": _NO_RIGHTS,
    "55P03": _BUSY,
    "40": _BUSY,
    "53100": _FULL,
    "53300": _CROWDED,
    "08": _UNREACHABLE,
    "57P": _UNREACHABLE,
    "58": _DAMAGED,
    "XX": _DAMAGED,
}
"""By the beginning of the SQLSTATE that PostgreSQL gives every error; the longest that fits counts."""

_BY_WORDS = {
    "password": _REFUSED,
    "pg_hba": _REFUSED,
    "role ": _REFUSED,
    "permission denied": _REFUSED,
    "database ": _NO_DATABASE,
    "too many": _CROWDED,
    "remaining connection slots": _CROWDED,
}
"""While connecting there is no SQLSTATE yet, only words, in English or in the language of the server."""


def sentence_of(error: Exception) -> str | None:
    """The sentence; None when the error is a fault in this program."""
    state = str(getattr(error, "sqlstate", None) or "")
    if state:
        fitting = [start for start in _BY_STATE if state.startswith(start)]
        return _BY_STATE[max(fitting, key=len)] if fitting else None
    if type(error).__name__ not in ("OperationalError", "ConnectionTimeout"):
        return None
    # The words behind FATAL are the server's; before that stand the address and the name of the user.
    said = str(error).partition("FATAL:")[2].lower()
    return next((text for sign, text in _BY_WORDS.items() if sign in said), _UNREACHABLE)


def busy(error: object) -> bool:
    """Whether trying again may help: a lock, a deadlock, or a change by somebody else in between."""
    return sentence_of(error) == _BUSY if isinstance(error, Exception) else False
