"""The whole comparison of two versions of the templates, in order."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import Place, Problem, Settings, TemplatesError
from panel_papers.pdf import sound_fonts
from panel_papers.template_tools.diff.contract import contract_of
from panel_papers.template_tools.diff.field_changes import FieldChange, field_changes
from panel_papers.template_tools.diff.given import FIXED, Given, given_by
from panel_papers.template_tools.diff.look_changes import look_changes
from panel_papers.template_tools.diff.papers import (
    ComparedPaper,
    Pressroom,
    chosen_names,
    read_papers,
)
from panel_papers.template_tools.diff.redline import TextChange, redline
from panel_papers.template_tools.diff.sources import Version, read_versions
from panel_papers.word import HOUSE, Templates


class ComparedTemplate(Struct, frozen=True):
    """What changed in one template, `change` being “added”, “removed” or “changed”.

    `redline` is its text as a Word document with tracked changes, None where no text changed;
    `faults` what keeps a version of it from being opened, and `unread` why its fields could not be
    compared.
    """

    name: str
    change: str
    note: str = ""
    breaking: bool = False
    fields: tuple[FieldChange, ...] = ()
    text: tuple[TextChange, ...] = ()
    look: tuple[str, ...] = ()
    redline: bytes | None = None
    faults: tuple[Problem, ...] = ()
    unread: str | None = None

    @property
    def breaks(self) -> bool:
        """Whether papers may have to change because of it."""
        return self.breaking or any(each.breaking for each in self.fields)


class Comparison(Struct, frozen=True):
    """What changed between two versions: in the templates, and in the pages of past papers."""

    old: str
    new: str
    templates: tuple[ComparedTemplate, ...]
    papers: tuple[ComparedPaper, ...]

    @property
    def breaking(self) -> bool:
        """Whether past papers may have to change, or are no longer made or published."""
        broken = [each.breaks for each in self.templates] + [each.breaks for each in self.papers]
        return any(broken) or any(each.becomes_draft for each in self.papers)


def compare(
    old: str,
    new: str | None,
    settings: Settings,
    *,
    papers: Sequence[str] = (),
    talk: Callable[[str], None] = lambda _: None,
) -> Comparison:
    """Return what changed from `old` to `new`, each a file, a folder or a revision of git.

    `papers` are the past papers to make with both; none: all of them. Nothing of the user's is
    changed. Raises PanelPapersError where a version, or a paper that is named, is not there.
    """
    versions = read_versions(old, new, settings.templates)
    chosen = chosen_names(settings.inputs, papers)
    read, unreadable = read_papers(settings.inputs, settings.bodies)
    given = given_by(read, {*versions[0].files, *versions[1].files})
    with tempfile.TemporaryDirectory(prefix="panel-papers-diff-") as folder:
        opened = [
            _Opened(each, Path(folder) / side) for each, side in zip(versions, "ab", strict=True)
        ]
        before, after = opened
        talk("comparing the templates")
        templates = [
            _template(name, before, after, given.get(name, ()))
            for name in sorted(before.version.files.keys() | after.version.files.keys())
            if before.version.files.get(name) != after.version.files.get(name)
        ]
        # What papers give is asked of all of them, also where only a few are to be seen.
        shown = [paper for paper in read if not chosen or paper.name in chosen]
        compared = [paper for paper in unreadable if not chosen or paper.name in chosen]
        if shown:
            fonts = sound_fonts(settings.fonts)
            room = Pressroom(
                before.templates, after.templates, soffice=settings.soffice, fonts=fonts
            )
            for paper in shown:
                talk(f"{paper.name}: making it with both versions")
                found = room.compare(paper)
                compared.append(
                    replace(
                        found,
                        old_faults=before.told(found.old_faults),
                        new_faults=after.told(found.new_faults),
                        new_errors=after.told(found.new_errors),
                    )
                )
    return Comparison(
        before.version.label, after.version.label, tuple(templates), tuple(_ordered(compared))
    )


def _ordered(papers: Sequence[ComparedPaper]) -> list[ComparedPaper]:
    """Return those that cannot be made, then new drafts, then changed ones, then the others."""

    def rank(paper: ComparedPaper) -> tuple[bool, bool, bool, bool, str]:
        made = not paper.new_faults, not paper.becomes_draft, not paper.old_faults
        return *made, not paper.changed, paper.name

    return sorted(papers, key=rank)


class _Opened:
    """A version written to a folder of its own, where the build can read it."""

    def __init__(self, version: Version, folder: Path) -> None:
        folder.mkdir()
        for name, data in version.files.items():
            (folder / f"{name}.docx").write_bytes(data)
        self.version, self._folder = version, folder
        self.templates = Templates(folder)

    def data(self, name: str) -> bytes | None:
        """Return a template; None where there is none. Raises TemplatesError if it is broken."""
        return self.templates[name].data if name in self.version.files else None

    def told(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Return problems with their places named as the user knows them."""
        return tuple(replace(each, place=self._named(each.place)) for each in problems)

    def _named(self, place: Place) -> Place:
        path = Path(place.file)
        if path.parent != self._folder:
            return place
        label = self.version.paths.get(path.stem, f"{self.version.label}, {path.name}")
        return replace(place, file=label)


def _template(
    name: str, before: _Opened, after: _Opened, given: Sequence[Given]
) -> ComparedTemplate:
    faults: list[Problem] = []
    found: list[bytes | None] = []
    for each in (before, after):
        try:
            found.append(each.data(name))
        except TemplatesError as fault:
            faults += each.told(fault.problems)
    if faults:
        breaking = name in after.version.files
        return ComparedTemplate(name, "changed", breaking=breaking, faults=tuple(faults))
    match found:
        case [bytes() as old, bytes() as new]:
            return _changed(name, old, new, given)
        case [None, bytes()]:
            return ComparedTemplate(name, "added", "no paper that was written before uses it")
    users = ", ".join(dict.fromkeys(each.by for each in given))
    if name in FIXED:
        return ComparedTemplate(name, "removed", "every paper needs it", breaking=True)
    note = f"used by {users}" if users else "no paper in the inputs uses it"
    return ComparedTemplate(name, "removed", note, breaking=bool(users))


def _changed(name: str, old: bytes, new: bytes, given: Sequence[Given]) -> ComparedTemplate:
    house = name == HOUSE
    before, after = (contract_of(data, file=name, stationery=house) for data in (old, new))
    unread = after.unreadable or before.unreadable
    line = redline(old, new)
    look = look_changes(old, new)
    note = ""
    if look and not house:
        note = (
            "Papers take their styles from “house.docx”; a style here counts where that has none."
        )
    return ComparedTemplate(
        name,
        "changed",
        note,
        fields=() if unread else tuple(field_changes(name, before, after, given)),
        text=line.changes,
        look=look,
        redline=line.docx if line.changes else None,
        unread=unread,
    )
