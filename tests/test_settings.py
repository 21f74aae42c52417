"""Does a file of settings do what it says, and is a name that means nothing refused?"""

from __future__ import annotations

from pathlib import Path

import pytest

from data.settings import Settings, SettingsError, load_settings


def settings_of(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    own = folder / "eigen.toml"
    own.write_text(text, encoding="utf-8")
    monkeypatch.setenv("CIJFERTAFEL_INSTELLINGEN", str(own))
    return load_settings()


def test_names_that_never_did_anything_do_not_make_a_copied_file_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = "drempel = 12\nmin_gemiddelde = 30\nnorm_wachttijd_dagen = 42\nnorm_start_dagen = 14\n"
    assert settings_of(copied, tmp_path, monkeypatch) == Settings(drempel=12)


def test_another_name_is_refused_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="onbekende namen: drempl"):
        settings_of("drempl = 12\n", tmp_path, monkeypatch)
