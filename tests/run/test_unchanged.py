"""An unchanged paper is answered at once, in the same words; whatever changes it builds it."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from panel_papers.checks.body_rules.lateness import late_problems
from panel_papers.core.cache import Cache, key_of
from panel_papers.core.model import Lateness
from panel_papers.core.problems import ExitCode, Place
from panel_papers.core.settings import Settings
from panel_papers.core.values import Missing
from panel_papers.inputs import read_paper
from panel_papers.law import deadline_of
from panel_papers.output.manifest_content import facts_of
from panel_papers.pdf.engines import Choice
from panel_papers.run import unchanged
from panel_papers.run.result import Outcome
from panel_papers.run.run import run_paper
from panel_papers.run.unchanged import former_outcome, key_of_run, remember

ROOT = Path(__file__).parents[2]
NAME = "first-term-scorecard"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Outcome]:
    """A paper that was built once, and what came of it."""
    folder = tmp_path_factory.mktemp("desk")
    for part in ("inputs", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    settings = Settings(
        inputs=folder / "inputs",
        templates=folder / "templates",
        outputs=folder / "outputs",
        engine="embedded",
        today=date(2024, 3, 1),
        cache=folder / "cache",
    )
    return settings, run_paper(NAME, settings)


@pytest.fixture
def desk(built: tuple[Settings, Outcome], tmp_path: Path) -> tuple[Settings, Outcome]:
    """The same, to be changed: its paths are those of a copy, and nothing of it is known yet."""
    settings, _ = built
    folder = tmp_path / "desk"
    shutil.copytree(settings.inputs.parent, folder, ignore=shutil.ignore_patterns("outputs"))
    places = {part: folder / part for part in ("inputs", "templates", "outputs", "cache")}
    settings = replace(settings, **places)
    return settings, run_paper(NAME, settings)


def was_built(settings: Settings) -> bool:
    said: list[str] = []
    run_paper(NAME, settings, said.append)
    return not any("nothing has changed" in words for words in said)


def test_unchanged_paper_is_answered_in_the_same_words(built: tuple[Settings, Outcome]):
    settings, first = built
    assert first.exit_code is ExitCode.BUILT and first.problems
    files = {path: path.stat().st_mtime_ns for path in settings.outputs.rglob("*")}

    assert run_paper(NAME, settings) == first
    assert not was_built(settings)
    assert {path: path.stat().st_mtime_ns for path in settings.outputs.rglob("*")} == files


def test_unchanged_paper_loads_nothing_heavy(built: tuple[Settings, Outcome]):
    settings, _ = built
    code = f"""
import sys
from datetime import date
from pathlib import Path
from panel_papers.run.run import run_paper
from panel_papers.core.settings import Settings
said = []
settings = Settings(**dict(inputs=Path(sys.argv[1]), templates=Path(sys.argv[2]),
    outputs=Path(sys.argv[3]), engine="embedded", today=date(2024, 3, 1), cache=Path(sys.argv[4])))
