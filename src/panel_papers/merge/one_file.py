"""One reviewer's Word file merged into the folder of a paper's inputs, and proven."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from panel_papers.core import InputsError, PanelPapersError, Paper, Place, Problem, Settings
from panel_papers.inputs import Supplied, outside_in_template, read_word
from panel_papers.merge.bases import in_outputs, kept, restored
from panel_papers.merge.choosing import Choice, choices, without
from panel_papers.merge.comments import comments_of
from panel_papers.merge.copies import Files, copied, put
from panel_papers.merge.documents import Document, built_again, built_documents, document_of
from panel_papers.merge.figure_tags import typed_out
from panel_papers.merge.inputs_text import InputTexts
from panel_papers.merge.meanwhile import Rebased, rebased, unknown_base
from panel_papers.merge.messages import looks_unlike, problem_of, says_unlike, unreadable
from panel_papers.merge.plan import Placed, Plan
from panel_papers.merge.planning import planned
from panel_papers.merge.proof import differences, follows, lines_unlike
from panel_papers.merge.reading import Paragraph, as_line, read_file
from panel_papers.merge.rows import rows_at, rows_with
from panel_papers.merge.unlike import unlikes


class Merging:
    """One file that is merged into the folder of a paper's inputs."""

    def __init__(
        self,
        folder: Path,
        file: Path,
        settings: Settings,
        known: Mapping[str, Any],
        *,
        same_inputs: bool,
        left: Collection[int] = (),
    ) -> None:
        self._folder, self._settings, self._known = folder, settings, known
        self._same_inputs, self._left = same_inputs, left
        self._place = Place(file.as_posix())
        self._data = read_supplied(file, self._place)
        self._edited = read_file(self._data)
        self.base: dict[str, Any] = {}
        self.held: list[Paragraph] = []  # with changes that the inputs have together with others
        self.made = b""  # the document that the new inputs make

    def comments(self) -> list[Problem]:
        """Return the open comments in the file."""
        return list(comments_of(self._data, self._edited, self._place))

    def merged(self, today: tuple[Paper, Sequence[Document]] | None = None) -> tuple[Plan, Files]:
        """Return what was typed, and the files before and after; raises InputsError.

        `today` is what the inputs make now, where that is known.
        """
        paper, built = today or built_documents(self._folder, self._settings)
        base = document_of(self._edited, built, self._place)
        self.base = {each.read.build: kept(each.read) for each in built}
        now = self._rebased(base)
        self.held = now.held
        if self._left:
            now = without(base.read, now, self._left)
        texts = InputTexts(self._folder)
        plan = planned(base.read, base.origins, now.file, texts, base.references)
        files = texts.changed()
        refusals = [*now.refusals, *plan.refusals]
        refusals = refusals or list(typed_out(paper, files, base.read, now.file))
        if refusals:
            raise InputsError([problem_of(each, self._place, paper) for each in refusals])
        self.made = self._built_from(files, base) if files else base.docx
        self._prove(self.made, plan, now)
        return plan, files

    def already(self) -> list[Placed]:
        """Return the paragraphs whose changes the inputs have already, together with others."""
        return [
            Placed(Place(self._place.file, where=each.where), "", each.text) for each in self.held
        ]

    def choices(self) -> list[Choice]:
        """Return the changes in the file, one by one."""
        _, built = built_documents(self._folder, self._settings)
        base = document_of(self._edited, built, self._place)
        now = self._rebased(base)
        if now.refusals:  # they are reported by the merge
            return []
        return choices(base.read, now.file)

    def _rebased(self, base: Document) -> Rebased:
        """Return the file as if it were built from today's inputs."""
        build = self._edited.build
        if self._same_inputs or build == base.read.build:
            return Rebased(self._edited)
        known = restored(build, self._known.get(build))
        known = known or in_outputs(build, self._folder.name, self._settings)
        if known is not None:
            return rebased(base.read, self._edited, known)
        return Rebased(self._edited, refusals=unknown_base(base.read, self._edited))

    def _built_from(self, files: Files, base: Document) -> bytes:
        """Return the document that the inputs make with the changes in them."""
        with copied(self._folder) as copy:
            put(copy, files)
            try:
                return built_again(copy, self._settings, base.number)
            except PanelPapersError as error:
                raise InputsError([unreadable(error, self._place)]) from error

    def _prove(self, ours: bytes, plan: Plan, now: Rebased) -> None:
        """Raise InputsError where the document of the new inputs does not say the same."""
        together = bool(now.theirs or now.ours)
        known = self._put_together(ours, now) if together else ((), ())
        try:
            different = differences(self._data, ours, linked=not together)
            unlike = unlikes(self._data, ours, numbered=not together)
        except ValueError as error:
            found = f"The file could not be read a second time, to prove the merge ({error})"
            hint = "open it in Word and save it again"
            problem = Problem("merge-not-proven", self._place, found, "", hint)
            raise InputsError([problem]) from error
        problems = [
            says_unlike(each, self._place)
            for each in different
            if not follows(each, plan.follows, *known)
        ]
        shown = [
            looks_unlike(each, self._place)
            for each in unlike
            if (each.by_looks and not together) or not follows(each.lines, plan.follows, *known)
        ]
        if not (shown or problems) and together:
            problems = list(self._not_as_put_together(ours, plan, now))
        if shown or problems:
            raise InputsError((shown or problems)[:10])

    def _put_together(self, ours: bytes, now: Rebased) -> tuple[list[str], list[str]]:
        """Return the lines in which the versions may differ: paragraphs, rows with them, notes.

        rdocx reads a row of a table as one line.
        """
        file = read_file(ours)
        theirs, made = self._edited.paragraphs, file.paragraphs
        notes = self._edited.notes.keys() ^ file.notes.keys()
        of_theirs, of_made = rows_with(theirs, now.theirs), rows_with(made, now.ours)
        places = {*of_theirs, *of_made}
        return (
            [*now.theirs, *rows_at(theirs, places), *_texts(self._edited.notes, notes)],
            [*now.ours, *rows_at(made, places), *_texts(file.notes, notes)],
        )

    def _not_as_put_together(self, ours: bytes, plan: Plan, now: Rebased) -> Iterator[Problem]:
        """Yield where the new inputs do not say what two versions come to together."""
        expected, made = (list(map(as_line, f.paragraphs)) for f in (now.file, read_file(ours)))
        for each in lines_unlike(expected, made):
            if not follows(each, plan.follows, (), ()):
                yield says_unlike(each, self._place)


def _texts(notes: Mapping[str, Paragraph], names: Collection[str]) -> list[str]:
    return [each.text for name, each in notes.items() if name in names]


def read_supplied(file: Path, place: Place) -> bytes:
    """Return a supplied Word file that has passed the gate for supplied ones."""
    try:
        data = file.read_bytes()
    except OSError as error:
        found = f"The file cannot be read ({error.strerror or error})"
        hint = "type the file’s name with its folder, close it in Word, and run the command again"
        raise InputsError([Problem("unreadable-file", place, found, "", hint)]) from error
    if file.suffix.lower() != ".docx":
        found = "The file is not a Word document (.docx)"
        hint = "save it in Word as a Word Document (.docx)"
        raise InputsError([Problem("not-a-word-document", place, found, "", hint)])
    read_word(Supplied(data, place, None, place))
    outside = outside_in_template(data, place.file).refused
    if outside:
        raise InputsError(
            [Problem(each.code, place, each.found, each.wanted, each.hint) for each in outside]
        )
    return data
