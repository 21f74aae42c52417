"""How does the digest become a message for a mail program: text, the same as a page, and reports beside it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from html import escape

from pages.parts import wording
from pages.parts.digest.content import Digest
from pages.parts.palette import LIGHT
from pages.parts.report.cleaning import clean

NOTHING = "niets nieuws"
INVENTED = "De gegevens zijn verzonnen. Trek er geen conclusies uit."
GUARDED = "Kleine aantallen zijn afgeschermd. Een signaal is een reden om te praten, geen oordeel."
_STYLE = (
    f"body{{font:16px/1.45 'Source Sans 3',Calibri,Arial,sans-serif;color:{LIGHT.ink};max-width:44rem;margin:1rem}}"
    "h1{font-size:1.5rem}h2{font-size:1.1rem;border-top:3px solid;padding-top:.4rem;margin:1.4rem 0 .3rem}"
    f"ul{{padding-left:1.2rem;margin:0}}li{{margin:.25rem 0}}a{{color:{LIGHT.value}}}.zacht{{color:{LIGHT.soft}}}"
)


def message_bytes(
    told: Digest, *, to: Iterable[str] = (), sender: str = "", link: str = "", files: Mapping[str, bytes] | None = None
) -> bytes:
    """An .eml file. Without addresses a mail program opens it as a draft. `files` are pages of HTML by their name."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject(told)
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = make_msgid(domain="cijfertafel.invalid")
    if sender:
        mail["From"] = Address(addr_spec=sender)
    if receivers := tuple(Address(addr_spec=each) for each in to):
        mail["To"] = receivers
    else:
        mail["X-Unsent"] = "1"
    mail.set_content(text(told, link))
    mail.add_alternative(page(told, link), subtype="html")
    for name, content in (files or {}).items():
        mail.add_attachment(content.decode(), subtype="html", filename=name)
    return mail.as_bytes()


def subject(told: Digest) -> str:
    """What there is to say, so that nobody need open a message without news."""
    return _line(f"Cijfertafel: {', '.join(told.news) or NOTHING}")


def text(told: Digest, link: str) -> str:
    """The message as plain text."""
    parts = [_opening(told)]
    for section in told.sections:
        parts.append(
            "\n".join([section.title, "-" * len(section.title), *(f"- {_line(each)}" for each in section.lines)])
        )
    parts.append("\n".join(_closing(told, link)))
    return "\n\n".join(parts) + "\n"


def page(told: Digest, link: str) -> str:
    """The message as a page: nothing is loaded, and no word of a file or a person can be markup."""
    blocks = [
        f"<h2>{_safe(section.title)}</h2><ul>{''.join(f'<li>{_safe(each)}</li>' for each in section.lines)}</ul>"
        for section in told.sections
    ]
    shown = f'<p><a href="{_safe(link)}">Open Cijfertafel</a></p>' if link else ""
    closing = "".join(f'<p class="zacht">{_safe(each)}</p>' for each in _closing(told, ""))
    return (
        f'<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>{_safe(subject(told))}</title>'
        f"<style>{_STYLE}</style></head><body><h1>Cijfertafel</h1>"
        f"<p>{_safe(_opening(told))}</p>{''.join(blocks)}{shown}{closing}</body></html>"
    )


def _opening(told: Digest) -> str:
    known = f" Peildatum {wording.day(told.peildatum)}." if told.peildatum else ""
    return f"{wording.day(told.today)}. Dit is er sinds {wording.day(told.since.astimezone().date())}.{known}"


def _closing(told: Digest, link: str) -> list[str]:
    invented = [INVENTED] if told.example else []
    return [*invented, GUARDED, *([f"Open Cijfertafel: {link}"] if link else [])]


def _safe(words: str) -> str:
    return escape(_line(words))


def _line(words: str) -> str:
    """On one line, without signs that a mail program would act on."""
    return " ".join(clean(words).split())