run_paper({NAME!r}, settings, said.append)
assert "nothing has changed" in said[0], said
heavy = {{"docx", "docxtpl", "jinja2", "pandas", "pikepdf", "pypdf", "pypdfium2", "harper"}}
print(sorted(heavy & set(sys.modules)))
"""
    places = (settings.inputs, settings.templates, settings.outputs, settings.cache)
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, places)],
        env={"PYTHONPATH": str(ROOT / "src"), "SYSTEMROOT": r"C:\Windows"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize(
    "path",
    [
        f"inputs/{NAME}/paper.yaml",
        f"inputs/{NAME}/appendices/scorecard.yaml",
        "templates/word/house.docx",
        "templates/words.txt",
    ],
)
def test_changed_input_or_template_is_built(desk: tuple[Settings, Outcome], path: str):
    settings, _ = desk
    file = settings.inputs.parent / path
    data = file.read_bytes()
    file.write_bytes(data + (b"" if path.endswith(".docx") else b"\n# changed\n"))
    if path.endswith(".docx"):
        other = settings.templates / "word" / "divider.docx"
        file.write_bytes(other.read_bytes())

    assert was_built(settings)


def test_new_file_and_file_that_went_are_noticed(desk: tuple[Settings, Outcome]):
    settings, _ = desk
    stray = settings.inputs / NAME / "notes.md"
    stray.write_text("A note.\n", encoding="utf-8")
    assert was_built(settings)
    stray.unlink()
    assert not was_built(settings)  # no output names the stray: they are as they were before it


def test_recording_in_the_folder_is_not_read_and_its_change_is_noticed(tmp_path: Path):
    settings = empty_desk(tmp_path)
    film = settings.inputs / NAME / "meeting.mp4"
    with film.open("wb") as file:
        file.truncate(20 * 1024**3)  # a hole: it takes no room on the disk, but all memory if read
    first = key_of_run(NAME, settings)
    assert first == key_of_run(NAME, settings)

    with film.open("r+b") as file:
        file.write(b"changed")
    assert first != key_of_run(NAME, settings)


@pytest.mark.parametrize("part", ["bodies", "fonts"])
@pytest.mark.parametrize("where", ["in the templates", "beside their folder"])
def test_changed_profile_or_font_is_noticed_wherever_it_is(tmp_path: Path, part: str, where: str):
    settings = empty_desk(tmp_path)
    (settings.templates / "word").mkdir(parents=True, exist_ok=True)
    file = settings.templates / part / "a.ttf"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"one")
    if where == "beside their folder":
        settings = replace(settings, templates=settings.templates / "word")
    first = key_of_run(NAME, settings)
    assert first is not None
    assert first == key_of_run(NAME, settings)

    file.write_bytes(b"two")
    assert first != key_of_run(NAME, settings)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files on Windows")
def test_pipe_and_device_in_the_folder_are_passed_by(tmp_path: Path):
    settings = empty_desk(tmp_path)
    before = key_of_run(NAME, settings)
    os.mkfifo(settings.inputs / NAME / "pipe.md")  # who reads it waits for ever
    (settings.inputs / NAME / "zeros.md").symlink_to("/dev/zero")  # and this has no end
    key = key_of_run(NAME, settings)
    assert key not in {None, before}


@pytest.mark.skipif(sys.platform == "win32", reason="links ask for rights on Windows")
def test_a_link_is_another_paper_than_a_copy_of_its_file(tmp_path: Path):
    settings = empty_desk(tmp_path)
    note, copy = tmp_path / "note.md", settings.inputs / NAME / "purpose.md"
    for file in (note, copy):
        file.write_text("A note.\n", encoding="utf-8")
    copied = key_of_run(NAME, settings)
    copy.unlink()
    copy.symlink_to(note)
    linked = key_of_run(NAME, settings)
    assert None not in {copied, linked}
    assert copied != linked


@pytest.mark.skipif(sys.platform == "win32", reason="links ask for rights on Windows")
def test_what_is_in_linked_or_in_very_deep_folders_is_never_taken_as_unchanged(tmp_path: Path):
    settings = empty_desk(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    link = settings.inputs / NAME / "data"
    link.symlink_to(other)
    assert key_of_run(NAME, settings) is None
    link.unlink()
    assert key_of_run(NAME, settings) is not None
    (settings.inputs / NAME).joinpath(*["a"] * 60).mkdir(parents=True)
    assert key_of_run(NAME, settings) is None


def test_an_engine_that_cannot_say_what_shapes_it_is_never_taken_as_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    class Unknown:
        name = "unknown"

        def identity(self) -> str | None:
            return None

    settings = empty_desk(tmp_path)
    choice = Choice((Unknown(),), "")  # type: ignore[arg-type]
    monkeypatch.setattr(unchanged, "choose_engine", lambda *_, **__: choice)
    assert key_of_run(NAME, settings) is None


def test_a_restricted_folder_beside_unchanged_files_is_never_taken_as_unchanged(tmp_path: Path):
    settings = empty_desk(tmp_path)
    folder = settings.outputs / NAME
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_bytes(b"{}")
    cache, key = Cache(tmp_path / "cache"), key_of("this run")
    outcome = Outcome(NAME, ExitCode.BUILT, (), manifest={"files": []})
    remember(cache, key, outcome, settings)
    assert former_outcome(cache, key, settings) == outcome
    (folder / "restricted").mkdir()
    assert former_outcome(cache, key, settings) is None


def empty_desk(folder: Path) -> Settings:
    """A desk with an empty paper, and nothing built."""
    (folder / "inputs" / NAME).mkdir(parents=True)
    (folder / "templates").mkdir()
    parts = {part: folder / part for part in ("inputs", "templates", "outputs", "cache")}
    return Settings(**parts, engine="embedded", today=date(2024, 3, 1))


def test_outputs_that_are_gone_are_made_again(desk: tuple[Settings, Outcome]):
    settings, first = desk
    pack = settings.outputs / NAME / f"{NAME}-pack.pdf"
    data = pack.read_bytes()
    pack.unlink()

    assert was_built(settings)
    assert pack.read_bytes() == data
    assert run_paper(NAME, settings) == first


def test_outputs_that_somebody_edited_are_neither_current_nor_overwritten(
    desk: tuple[Settings, Outcome],
):
    settings, _ = desk
    pack = settings.outputs / NAME / f"{NAME}-pack.pdf"
    data = pack.read_bytes() + b" "
    pack.write_bytes(data)

    assert [each.code for each in run_paper(NAME, settings).problems] == ["outputs-edited"]
    assert pack.read_bytes() == data


@pytest.mark.parametrize("changed", [{"draft": True}, {"engine": "auto"}, {"cache": None}])
def test_another_question_gets_an_answer_of_its_own(desk: tuple[Settings, Outcome], changed):
    settings, _ = desk
    assert was_built(replace(settings, **changed))


@pytest.mark.parametrize("withheld", [False, True])
def test_nothing_is_kept_of_a_paper_that_withholds_something(tmp_path: Path, withheld: bool):
    settings = Settings(outputs=tmp_path / "outputs")
    (settings.outputs / NAME).mkdir(parents=True)
    (settings.outputs / NAME / "manifest.json").write_bytes(b"{}")
    manifest = {"files": [], "withheld": [{"appendix": 1}] if withheld else []}
    cache = Cache(tmp_path / "cache")
    outcome = Outcome(NAME, ExitCode.BUILT, (), manifest=manifest)
    remember(cache, key_of("this run"), outcome, settings)
    assert (cache.get(key_of("this run")) is None) is withheld


def test_faults_are_looked_for_each_time(desk: tuple[Settings, Outcome]):
    settings, _ = desk
    (settings.inputs / NAME / "paper.yaml").write_text("title: \n", encoding="utf-8")
    for _ in range(2):
        outcome = run_paper(NAME, settings)
        assert outcome.exit_code is ExitCode.INPUTS
        assert outcome.problems


def test_outcome_comes_back_whole(built: tuple[Settings, Outcome]):
    _, outcome = built
    assert Outcome.from_json(outcome.to_json()) == outcome


def test_paper_is_not_built_again_after_midnight(built: tuple[Settings, Outcome]):
    settings, first = built
    assert first.manifest is not None
    assert (first.manifest["publish_by"], settings.today) == ("2024-03-06", date(2024, 3, 1))
    for day in (date(2024, 3, 2), date(2024, 2, 1), date(2024, 3, 6)):
        assert not was_built(replace(settings, today=day)), day
    (late,) = {
        each.code for each in run_paper(NAME, replace(settings, today=date(2024, 3, 7))).problems
    } - {each.code for each in first.problems}
    assert late == "late-report"
    assert not was_built(replace(settings, today=date(2024, 3, 7)))
    assert was_built(replace(settings, today=date(2024, 3, 8)))
    assert was_built(replace(settings, today=date(2024, 4, 1)))
    assert not was_built(replace(settings, today=date(2026, 1, 1)))


READ = read_paper(ROOT / "inputs" / NAME, bodies=ROOT / "templates" / "bodies").paper


@pytest.mark.parametrize("late", [None, Lateness("A grant lapses.", "The offer came late.")])
@pytest.mark.parametrize("meeting", [date(2024, 3, 14), Missing("date")])
def test_day_counts_where_something_else_is_said_of_the_paper(
    meeting: date | Missing, late: Lateness | None, tmp_path: Path
):
    paper, place = replace(READ, date=meeting, late=late), Place("paper.yaml")
    days = [None, *(date(2024, 3, 1) + timedelta(n) for n in range(18))]
    said = {day: list(late_problems(paper, day, place)) for day in days}
    folder = tmp_path / paper.name
    folder.mkdir()
    (folder / "manifest.json").write_bytes(b"{}")
    manifest = facts_of(paper, deadline_of(paper, folder), draft=False) | {"files": []}
    outcome = Outcome(paper.name, ExitCode.BUILT, (), manifest=manifest)
    cache, key = Cache(tmp_path / "cache"), key_of("a run")
    in_vain = set()
    for built_on in days:
        settings = Settings(outputs=tmp_path, today=built_on)
        remember(cache, key, outcome, settings)
        assert former_outcome(cache, key, settings) == outcome
        for day in days:
            known = former_outcome(cache, key, replace(settings, today=day))
            assert known is None or said[day] == said[built_on], (built_on, day)
            if known is None and said[day] == said[built_on]:
                in_vain |= {day, built_on}
    if isinstance(meeting, Missing):
        assert in_vain == set()
    elif late is None:  # nothing is said before the last day and after the meeting
        assert date(2024, 3, 7) not in in_vain
    else:  # of a late report that says why nothing is said, and still it is built each day
        assert date(2024, 3, 6) not in in_vain


def test_the_day_is_asked_for_nowhere_else():
    asking = {
        path.relative_to(ROOT / "src/panel_papers").as_posix()
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow")
    }
    assert asking == {
        "api.py",  # puts the day into the settings, as cli/run.py does
        "build/prepare.py",
        "cli/meeting.py",  # its status: who owes what, and the days left
        "cli/meeting_issues.py",  # the day on which an issue is published, for its record
        "checks/body_rules/lateness.py",
        "cli/init.py",  # dates a new sample paper; builds nothing
        "cli/run.py",
        "run/unchanged.py",
    }
