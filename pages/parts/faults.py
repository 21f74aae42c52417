"""What does somebody read when a page fails? One Dutch sentence: no stack trace, nothing of the error itself.

Streamlit writes an English text of its own there, also for what fails in a callback or a fragment, where no page can
catch it. The place where it does so is taken over. So is its line in the log: the text of an error may repeat what
stands in a row, so only its kind and the places in the code are written down. With error details switched on, as in
the tests, all stays as it is.
"""

from __future__ import annotations

import logging
import traceback
from datetime import datetime

from streamlit import config, error_util
from streamlit.delta_generator_singletons import get_dg_singleton_instance

from data.events import EventError
from data.session.text import SessionError
from data.settings import SettingsError
from data.store import StoreError
from results import QuestionError

UNFORESEEN = (
    "Er ging iets mis dat niet was voorzien. Wat al was opgeslagen, is er nog. Laad deze pagina opnieuw. Gaat het weer "
    "mis, geef dan dit tijdstip door aan de beheerder: {moment:%d-%m-%Y %H:%M:%S}."
)
_OWN = (StoreError, SettingsError, QuestionError, SessionError, EventError)
"""Errors whose text is a sentence for the user."""

_LOG = logging.getLogger("streamlit.cijfertafel")
_shows, _logs = error_util.show_uncaught_app_exception, error_util._log_uncaught_app_exception


class Told(Exception):
    """A sentence for the user; without a name of its own before it."""

    alternate_name = ""


def in_dutch() -> None:
    """From now on, for every session of this process."""
    error_util.show_uncaught_app_exception = _show
    error_util._log_uncaught_app_exception = _log


def sentence(error: BaseException) -> str:
    """What is said about an error."""
    return str(error) if isinstance(error, _OWN) else UNFORESEEN.format(moment=datetime.now())


def _show(ex: BaseException) -> None:
    if _with_details():
        _shows(ex)
    else:
        get_dg_singleton_instance().main_dg.exception(Told(sentence(ex)))


def _log(ex: BaseException) -> None:
    if _with_details():
        _logs(ex)
    else:
        _LOG.error("%s", trail(ex))


def trail(error: BaseException) -> str:
    """Kind of error and places in the code, the last one last, and of what caused it as well; no text of an error."""
    lines = [f"Onvoorziene fout: {type(error).__module__}.{type(error).__qualname__}"]
    lines += [
        f"  {place.filename}:{place.lineno} in {place.name}" for place in traceback.extract_tb(error.__traceback__)
    ]
    cause = error.__cause__ or error.__context__
    return "\n".join(lines if cause is None else [*lines, trail(cause)])


def _with_details() -> bool:
    return bool(config.get_option("client.showErrorDetails") != "none")
