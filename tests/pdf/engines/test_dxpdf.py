"""The embedded engine: fonts of our own, the same bytes everywhere, faults in words."""

import hashlib
import io
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from panel_papers.core.faces import FONTS
from panel_papers.pdf.engines.dxpdf import Dxpdf, font_configuration
from panel_papers.pdf.engines.families import FAMILIES, LAST_RESORT

SOURCE = Path(__file__).parents[3] / "src"
FACES = sorted(FONTS.glob("*.ttf"))
OFL = "SIL Open Font License, Version 1.1"
LICENCES = {
    "Liberation": ("liberation", OFL),
    "Carlito": ("carlito", OFL),
    "Caladea": ("caladea", "Licensed under the Apache License, Version 2.0"),
    "PanelPapersSymbols": ("dejavu", "DejaVu changes are in public domain"),
}
asks_fontconfig = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="dxpdf asks the system's own font service here"
)


def run_python(
    text: str, *arguments: object, folder: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    system = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(text), *map(str, arguments)],
        cwd=folder,
        env={**system, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def font_revisions(pdf: bytes) -> dict[str, float]:
    """Each font of the PDF by name, with the revision that its own file states."""
    found = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing:
                font = TTFont(io.BytesIO(thing.FontFile2.read_bytes()))
                found[str(thing.FontName).split("+")[1]] = font["head"].fontRevision
    return found


OURS = {TTFont(f)["name"].getDebugName(6): TTFont(f)["head"].fontRevision for f in FACES}


def test_shipped_fonts_are_the_files_that_their_readme_names():
    told = re.findall(r"\| (\S+\.ttf) \| `(\w{64})` \|", (FONTS / "README.md").read_text("utf-8"))

    assert FACES
    assert sorted(told) == [(f.name, hashlib.sha256(f.read_bytes()).hexdigest()) for f in FACES]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.stem)
def test_shipped_fonts_hold_every_letter_of_english_and_welsh(face):
    font = TTFont(face)
    latin_1 = {*range(0x20, 0x7F), *range(0xA1, 0x100)} - {0xAD}  # blanks come from other faces
    welsh = {ord(c) for v in "aeiouwyAEIOUWY" for c in composed(v)}
    print_marks = {ord(c) for c in "–—‘’“”•…€™−"}

    assert (latin_1 | welsh | print_marks) - font.getBestCmap().keys() == set()


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.stem)
def test_shipped_fonts_may_be_embedded_and_their_licence_lies_beside(face):
    font = TTFont(face)
    maker = next(maker for maker in LICENCES if face.stem.startswith(maker))
    licence, words = LICENCES[maker]
    beside = (FONTS / f"LICENSE-{licence}.txt").read_text("utf-8")

    assert font["OS/2"].fsType == 0
    assert words in str(font["name"].getDebugName(13))
    assert words in " ".join(beside.split())


def composed(vowel: str) -> str:
    import unicodedata

    # circumflex, acute, grave, diaeresis
    return "".join(unicodedata.normalize("NFC", vowel + m) for m in "\u0302\u0301\u0300\u0308")


def test_every_family_leads_to_a_shipped_face():
    shipped = {TTFont(face)["name"].getDebugName(1) for face in FACES}

    assert {*FAMILIES.values(), LAST_RESORT} == shipped


def test_font_configuration_names_no_fonts_but_ours():
    root = ElementTree.fromstring(font_configuration())

    assert [(e.tag, e.text) for e in root if e.tag != "match"] == [
        ("dir", "/fonts"),
        ("cachedir", "/cache"),
    ]


@asks_fontconfig
@pytest.mark.parametrize(
    ("family", "face"),
    [
        ("Arial", "LiberationSans"),
        ("Times New Roman", "LiberationSerif"),
        ("Courier New", "LiberationMono"),
        ("Calibri", "Carlito"),
        ("Cambria", "Caladea-Regular"),
        ("Gill Sans MT", "LiberationSans"),
        ("No Such Face", "LiberationSans"),
    ],
)
def test_any_family_is_set_in_the_shipped_fonts(word, family, face):
    (pdf,) = Dxpdf().convert([word("a.docx", "Words", font=family)])

    found = font_revisions(pdf)
    assert face in found
    assert found == {name: OURS[name] for name in found}


def test_families_of_equal_width_are_as_wide_in_the_shipped_faces():
    """Widths of “n”, “W” and “1” in Arial, Times New Roman, Courier New, Calibri and Cambria."""
    widths = {
        "LiberationSans-Regular": (1139, 1933, 1139),
        "LiberationSerif-Regular": (1024, 1933, 1024),
        "LiberationMono-Regular": (1229, 1229, 1229),
        "Carlito-Regular": (1076, 1822, 1038),
        "Caladea-Regular": (1143, 1886, 1135),
    }
    told = {}
    for face in widths:
        font = TTFont(FONTS / f"{face}.ttf")
        cmap, per_em = font.getBestCmap(), font["head"].unitsPerEm
        told[face] = tuple(round(font["hmtx"][cmap[ord(c)]][0] * 2048 / per_em) for c in "nW1")

    assert told == widths


