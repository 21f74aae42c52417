"""Does the page tell what of a delivery was not read, also where no file of it was?"""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page_with_a_picture_in_the_zip() -> None:
    from data.importing import ImportSummary
    from pages.parts.import_panel import show_summary

    show_summary(ImportSummary(warnings=["Niet gelezen, want van een ander soort (1): foto_1.jpg."]), "Ingelezen")


def test_the_page_names_what_is_left_of_a_zip() -> None:
    page = AppTest.from_function(page_with_a_picture_in_the_zip).run()
    assert not page.exception
    assert [said.value.replace("\\", "") for said in page.markdown][1:] == [
        "Niet gelezen, want van een ander soort (1): foto_1.jpg."
    ]
