"""A paper as a parcel: all that its build needs as bytes, for a computer without our files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Lock

from msgspec import Struct
from msgspec.structs import replace

from panel_papers import __version__
from panel_papers.core import LIBRARIES, EngineError, InputsError, Place, Problem, Settings
from panel_papers.inputs import paper_folder
from panel_papers.pdf import work_folder
from panel_papers.run.jobs.worker import build
from panel_papers.run.result import Outcome

_INPUTS, _TEMPLATES, _BODIES, _FONTS = "inputs", "templates", "bodies", "fonts"
_ONE_AT_A_TIME = Lock()
"""A worker may have several threads; nothing is won by two builds in one process."""


class Parcel(Struct, frozen=True):
    """A paper to be built elsewhere.

    `files` are the paper's folder, the templates', the bodies' and the fonts', by names with `/`
    beneath `inputs/<name>`, `templates`, `bodies` and `fonts`. `settings` are the
    sender's, whose folders are those that its user knows. `versions` are the sender's.
    """

    name: str
    files: Mapping[str, bytes]
    settings: Settings
    versions: Mapping[str, str]


class Answer(Struct, frozen=True):
    """What came of a parcel: the files of the build, by their names in its outputs folder."""

    outcome: Outcome
    said: tuple[str, ...] = ()
    files: Mapping[str, bytes] | None = None


def versions_here() -> dict[str, str]:
    """Return the versions of all that shapes a build on this computer."""
    return {"panel-papers": __version__} | {name: _version(name) for name in LIBRARIES}


def pack_parcel(name: str, settings: Settings) -> Parcel:
    """Return the parcel of a paper; links to files are followed, those to folders are not.

    Raises InputsError where there is no such paper, or where its files cannot be read.
    """
    folder = paper_folder(settings.inputs, name)
    roots = {f"{_INPUTS}/{folder.name}": folder, _TEMPLATES: settings.templates}
    if not settings.bodies.is_relative_to(settings.templates):
        roots[_BODIES] = settings.bodies
        roots[_FONTS] = settings.fonts
    files: dict[str, bytes] = {}
    faults: list[Problem] = []
    for root, place in roots.items():
        for path in _files(place):
            try:
                files[f"{root}/{path.relative_to(place).as_posix()}"] = path.read_bytes()
            except OSError as fault:
                faults.append(_unread(path, fault))
    if faults:
        raise InputsError(faults)
    return Parcel(folder.name, files, settings, versions_here())


def run_parcel(parcel: Parcel) -> Answer:
    """Build a parcel in a private folder of this computer, and return what came of it.

    Places are given as the sender's user knows them. Where this computer has other versions than
    the sender, that is the outcome. Raises ValueError for a parcel with a name that leads
    elsewhere.
    """
    try:
        check_versions(parcel.versions, versions_here(), "a worker")
    except EngineError as fault:  # an outcome, as our problems do not pickle
        return Answer(Outcome(parcel.name, fault.exit_code, fault.problems))
    with _ONE_AT_A_TIME, work_folder() as work:
        unpack(parcel.files, work)
        soffice = os.environ.get("PANEL_PAPERS_SOFFICE")
        settings = replace(
            parcel.settings,
            inputs=work / _INPUTS,
            templates=work / _TEMPLATES,
            outputs=work / "outputs",
            soffice=Path(soffice) if soffice else None,
            cache=None,
        )
        outcome, said = build(parcel.name, settings)
        built = settings.outputs / parcel.name
        files = {path.relative_to(built).as_posix(): path.read_bytes() for path in _files(built)}
        home = _Home(work, parcel.settings)
        return Answer(home.outcome(outcome), tuple(map(home.words, said)), files or None)


def unpack(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files of a parcel beneath a folder; raises ValueError for a name not beneath it.

    Nothing is written before all names are known to be harmless, on Windows too.
    """
    for name in files:
        parts = name.split("/")
        if not all(part.strip(". ") for part in parts) or set(name) & {"\\", ":", "\0"}:
            raise ValueError(f"a parcel with a name that may lead elsewhere: {name!r}")
    for name, data in files.items():
        path = folder.joinpath(*name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:  # never into a file that is there, whatever it is
            file.write(data)


def check_versions(wanted: Mapping[str, str], found: Mapping[str, str], who: str) -> None:
    """Raise EngineError where the versions of a computer are not the sender's."""
    differ = [
        f"{name} {found.get(name, 'missing')} instead of {version}"
        for name, version in wanted.items()
        if found.get(name) != version
    ]
    if differ:
        raise EngineError([other_version(who, ", ".join(differ))])


def other_version(who: str, found: str) -> Problem:
    """Return the problem with a computer that has other versions, or lacks what it needs."""
    return Problem(
        code="worker-version",
        place=Place("--scheduler"),
        found=f"{who[:1].upper()}{who[1:]} has {found}",
        wanted="the same versions on all computers, so that all build the same papers",
        hint="start scheduler and workers from the image that deploy/README.md describes",
    )


class _Home:
    """Puts the sender's names in the place of those of this computer's folders."""

    def __init__(self, work: Path, settings: Settings) -> None:
        known = {
            work / _INPUTS: settings.inputs,
            work / _TEMPLATES: settings.templates,
            work / _BODIES: settings.bodies,
            work / _FONTS: settings.fonts,
            work / "outputs": settings.outputs,
        }
        self._names = {here.as_posix(): there.as_posix() for here, there in known.items()}
        self._names |= {str(here): str(there) for here, there in known.items()}

    def words(self, text: str) -> str:
        for here, there in self._names.items():
            text = text.replace(here, there)
        return text

    def outcome(self, outcome: Outcome) -> Outcome:
        problems = tuple(map(self._problem, outcome.problems))
        return replace(outcome, problems=problems, summary=self.words(outcome.summary))

    def _problem(self, problem: Problem) -> Problem:
        place = problem.place
        return replace(
            problem,
            place=replace(
                place,
                file=self.words(place.file),
                where=place.where and self.words(place.where),
            ),
            found=self.words(problem.found),
            wanted=self.words(problem.wanted),
            hint=problem.hint and self.words(problem.hint),
        )


def _files(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders.sort()
        # an editor's lock may be a link to nowhere, and a pipe would be waited for without end
        yield from (path for name in sorted(names) if (path := Path(here) / name).is_file())


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _unread(path: Path, fault: OSError) -> Problem:
    found = f"The file cannot be read: {fault.strerror or fault}"
    return Problem(
        "unread-file",
        Place(path.as_posix()),
        found,
        "",
        "close it in other programs, and run the command again; if that does not help, "
        "ask IT whether you may open this file",
    )