@asks_fontconfig
def test_fonts_that_the_process_used_before_make_no_difference(word, tmp_path):
    source = word("a.docx", "Words", font="Times New Roman")
    (tmp_path / "a.docx").write_bytes(source.data)
    # A configuration of somebody else's, in use and left in place: the system's.
    done = run_python(
        """
        import hashlib, os, dxpdf
        from pathlib import Path
        data = Path("a.docx").read_bytes()
        try:
            dxpdf.convert(data)
        except RuntimeError:
            pass  # a machine without fonts
        from panel_papers.pdf.engines import WordDocument
        from panel_papers.pdf.engines.dxpdf import Dxpdf
        (pdf,) = Dxpdf().convert([WordDocument("a.docx", data)])
        print(hashlib.sha256(pdf).hexdigest(), os.environ["FONTCONFIG_FILE"])
        """,
        folder=tmp_path,
        environment={"FONTCONFIG_FILE": "/etc/fonts/fonts.conf", "HOME": str(tmp_path)},
    )

    (pdf,) = Dxpdf().convert([source])
    assert done.stdout.split() == [hashlib.sha256(pdf).hexdigest(), "/etc/fonts/fonts.conf"]


def test_same_bytes_in_every_process_and_folder(word, tmp_path):
    source = word("a.docx", "The same words in every process, y gŵr", font="Calibri")
    seen = set()
    for number, zone in enumerate(("UTC", "Asia/Kolkata")):
        folder = tmp_path / f"folder {number} – ŵ"
        (folder / "temporary").mkdir(parents=True)
        (folder / "a.docx").write_bytes(source.data)
        done = run_python(
            """
            from pathlib import Path
            from panel_papers.pdf.engines import WordDocument
            from panel_papers.pdf.engines.dxpdf import Dxpdf
            data = Path("a.docx").read_bytes()
            Path("a.pdf").write_bytes(Dxpdf().convert([WordDocument("a.docx", data)])[0])
            """,
            folder=folder,
            # Neither HOME nor a language: what a job of the system has.
            environment={
                "TMPDIR": str(folder / "temporary"),
                "TEMP": str(folder / "temporary"),
                "TZ": zone,
                "PYTHONHASHSEED": str(number),
            },
        )
        assert (done.returncode, done.stderr) == (0, "")
        seen.add((folder / "a.pdf").read_bytes())

    assert len(seen) == 1
    assert seen == {Dxpdf().convert([source])[0]}


@asks_fontconfig
@pytest.mark.parametrize("name", ["fonts.conf", "fonts/LiberationSans-Regular.ttf"])
def test_a_file_of_ours_that_somebody_changed_is_written_anew(word, temporary, name):
    source = word("a.docx", "Words")
    (first,) = Dxpdf().convert([source])
    changed = [file for file in temporary.glob("**/*") if file.as_posix().endswith(name)]
    assert changed
    for file in changed:
        file.write_bytes(b"<fontconfig></fontconfig>")

    assert Dxpdf().convert([source]) == [first]
    assert [*temporary.glob("**/*.part")] == []


def test_nothing_is_written_where_the_package_is_installed(word):
    Dxpdf().convert([word("a.docx", "Words")])

    names = {file.name for file in FONTS.iterdir()}
    licences = {f"LICENSE-{name}.txt" for name in ("caladea", "carlito", "dejavu", "liberation")}
    assert names == {*(face.name for face in FACES), *licences, "README.md", "faces.json"}


FAKE = """
    import sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[1])
    from panel_papers.pdf.engines import WordDocument
    from panel_papers.pdf.engines.dxpdf import Dxpdf
    from panel_papers.core.problems import EngineError
    try:
        Dxpdf().convert([WordDocument("a.docx", Path(sys.argv[2]).read_bytes())])
    except EngineError as fault:
        for p in fault.problems:
            print(p.code, p.place, p.found, sep="|")
"""


@pytest.mark.parametrize(
    ("module", "told"),
    [
        (
            "class PanicException(BaseException): pass\n"
            "def convert(data): raise PanicException('index out of bounds')",
            "engine-document-unreadable|a.docx|"
            "The engine {version} could not turn this document into PDF: it stopped in the middle",
        ),
        (
            "def convert(data): raise RuntimeError('Parse error: duplicate field')",
            "engine-document-unreadable|a.docx|"
            "The engine {version} could not turn this document into PDF: a part of it is "
            "not written as Word's format says",
        ),
        (
            "def convert(data): return b'rubbish'",
            "engine-document-unreadable|a.docx|"
            "The engine {version} could not turn this document into PDF: "
            "what it wrote is not a PDF",
        ),
        (
            "raise ImportError('no wheel for this machine')",
            "engine-missing|dxpdf|The program’s own PDF engine, dxpdf, is not installed "
            "(no wheel for this machine)",
        ),
    ],
)
def test_whatever_dxpdf_does_becomes_a_fault_in_words(word, tmp_path, module, told):
    (tmp_path / "fake").mkdir()
    (tmp_path / "fake" / "dxpdf.py").write_text(module, encoding="utf-8")
    (tmp_path / "a.docx").write_bytes(word("a.docx", "Words").data)

    done = run_python(FAKE, tmp_path / "fake", "a.docx", folder=tmp_path, environment={})

    assert (done.stdout.strip(), done.stderr) == (told.format(version=Dxpdf().version()), "")


def test_an_interrupt_of_dxpdf_stays_an_interrupt(word, tmp_path):
    (tmp_path / "dxpdf.py").write_text("def convert(data): raise KeyboardInterrupt", "utf-8")
    (tmp_path / "a.docx").write_bytes(word("a.docx", "Words").data)

    done = run_python(FAKE, tmp_path, "a.docx", folder=tmp_path, environment={})

    assert done.stderr.strip().endswith("KeyboardInterrupt")
    assert done.returncode != 0
