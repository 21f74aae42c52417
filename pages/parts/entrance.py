"""How does somebody get in and out, and what does a page say to who may not see it?"""

from __future__ import annotations

import streamlit as st

from data.log import Deed
from metrics.viewer import Right, Role, Viewer
from pages.parts import logbook, rules, style, who
from pages.parts.look import scale
from pages.parts.markdown import plain

INTERN = "intern"
NEEDS = {
    "overzicht": Right.FIGURES,
    "bereik": Right.FIGURES,
    "wachttijden": Right.FIGURES,
    "doorstroom": Right.FIGURES,
    "ervaringen": Right.FIGURES,
    "budget": Right.FIGURES,
    "verdieping": Right.FIGURES,
    "sessie": Right.SESSIONS,
    "gegevens": Right.ADMIN,
    "definities": Right.DEFINITIONS,
    "handleiding": Right.DEFINITIONS,
}
"""What a page needs; one that is not named is for nobody."""
WITH_LINK = frozenset({"deelnemen"})
"""Pages that everybody may open, because they show nothing without the key in their link."""
CSS = """<style>
.st-key-wie { position: fixed; top: 0; right: 1rem; width: auto; height: 2.9rem; justify-content: center;
  z-index: 999991; }
.st-key-wie p { font-size: .875rem; margin: 0; }
@media print { .st-key-wie { display: none; } }
</style>"""
WITHOUT_LOGIN = (
    "Op dit dashboard is geen aanmelding ingesteld. Wie niet op de computer zelf werkt, ziet alleen een sessie "
    "waarvoor die een link kreeg. De beheerder kan aanmelden instellen: zie docs/toegang.md."
)


def allowed(page: str, viewer: Viewer) -> bool:
    """Whether a viewer may open a page."""
    return page in WITH_LINK or (page in NEEDS and viewer.may(NEEDS[page]))


def refuse(page: str, viewer: Viewer) -> None:
    """The page instead of the page: why it stays closed, and the way in."""
    st.html(style.css(scale(None)) + rules.CSS)
    if viewer.who:
        logbook.note(Deed.REFUSED, page, once=True)
    if who.readable_access() is None:
        st.title("Dit dashboard is dicht", anchor=False)
        st.markdown(who.UNREADABLE)
        return
    if who.login_configured() and not who.signed_in():
        st.title("Meld u aan", anchor=False)
        st.markdown("Deze cijfers zijn voor mensen die met uw gemeente samenwerken. Meld u aan met uw werkaccount.")
        st.button("Aanmelden", type="primary", key="aanmelden", on_click=st.login)
        return
    st.title("Deze pagina is niet voor u", anchor=False)
    if viewer.roles - {Role.DEELNEMER}:
        st.markdown(f"U mag hier niet {NEEDS[page]}. Kies hierboven een andere pagina, of vraag de beheerder.")
    elif who.login_configured():
        st.markdown(plain(who.problem() or "Uw account heeft hier geen rol.") + " Vraag de beheerder om toegang.")
    else:
        st.markdown(WITHOUT_LOGIN)


def who_looks(viewer: Viewer) -> None:
    """In the corner: as whom somebody signed in, with the way out; or that real data stand open."""
    if viewer.invented or not (who.signed_in() or viewer.roles):
        return
    st.html(CSS)
    with st.container(key="wie"):
        if not who.signed_in():
            st.markdown(f":orange-badge[Zonder aanmelding: {plain(viewer.who)}]")
            return
        logbook.note(Deed.SIGNED_IN, "", once=True)
        with st.popover(viewer.role.capitalize(), icon=":material/person:", type="tertiary", key="wie-ben-ik"):
            st.markdown(f"Aangemeld als {plain(viewer.who)}")
            if viewer.intern:
                st.toggle(
                    "Toon kleine aantallen van eigen rijen", key=INTERN, persist_state="session",
                    help="Alleen voor uzelf: dan staat overal ‘intern, niet delen’. Bestanden blijven afgeschermd.",
                )  # fmt: skip
            st.button("Afmelden", key="afmelden", on_click=_sign_out)


def _sign_out() -> None:
    logbook.note(Deed.SIGNED_OUT, "")
    st.logout()
