"""Which engine is taken, what stands in for it, and what is said about it."""

import subprocess
import sys
from pathlib import Path

import pytest

from panel_papers.core.problems import EngineError, Place, Problem
from panel_papers.pdf import engines
from panel_papers.pdf.engines import (
    ENGINES,
    Choice,
    choose_engine,
    libreoffice as libreoffice_module,
)

SOURCE = Path(__file__).parents[3] / "src"


@pytest.fixture
def no_libreoffice(monkeypatch):
    monkeypatch.setattr(libreoffice_module, "USUAL_PLACES", ())
    monkeypatch.setenv("PATH", "")


def taken(choice: Choice) -> tuple[list[str], str, str | None]:
    engines = [engine.name for engine in choice.engines]
    return engines, choice.reason, choice.fallback and choice.fallback.name


def test_auto_asks_the_embedded_engines_and_then_libreoffice(program):
    choice = choose_engine("auto", soffice=program("pass"))

    assert taken(choice) == (
        ["rdocx", "dxpdf", "libreoffice"],
        "it is the quicker; LibreOffice makes what it cannot print completely with tags",
        None,
    )
    assert choice.name == "embedded"
    assert choice.every == choice.engines


class Absent:
    """An engine that pip did not find for this machine."""

    def __init__(self, name: str) -> None:
        self.name = name

    def version(self) -> str:
        raise EngineError([Problem("engine-missing", Place(self.name), "not there", self.name)])


def without(*names: str) -> dict:
    return {**ENGINES, **{name: lambda *_, name=name: Absent(name) for name in names}}


def test_auto_goes_on_without_an_engine_that_is_not_installed(program, monkeypatch):
    monkeypatch.setattr(engines, "ENGINES", without("rdocx"))

    choice = choose_engine("auto", soffice=program("pass"))

    assert taken(choice)[0] == ["dxpdf", "libreoffice"]


def test_auto_takes_libreoffice_where_no_embedded_engine_is_installed(program, monkeypatch):
    monkeypatch.setattr(engines, "ENGINES", without("rdocx", "dxpdf"))

    assert taken(choose_engine("auto", soffice=program("pass"))) == (
        ["libreoffice"],
        "it was found on this machine, and no other engine was",
        None,
    )


@pytest.mark.parametrize("name", ["auto", "embedded"])
def test_no_engine_at_all_is_an_error(no_libreoffice, monkeypatch, name):
    monkeypatch.setattr(engines, "ENGINES", without("rdocx", "dxpdf"))

    with pytest.raises(EngineError) as error:
        choose_engine(name)

    assert [problem.place.file for problem in error.value.problems] == ["rdocx", "dxpdf"]


def test_auto_asks_the_embedded_engines_alone_where_libreoffice_is_not(no_libreoffice):
    assert taken(choose_engine("auto")) == (
        ["rdocx", "dxpdf"],
        "it came with pip, and LibreOffice was not found on this machine",
        None,
    )


def test_embedded_has_libreoffice_to_fall_back_on_where_it_is(program):
    choice = choose_engine("embedded", soffice=program("pass"))

    assert taken(choice) == (["rdocx", "dxpdf"], "it was asked for", "libreoffice")
    assert [engine.name for engine in choice.every] == ["rdocx", "dxpdf", "libreoffice"]


def test_embedded_alone_needs_nothing_more(no_libreoffice):
    assert taken(choose_engine("embedded")) == (["rdocx", "dxpdf"], "it was asked for", None)


@pytest.mark.parametrize("name", ["rdocx", "dxpdf", "libreoffice"])
def test_an_engine_asked_for_by_its_name_has_no_fallback(program, name):
    choice = choose_engine(name, soffice=program("pass"))

    assert taken(choice) == ([name], "it was asked for", None)
    assert choice.name == ("libreoffice" if name == "libreoffice" else "embedded")


def test_libreoffice_asked_for_and_missing_says_how_to_install_it(no_libreoffice):
    with pytest.raises(EngineError) as fault:
        choose_engine("libreoffice")

    (problem,) = fault.value.problems
    assert (problem.code, problem.found) == (
        "engine-missing",
        "LibreOffice was not found on this computer",
    )
    for words in ("Windows", "macOS", "Debian or Ubuntu", "apt-get install", "--engine embedded"):
        assert words in (problem.hint or "")


@pytest.mark.parametrize("name", ["auto", "embedded", "libreoffice"])
def test_a_soffice_that_was_named_and_is_not_there_is_a_fault(problems, tmp_path, name):
    nowhere = tmp_path / "soffice"

    assert problems(lambda: choose_engine(name, soffice=nowhere)) == [
        ("engine-missing", "LibreOffice", f"There is no program {nowhere}")
    ]


def test_unknown_engine_is_told_with_the_known_ones(problems):
    with pytest.raises(EngineError) as fault:
        choose_engine("libre-office")

    (problem,) = fault.value.problems
    assert (problem.found, problem.wanted, problem.hint) == (
        "There is no engine “libre-office”",
        "“auto” or “embedded” or “rdocx” or “dxpdf” or “libreoffice”",
        "write “libreoffice” if you mean that",
    )


def test_a_program_in_the_current_folder_is_not_taken_for_libreoffice(
    no_libreoffice, program, monkeypatch
):
    monkeypatch.chdir(program("pass").parent)
    monkeypatch.setenv("PATH", ".")

    assert libreoffice_module.find_soffice() is None


def test_the_choice_is_made_without_loading_what_converts(program):
    text = (
        "import sys\n"
        "from pathlib import Path\n"
        "from panel_papers.pdf.engines import choose_engine\n"
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
