"""Is everything readable: contrast of every colour, size on the wall, Dutch words in the pictures' own settings?"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from pages.parts import look, print_style, style
from pages.parts.look import DARK, LIGHT, SESSIE, WAND, Palette, Scale

ASSETS = Path(look.__file__).parent / "assets"


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_colours_reach_their_contrast(palette: Palette) -> None:
    text = [palette.ink, palette.soft, palette.value, palette.agreed, palette.signal, palette.comparison_text]
    assert all(contrast(colour, palette.background) >= 4.5 for colour in [*text, *palette.ses.values()])
    lines = [palette.value_other, palette.comparison, palette.axis, *palette.categorical]
    assert all(contrast(colour, palette.background) >= 3.0 for colour in lines)
    assert all(contrast(palette.text_on(step), colour) >= 5.0 for step, colour in enumerate(palette.sequential))
    assert contrast(palette.hidden_text, palette.hidden) >= 4.5


@pytest.mark.parametrize("size", [WAND, SESSIE], ids=lambda size: size.name)
def test_for_a_room_no_text_is_smaller_than_20_pixels_and_no_line_thinner_than_3(size: Scale) -> None:
    assert min(size.small, size.axis, size.label_size) >= 20
    assert min(size.line, size.thin_line, size.reference) >= 3


def test_plotly_has_dutch_words_and_no_mode_bar_on_the_wall() -> None:
    settings = look.config(WAND)
    assert settings["displayModeBar"] is False and settings["displaylogo"] is False
    assert settings["locales"]["nl"]["format"]["months"][2] == "maart"


def contrast(one: str, other: str) -> float:
    """The WCAG ratio of two colours."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["logo-light.svg", "logo-dark.svg", "icon.svg"])
def test_pictures_of_our_own_hold_outlines_and_point_nowhere(name: str) -> None:
    root = ElementTree.parse(ASSETS / name).getroot()
    tags = {element.tag.rsplit("}", 1)[-1] for element in root.iter()}
    assert tags <= {"svg", "title", "rect", "path"}
    assert not any("http" in value for element in root.iter() for value in element.attrib.values())


def test_the_style_has_the_root_size_and_asks_nothing_from_outside() -> None:
    text = style.css(WAND)
    assert "html { font-size: 22px; }" in text
    assert "url(" not in text and "@import" not in text
    assert "stHeader" in style.css(SESSIE)


def test_paper_gets_the_light_colour_of_the_same_meaning() -> None:
    dark, light = print_style.css(dark=True), print_style.css(dark=False)
    for was, now in ((DARK.value, LIGHT.value), (DARK.ses["laag"], LIGHT.ses["laag"]), (DARK.ink, LIGHT.ink)):
        for kind in ("fill", "stroke"):
            rule = next(line for line in dark.split("}") if f'[{kind}="{was}" i]' in line)
            assert f'[style*="{kind}:{was}" i]' in rule and f"{kind}: {now} !important" in rule
    assert "rgb(92, 191, 201)" not in light and "url(" not in light and "@page" in light
