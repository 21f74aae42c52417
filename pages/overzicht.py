"""Hoe staat het stelsel ervoor? The four system indicators, and what stands out."""

from pages.parts.guide import signpost
from pages.parts.layout import row
from pages.parts.page import open_page, whole_page
from pages.parts.standing_out import strip


@whole_page
def overzicht() -> None:
    page = open_page("Hoe staat het stelsel ervoor?", uses=("gebied", "organisatie"))
    if page:
        signpost(page)
        chosen, periods = page.selection, page.selection.series(11)
        top, bottom = row(1, 1), row(1, 1)
        with top[0]:
            page.quadrant(chosen.query("bereik", periods=periods), "bereik", "Bereik")
        with top[1]:
            kennismaking = chosen.query("kennismaking_binnen_vijf_werkdagen", periods=periods)
            page.quadrant(kennismaking, "kennismaking", "Beschikbaarheid")
        with bottom[0]:
            page.quadrant(chosen.query("ervaring", periods=periods), "ervaring", "Ervaringen")
        with bottom[1]:
            page.quadrant(chosen.query("macrovierkant", periods=periods), "macrovierkant", "Budget")
        strip(page)


overzicht()
