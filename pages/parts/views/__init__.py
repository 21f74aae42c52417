"""Which kinds of figure are there? The name of a view stands in the address of a figure, so it never changes."""

from __future__ import annotations

from collections.abc import Mapping

from pages.parts.views.base import Picture, View, only
from pages.parts.views.budget import ask_parts, ask_year_end, draw_parts, draw_year_end
from pages.parts.views.compared import (
    ask_funnel,
    ask_norm_funnel,
    ask_streams,
    draw_agreed,
    draw_bars,
    draw_columns,
    draw_funnel,
    draw_land,
    draw_map,
    draw_matrix,
    draw_norm_funnel,
    draw_states,
    draw_streams,
)
from pages.parts.views.completing import draw_completed_streams
from pages.parts.views.landelijk import ask_country, draw_country
from pages.parts.views.morning import (
    ask_came_and_seen,
    draw_attention,
    draw_came_and_seen,
    draw_legs,
    draw_needed,
    draw_queue,
)
from pages.parts.views.over_time import (
    ask_both_readings,
    ask_ses,
    draw_both_readings,
    draw_groups,
    draw_line,
    draw_quadrant,
    draw_ses,
    with_comparison,
)
from pages.parts.views.waited import ask_curve, draw_curve, draw_waited
from pages.parts.views.waiting import ask_start, ask_tracks, draw_spread, draw_start, draw_tracks, draw_waiting
from pages.parts.views.yardstick import ask_yardstick, draw_yardstick

VIEWS: Mapping[str, View] = {
    "lijn": View(with_comparison, draw_line),
    "kwadrant": View(only, draw_quadrant),
    "groepen": View(only, draw_groups),
    "ses": View(ask_ses, draw_ses),
    "lezingen": View(ask_both_readings, draw_both_readings),
    "kaart": View(only, draw_map),
    "landkaart": View(only, draw_land),
    "balken": View(only, draw_bars),
    "kolommen": View(only, draw_columns),
    "trechter": View(ask_funnel, draw_funnel),
    "matrix": View(only, draw_matrix),
    "stromen": View(ask_streams, draw_streams),
    "stromen_aangevuld": View(ask_streams, draw_completed_streams),
    "afspraak": View(only, draw_agreed),
    "vooruit": View(ask_year_end, draw_year_end),
    "ontleding": View(ask_parts, draw_parts),
    "wachtend": View(only, draw_waiting),
    "spreiding": View(only, draw_spread),
    "start": View(ask_start, draw_start),
    "curve": View(ask_curve, draw_curve),
    "met_wachtenden": View(only, draw_waited),
    "meetlat": View(ask_yardstick, draw_yardstick),
    "wie_wacht": View(only, draw_legs),
    "wachtrij": View(only, draw_queue),
    "nodig": View(only, draw_needed),
    "erbij_geholpen": View(ask_came_and_seen, draw_came_and_seen),
    "aandacht": View(ask_funnel, draw_attention),
    "trechter_norm": View(ask_norm_funnel, draw_norm_funnel),
    "sporen": View(ask_tracks, draw_tracks),
    "stand": View(only, draw_states),
    "landelijk": View(ask_country, draw_country),
}

__all__ = ["VIEWS", "Picture", "View"]
