"""How does a session read as one page that can be mailed, opened without a network and printed on A4?

One file, no script, nothing from elsewhere. Every text goes through `words`; pictures are SVG with text as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pages.parts import table, wording
from pages.parts.report.cleaning import clean
from pages.parts.report.content import Content, Part, Promise, Table
from pages.parts.report.html_style import CSS
from pages.parts.report.said import Line, Told
from pages.parts.report.svg import figure_svg

WIDTHS = {"matrix": 920.0, "trechter": 880.0, "kaart": 820.0}
"""For how many pixels the texts of a picture are laid out; other views take the usual width."""
USUAL_WIDTH = 760.0
INVENTED = "De gegevens in dit verslag zijn verzonnen. Trek er geen conclusies uit."
_SAFE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def html_bytes(content: Content) -> bytes:
    """The page."""
    body = [
        _opening(content),
        *(_figure(part, content.example) for part in content.parts),
        _definitions(content),
        _tables(content.parts),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_SAFE}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{words(f"Verslag {content.title}")}</title>'
        f"<style>{CSS}</style></head><body><main>{''.join(body)}</main></body></html>\n"
    ).encode()


def words(text: object) -> str:
    """A text as text between tags or in an attribute."""
    return escape(clean(text))


def _opening(content: Content) -> str:
    """First page: what it is about, what was agreed, what was expected last time, and which figures follow."""
    figures = "".join(f'<li><a href="#{part.name}">{words(part.title)}</a></li>' for part in content.parts)
    return (
        f'<header><p class="soort">Verslag van een duidingssessie</p><h1>{words(content.title)}</h1>'
        f'{_invented(content.example)}<dl class="feiten">{_pairs(content.facts)}</dl></header>'
        f"{_promises('Wat we afspraken', content.promises, 'Er is geen afspraak gemaakt.')}"
        f"{_looked_back(content)}"
        f'<section class="inhoud"><h2>De figuren</h2><ol>{figures}</ol></section>'
    )


def _invented(example: bool) -> str:
    return f'<p class="verzonnen">{words(INVENTED)}</p>' if example else ""


def _promises(title: str, promises: Sequence[Promise], otherwise: str) -> str:
    if not promises:
        return f"<section><h2>{words(title)}</h2><p>{words(otherwise)}</p></section>" if otherwise else ""
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Afspraak", "Wie", "Klaar op", "Stand", "Bij"))
    rows = "".join(
        f"<tr><td>{words(each.text)}{_small(each.principle and f'Principe: {each.principle}')}</td>"
        f"<td>{words(each.owner)}</td><td>{words(wording.day(each.day))}</td><td>{words(each.status)}</td>"
        f"<td>{words(each.origin)}</td></tr>"
        for each in promises
    )
    return (
        f'<section class="afspraken"><h2>{words(title)}</h2><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )


def _looked_back(content: Content) -> str:
    told = content.looked_back
    if told is None:
        return ""
    lines = _lines(told.lines) if told.lines else "<p>De vorige keer is geen verwachting uitgesproken.</p>"
    return (
        f'<section><h2>{words(told.question)}</h2><p class="zacht">{words(told.summary)}</p>{lines}</section>'
        f"{_promises('Afspraken van eerder', content.earlier, '')}"
    )


def _figure(part: Part, example: bool) -> str:
    """One figure with what was said about it; in print on a page of its own."""
    return (
        f'<section class="figuur" id="{part.name}"><div class="kop">'
        f'<p class="soort">Figuur {part.number}{" · verzonnen gegevens" if example else ""}</p>'
        f"<h2>{words(part.title)}</h2>{_soft(part.subtitle + part.left_out)}</div>"
        f'<div class="beeld">{_picture(part)}{_reading(part)}</div>'
        f'<div class="duiding">{_question(part)}{"".join(map(_told, part.told)) or _nothing_said(part)}</div>'
        f"{_about(part)}</section>"
    )


def _picture(part: Part) -> str:
    if part.picture is None:
        return f'<p class="leeg">{words(part.instead)}</p>'
    return figure_svg(
        part.picture.spec,
        title=part.title,
        description=part.alt,
        name=part.name,
        width=WIDTHS.get(part.view, USUAL_WIDTH),
    )


def _reading(part: Part) -> str:
    note = part.picture.note if part.picture else ""
    reading = f"<p><strong>Lezing.</strong> {words(part.reading)}</p>" if part.reading and part.picture else ""
    return reading + (f'<p class="zacht bron">{words(note)}</p>' if note else "")


def _question(part: Part) -> str:
    return f'<p class="vraag">{words(part.question)}</p>' if part.question else ""


def _nothing_said(part: Part) -> str:
    return "" if part.picture is None and not part.tables else "<p>Bij deze figuur is niets vastgelegd.</p>"


def _told(told: Told) -> str:
    summary = f' <span class="telling">{words(told.summary)}</span>' if told.summary else ""
    return f"<div><h3>{words(told.question)}{summary}</h3>{_lines(told.lines)}</div>"


def _lines(lines: Sequence[Line]) -> str:
    items = "".join(f"<li>{words(line.text)}{_small(_joined(line.party, line.more))}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)


def _small(text: str) -> str:
    return f" <small>{words(text)}</small>" if text else ""


def _soft(text: str) -> str:
    return f'<p class="zacht">{words(text)}</p>' if text else ""


def _about(part: Part) -> str:
    """Selection, breaks and hidden cells of every table behind the figure; the same words are said once."""
    lists = [each.in_short for each in part.tables]
    shared = {pair for pair in lists[0] if all(pair in each for each in lists)} if len(lists) > 1 else set()
    shown = [f"<dl>{_pairs(lists[0])}</dl>"] if lists else []
    shown += [f"<dl>{_pairs([pair for pair in each if pair not in shared])}</dl>" for each in lists[1:]]
    return f'<div class="verantwoording"><h3>Over deze cijfers</h3>{"".join(shown)}</div>' if shown else ""


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    return "".join(f"<div><dt>{words(name)}</dt><dd>{words(text)}</dd></div>" for name, text in pairs)


def _definitions(content: Content) -> str:
    """What every figure counts, once per indicator."""
    if not content.definitions:
        return ""
    shown = "".join(f"<h3>{words(each.name)}</h3><dl>{_pairs(each.lines)}</dl>" for each in content.definitions)
    return f'<section class="definities"><h2>De definities</h2>{shown}</section>'


def _tables(parts: Sequence[Part]) -> str:
    """Every number of the report, in tables, at the end."""
    with_tables = [part for part in parts if part.tables]
    if not with_tables:
        return ""
    shown = "".join(
        f"<section><h3>Figuur {part.number}. {words(part.title)}</h3>"
        + "".join(table.html(each.result, _caption(each)) for each in part.tables)
        + "".join(f'<p class="zacht">{words(remark)}</p>' for remark in part.remarks)
        + "</section>"
        for part in with_tables
    )
    return f'<section class="tabellen"><h2>De tabellen</h2>{shown}</section>'


def _caption(each: Table) -> str:
    return clean(f"{each.result.indicator.name} · {each.selection}")
