"""How is one element of an SVG written, so that a text can never become markup?"""

from __future__ import annotations

from html import escape


def amount(number: float) -> str:
    """A length or place in pixels, on a tenth."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(name: str, content: str = "", **attributes: str | float | None) -> str:
    """An element; `content` is markup that was made here. A None attribute is left out, `_` in its name is `-`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else amount(value)
