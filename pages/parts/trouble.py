"""What does somebody do, step by step, when the store cannot be used?"""

from __future__ import annotations

RESTORE = "python -m data restore"
STEPS = (
    "Zo zet u een kopie terug. Doe dit op de computer waar het dashboard draait:",
    "1. Stop het dashboard: Ctrl+C in het venster waarin het draait, of `systemctl stop cijfertafel`.",
    "2. Zoek de nieuwste kopie: een bestand dat met `python -m data backup` is gemaakt.",
    f"3. Geef in de map van Cijfertafel `{RESTORE} KOPIE`, met op de plaats van KOPIE het pad van dat bestand.",
    "4. Start het dashboard weer: `make run`, of `systemctl start cijfertafel`.",
    "5. Lees op de pagina Gegevens opnieuw in wat na de kopie is geleverd.",
)


def steps(reason: str) -> str:
    """The steps behind a reason that asks for a copy; '' behind another, which says all there is to do."""
    return "\n".join((STEPS[0], "", *STEPS[1:])) if RESTORE in reason else ""
