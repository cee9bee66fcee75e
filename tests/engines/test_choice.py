"""Which engine is taken, what stands in for it, and what is said about it."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from panel_papers.engines import (
    Choice,
    Converted,
    WordDocument,
    choose_engine,
    convert_with_fallback,
)
from panel_papers.engines import libreoffice as libreoffice_module
from panel_papers.errors import EngineError, Place, Problem

SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture
def no_libreoffice(monkeypatch):
    monkeypatch.setattr(libreoffice_module, "USUAL_PLACES", ())
    monkeypatch.setenv("PATH", "")


@dataclass
class Reads:
    """An engine that reads only documents whose data starts with one of `starts`."""

    name: str
    starts: tuple[bytes, ...]
    starts_made: int = 0

    def version(self) -> str:
        return f"{self.name} 1.0"

    def convert(self, documents: Sequence[WordDocument]) -> list[bytes]:
        self.starts_made += 1
        bad = [d for d in documents if not d.data.startswith(self.starts)]
        if bad:
            raise EngineError(
                [Problem("engine-document-unreadable", Place(d.name), self.name, "") for d in bad]
            )
        return [f"{self.name}:".encode() + d.data for d in documents]


def taken(choice: Choice) -> tuple[str, str, str | None]:
    return choice.engine.name, choice.reason, choice.fallback and choice.fallback.name


def test_auto_takes_libreoffice_where_it_is(program):
    assert taken(choose_engine("auto", soffice=program("pass"))) == (
        "libreoffice",
        "LibreOffice was found on this machine",
        None,
    )


def test_auto_takes_the_embedded_engine_where_libreoffice_is_not(no_libreoffice):
    assert taken(choose_engine("auto")) == (
        "embedded",
        "LibreOffice was not found on this machine",
        None,
    )


def test_embedded_has_libreoffice_to_fall_back_on_where_it_is(program):
    choice = choose_engine("embedded", soffice=program("pass"))

    assert taken(choice) == ("embedded", "it was asked for", "libreoffice")


def test_embedded_alone_needs_nothing_more(no_libreoffice):
    assert taken(choose_engine("embedded")) == ("embedded", "it was asked for", None)


def test_libreoffice_asked_for_has_no_fallback(program):
    choice = choose_engine("libreoffice", soffice=program("pass"))

    assert taken(choice) == ("libreoffice", "it was asked for", None)


def test_libreoffice_asked_for_and_missing_says_how_to_install_it(no_libreoffice):
    with pytest.raises(EngineError) as fault:
        choose_engine("libreoffice")

    (problem,) = fault.value.problems
    assert (problem.code, problem.found) == (
        "engine-missing",
        "LibreOffice was not found on this machine",
    )
    for words in ("Windows", "macOS", "Debian or Ubuntu", "apt-get install", "--engine embedded"):
        assert words in (problem.hint or "")


@pytest.mark.parametrize("name", ["auto", "embedded", "libreoffice"])
def test_a_soffice_that_was_named_and_is_not_there_is_a_fault(problems, tmp_path, name):
    nowhere = tmp_path / "soffice"

    assert problems(lambda: choose_engine(name, soffice=nowhere)) == [
        ("engine-missing", "LibreOffice", f"there is no program {nowhere}")
    ]


def test_unknown_engine_is_told_with_the_known_ones(problems):
    with pytest.raises(EngineError) as fault:
        choose_engine("libre-office")

    (problem,) = fault.value.problems
    assert (problem.found, problem.wanted, problem.hint) == (
        "there is no engine “libre-office”",
        "“auto” or “embedded” or “libreoffice”",
        "did you mean “libreoffice”?",
    )


def test_a_program_in_the_current_folder_is_not_taken_for_libreoffice(
    no_libreoffice, program, monkeypatch
):
    monkeypatch.chdir(program("pass").parent)
    monkeypatch.setenv("PATH", ".")

    assert libreoffice_module.find_soffice() is None


DOCUMENTS = [WordDocument(f"{d}.docx", d.encode()) for d in ("easy-1", "hard-2", "easy-3")]


def test_no_fallback_is_started_where_none_is_needed():
    first, second = Reads("first", (b"",)), Reads("second", (b"",))

    results = convert_with_fallback(Choice(first, "", second), DOCUMENTS)

    assert results == [Converted(b"first:" + d.data, "first 1.0") for d in DOCUMENTS]
    assert (first.starts_made, second.starts_made) == (1, 0)


def test_only_what_the_engine_cannot_read_goes_to_the_fallback():
    choice = Choice(Reads("first", (b"easy",)), "", Reads("second", (b"",)))

    assert convert_with_fallback(choice, DOCUMENTS) == [
        Converted(b"first:easy-1", "first 1.0"),
        Converted(b"second:hard-2", "second 1.0", "first"),
        Converted(b"first:easy-3", "first 1.0"),
    ]


@pytest.mark.parametrize(
    ("fallback", "said"),
    [
        (None, [("hard-2.docx", "first")]),
        (Reads("second", (b"easy",)), [("hard-2.docx", "first"), ("hard-2.docx", "second")]),
    ],
)
def test_what_no_engine_reads_is_named_with_what_each_said(problems, fallback, said):
    choice = Choice(Reads("first", (b"easy",)), "", fallback)

    told = problems(lambda: convert_with_fallback(choice, DOCUMENTS))

    assert [(place, found) for _, place, found in told] == said


@pytest.mark.libreoffice
def test_libreoffice_reads_what_dxpdf_refuses(word):
    # A bookmark before the paragraph's properties: not valid, but Word forgives it.
    source, data = zipfile.ZipFile(io.BytesIO(word("a.docx", "Words").data)), io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                mark = b'<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>'
                assert b"<w:p><w:pPr>" in text
                text = text.replace(b"<w:p><w:pPr>", b"<w:p>" + mark + b"<w:pPr>", 1)
            archive.writestr(name, text)
    good, odd = word("good.docx", "Words"), WordDocument("odd.docx", data.getvalue())

    one, two = convert_with_fallback(choose_engine("embedded"), [good, odd])

    assert (one.engine.split()[0], one.reason) == ("dxpdf", None)
    assert two.engine.split()[0] == "LibreOffice"
    assert two.reason is not None
    assert "duplicate field" in two.reason


def test_the_choice_is_made_without_loading_what_converts(program):
    text = (
        "import sys\n"
        "from pathlib import Path\n"
        "from panel_papers.engines import choose_engine\n"
        "for name in ('auto', 'embedded', 'libreoffice'):\n"
        "    choose_engine(name, soffice=Path(sys.argv[1]))\n"
        "print([n for n in ('dxpdf', 'pikepdf', 'docx', 'pypdf') if n in sys.modules])\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", text, str(program("pass"))],
        env={"PYTHONPATH": str(SOURCE), "SYSTEMROOT": r"C:\Windows"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert done.stdout.strip() == "[]"
