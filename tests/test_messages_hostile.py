"""Is broken or hostile input refused with a sentence, within bounds, and does the rest go on?"""

from __future__ import annotations

import base64
import io
import re
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path

import pytest

from data.messages import containers, xml
from data.store import Store
from tests.deliver import care, deliver, file, sent, told
from tests.test_messages_joining import ONE

GOOD = sent("305", "2026-03-03", ONE)
TEXT = GOOD[1].decode()


def zipped(*members: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def envelope(payload: bytes, root: str = "envelopHeenbericht-ggk_Di01", field: str = "xmlBestand") -> bytes:
    namespace = "http://www.stufstandaarden.nl/koppelvlak/ggk0210"
    return (
        f'<g:{root} xmlns:g="{namespace}"><g:stuurgegevens><g:referentienummer>1</g:referentienummer></g:stuurgegevens>'
        f"<g:parameters><g:bericht><g:{field}>{base64.b64encode(payload).decode()}</g:{field}></g:bericht>"
        f"</g:parameters></g:{root}>"
    ).encode()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BROKEN: dict[str, tuple[bytes, str]] = {
    "entity expansion": (
        f'<!DOCTYPE m [<!ENTITY l0 "ha">{LAUGHS}]>{TEXT.split("?>")[1].replace("jw305", "&l9;", 1)}'.encode(),
        "DOCTYPE",
    ),
    "external entity": (
        TEXT.replace("?>", '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>').replace("0344", "&e;").encode(),
        "DOCTYPE",
    ),
    "external DTD": (TEXT.replace("?>", '?><!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">').encode(), "DOCTYPE"),
    "DOCTYPE in UTF-16": (
        TEXT.replace("UTF-8", "UTF-16").replace("?>", "?><!DOCTYPE x []>").encode("utf-16"), "DOCTYPE",
    ),
    "wrong encoding": (TEXT.replace("Voorbeeld", "Zoë").encode("latin-1"), "codering"),
    "unknown encoding": (TEXT.replace("UTF-8", "klingon").encode(), "codering"),
    "truncated": (GOOD[1][: len(GOOD[1]) // 2], "houdt midden"),
    "truncated in the last tag": (GOOD[1][:-3], "houdt midden"),
    "no xml": (b"Beste gemeente, hierbij de berichten.", "geen goede XML"),
    "empty": (b"", "leeg"),
    "only blanks": (b" \n\t ", "leeg"),
    "null bytes": (b"\x00" * 1000, "Exporteer|aan"),
    "other xml": (b"<html><body>404</body></html>", "geen iJw- of iWmo-bericht"),
    "svg namespace": (b'<Bericht xmlns="http://www.w3.org/2000/svg"/>', "geen iJw- of iWmo-bericht"),
    "release 2.1": (
        b'<Bericht xmlns="http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"><Header/></Bericht>',
        re.escape("release 2.1. Alleen release 3.0 en nieuwer"),
    ),
    "release 4.0": (TEXT.replace("3_2", "4_0").encode(), "release 4.0"),
    "laws mixed up": (TEXT.replace("/ijw/", "/iwmo/").encode(), "geen iJw- of iWmo-bericht"),
    "no header": (TEXT.replace("Header>", "Kop>").encode(), "geen Header"),
    "wrong message code": (TEXT.replace(">438<", ">440<").encode(), "daar hoort 438"),
    "no identification": (TEXT.replace("Identificatie>", "Kenmerk>").encode(), "Identificatie"),
    "identification too long": (TEXT.replace(">30520260303<", ">" + "9" * 13 + "<").encode(), "12 tekens"),
    "municipality of five digits": (TEXT.replace(">0344<", ">00344<").encode(), "gemeentecode"),
    "provider of letters": (TEXT.replace(">99990001<", ">ABCDEFGH<").encode(), "AGB-code"),
    "provider in other digits": (TEXT.replace(">99990001<", ">٩٩٩٩٠٠٠١<").encode(), "AGB-code"),
    "no client": (re.sub("<m:Client>.*</m:Client>", "", TEXT).encode(), "precies één Client"),
    "two clients": (re.sub("(<m:Client>.*</m:Client>)", r"\1\1", TEXT).encode(), "precies één Client"),
    "no products": (re.sub("<m:StartProduct>.*</m:StartProduct>", "", TEXT).encode(), "geen StartProduct"),
    "bsn fails the elfproef": (TEXT.replace("999911004", "999911005").encode(), "elfproef"),
    "bsn of eight digits": (TEXT.replace("999911004", "99991100").encode(), "elfproef"),
    "bsn of zeros": (TEXT.replace("999911004", "000000000").encode(), "elfproef"),
    "bsn in other digits": (TEXT.replace("999911004", "٩٩٩٩١١٠٠٤").encode(), "elfproef"),
    "birth on 30 February": (TEXT.replace("2014-09-01", "2014-02-30").encode(), "geboortedatum"),
    "birth after the message": (TEXT.replace("2014-09-01", "2026-04-01").encode(), "geboortedatum"),
    "sent in 2031": (TEXT.replace("Dagtekening>2026", "Dagtekening>2031").encode(), "buiten|te ver"),
    "sent on 31 February": (TEXT.replace(">2026-03-03", ">2026-02-31").encode(), "geen bestaande"),
    "broken zip": (zipped(GOOD)[:100], "kapot"),
    "empty zip": (zipped(), "leeg"),
    "zip member without a name": (zipped(("QZQZ", b"")).replace(b"QZQZ", b"\x00ZQZ"), "kapot|leeg"),
    "base64 that is none": (envelope(GOOD[1]).replace(b"PD94", b"!!!!"), "base64"),
    "empty envelope": (envelope(b""), "geen bericht"),
    "envelope in an envelope": (envelope(envelope(GOOD[1])), "envelop in een envelop"),
    "envelope with a zip of two": (envelope(zipped(GOOD, ("b.xml", GOOD[1]))), "niet precies één"),
    "envelope with a broken message": (envelope(GOOD[1][:300]), "houdt midden"),
    "very deep": (b"<a>" * 100_000 + b"</a>" * 100_000, "geen goede XML"),
    "very many elements": (b"<a>" + b"<b/>" * 1_100_000 + b"</a>", "te veel onderdelen"),
    "very many attributes": (b"<a " + b" ".join(b'a%d=""' % n for n in range(600_000)) + b"/>", "te veel onderdelen"),
    "very large": (b"<a>" + b" " * (26 * 1024 * 1024) + b"</a>", "25 MB"),
    "one very long text": (b"<a>" + b"x" * 20_000_000 + b"</a>", "geen goede XML|iWmo-bericht"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_bad_file_is_refused_with_a_sentence_and_the_rest_goes_on(store: Store, name: str) -> None:
    content, pattern = BROKEN[name]
    begun = time.perf_counter()
    bad, good = deliver(store, [("slecht.xml", content), GOOD])
    said = bad.refused or bad.rejections["zin"][0]
    assert re.search(pattern, said), said
    assert said.endswith(".")
    assert (bad.stored, good.stored) == (0, 1)
    assert care(store) == [("2026-03-02", None, None)]
    assert time.perf_counter() - begun < 20


BAD_LINES = {
    "impossible start": (ONE.replace("2026-03-02", "2026-02-30"), "Begindatum", "2026-02-30"),
    "start long ago": (ONE.replace("2026-03-02", "1026-03-02"), "Begindatum", "1026-03-02"),
    "start far ahead": (ONE.replace("2026-03-02", "2027-03-04"), "Begindatum", "2027-03-04"),
    "start with a time zone": (ONE.replace("2026-03-02", "2026-03-02Z"), "Begindatum", None),
    "start that is a number of a person": (ONE.replace("2026-03-02", "999911004"), "Begindatum", None),
    "no start": (re.sub("<m:Begindatum>.*</m:Begindatum>", "", ONE), "Begindatum", None),
    "status 2": (ONE.replace("g>1</m:S", "g>2</m:S"), "StatusAanlevering", "2"),
    "status 9": (ONE.replace("g>1</m:S", "g>9</m:S"), "StatusAanlevering", "9"),
    "number of ten digits": (ONE.replace("810001", "8100018100"), "ToewijzingNummer", None),
    "number with a sign": (ONE.replace("810001", "-1"), "ToewijzingNummer", None),
    "category that is a sentence": (ONE.replace(">45<", ">Jan Jansen belt<"), "Product/Categorie", None),
}


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_bad_line_is_rejected_and_the_other_lines_are_stored(store: Store, name: str) -> None:
    line, column, value = BAD_LINES[name]
    good = ONE.replace("810001", "810002")
    outcome = deliver(store, [sent("305", "2026-03-03", line, good)])[0]
    assert (outcome.stored, outcome.rejected, outcome.refused) == (1, 1, None)
    assert told(store, "tabel", "record", "kolom", "waarde", table="afgekeurd") == [("starts", 2, column, value)]
    assert told(store, "toewijzing") == [("jw-0344-810002",)]


def test_messages_that_are_not_used_are_counted_and_are_no_error(store: Store) -> None:
    declaration = GOOD[1].replace(b"jw305", b"jw323")
    outcome = deliver(store, [("b.zip", zipped(GOOD, ("a.xml", declaration), ("c.xml", declaration)))])[0]
    assert (outcome.stored, outcome.rejected) == (1, 0)
    assert outcome.warnings[0] == (
        "Bericht jw323 wordt niet gelezen: Cijfertafel gebruikt 301, 305, 307 en 315 en hun retouren. "
        "U hoeft niets te doen. Aantal berichten: 2."
    )


@pytest.mark.parametrize(
    "content",
    [
        zipped(GOOD), zipped(GOOD, compression=zipfile.ZIP_STORED), envelope(GOOD[1]), envelope(zipped(GOOD)),
        envelope(GOOD[1], "envelopRetourbericht-ggk_Du01"), zipped(("e.xml", envelope(GOOD[1]))),
        envelope(GOOD[1], "Envelope", "Data"), TEXT.replace("UTF-8", "UTF-16").encode("utf-16"),
        b"\xef\xbb\xbf" + GOOD[1], TEXT.replace("<m:Begin", "<!-- x --><?pi y?><m:Begin").encode(),
        TEXT.replace("2026-03-02<", " 2026-03-02\n<").encode(),
    ],
)  # fmt: skip
def test_every_way_to_pack_a_message_is_read(store: Store, content: bytes) -> None:
    deliver(store, [("x", content)])
    assert care(store) == [("2026-03-02", None, None)]


def test_members_of_a_zip_that_cannot_be_read_are_rejected_one_by_one(store: Store) -> None:
    bad = zipped(GOOD, ("binnen.zip", zipped(GOOD)), ("leeg.xml", b""), ("groot.xml", b" " * (26 * 1024 * 1024)))
    outcome = deliver(store, [("b.zip", bad)])[0]
    assert (outcome.stored, outcome.rejected) == (1, 3)
    assert told(store, "bestand", "reden", table="afgekeurd") == [
        ("binnen.zip", "zip in zip"),
        ("groot.xml", "te groot"),
        ("leeg.xml", "leeg bestand"),
    ]


def test_a_zip_that_was_rejected_before_is_tried_anew(store: Store) -> None:
    bad = zipped(("leeg.xml", b""))
    for _ in range(2):
        deliver(store, [("b.zip", bad)])
    assert len(told(store, "reden", table="afgekeurd")) == 1


def test_a_member_with_a_password_or_a_wrong_sum_is_rejected(store: Store) -> None:
    content = bytearray(zipped(GOOD, compression=zipfile.ZIP_STORED))
    content[content.index(b"<m:Header>") + 3] ^= 1
    locked = bytearray(zipped(GOOD))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(sign) + place] |= 1
    outcomes = deliver(store, [("som.zip", bytes(content)), ("slot.zip", bytes(locked))])
    assert [out.rejected for out in outcomes] == [1, 1]
    assert told(store, "reden", table="afgekeurd") == [("kapotte zip",), ("wachtwoord",)]


def test_a_zip_that_unpacks_to_too_much_stops_halfway(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_UNPACKED", 5_000)
    members = [(f"{n}.xml", GOOD[1].replace(b"30520260303", b"%d" % n)) for n in range(50)]
    outcome = deliver(store, [("b.zip", zipped(*members))])[0]
    assert outcome.rejected == 1
    assert "4 GB" in outcome.rejections["zin"][0]
    assert 1 <= outcome.stored < 10


def test_a_zip_with_too_many_members_is_not_opened(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_MEMBERS", 3)
    outcome = deliver(store, [("b.zip", zipped(*((f"{n}.xml", GOOD[1]) for n in range(4))))])[0]
    assert (outcome.stored, outcome.rejected) == (0, 1)


def test_a_folder_name_or_bsn_in_a_member_name_is_not_kept(store: Store) -> None:
    deliver(store, [("b.zip", zipped(("../../etc/JW305_999911004.xml", b"")))])
    assert told(store, "bestand", table="afgekeurd") == [("JW305_*********.xml",)]


MEMORY = """
    import resource, sys
    from data.messages.containers import documents_in
    from data.messages import read_messages
    from datetime import date
    content = open(sys.argv[1], "rb").read()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read = read_messages([("x.xml", content)], pseudonym=str, area=lambda code: None, today=date(2026, 11, 1))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(used // 1024, len(read.files[0].rejections) + (read.files[0].refused is not None))
"""


def bombs() -> dict[str, bytes]:
    many = b"<a>" + b"<b>x</b>" * (xml.MAX_ELEMENTS - 2) + b"</a>"
    wide = b"<a>" + b'<b c="1"/>' * (xml.MAX_ELEMENTS // 2) + b"</a>"
    return {
        "zeros": zipped(("b.xml", b"\x00" * 300_000_000)),
        "tags": zipped(("b.xml", b"<a>" * 8_000_000)),
        "elements": many,
        "attributes": wide,
        "laughs": BROKEN["entity expansion"][0],
        "thousand bombs": zipped(*((f"{n}.xml", b"<" * 200_000) for n in range(1_000))),
    }


@pytest.mark.parametrize("name", list(bombs()))
def test_a_bomb_takes_bounded_time_and_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(bombs()[name])
    begun = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(MEMORY), str(path)],
        capture_output=True, text=True, check=True, timeout=120, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    megabytes, refused = map(int, ran.stdout.split())
    assert refused >= 1
    assert megabytes < 500
    assert time.perf_counter() - begun < 60


def test_hand_written_files_are_good_beside_all_this(store: Store) -> None:
    assert deliver(store, [file("start_jw305_3_2")])[0].stored == 1
