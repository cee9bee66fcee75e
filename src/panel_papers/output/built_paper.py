"""What a build made, as one value: for the manifest, the summary and the outputs folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from panel_papers.core import Accepted, Confirmed, InputFile, Paper, Problem, is_portable
from panel_papers.inputs import CleanedFile, RestrictedFile
from panel_papers.law import Deadline
from panel_papers.output.manifest import PARTS
from panel_papers.output.pack.finished import Pack
from panel_papers.output.pack.separate import SeparatePart
from panel_papers.output.upload_names import upload_name
from panel_papers.pdf import Choice
from panel_papers.word import Documents, Written

LARGE_PRINT = "large-print"
"""What the pack in large print is called in names of files."""


class Proof(Struct, frozen=True):
    """What was looked for in what was built, and not found: else there would be no build.

    `sequences`, `phrases` and `words` are such as only the restricted appendices hold; they were
    looked for in `files`. `shared` is the number of things that the public inputs share with the
    restricted appendices, each accepted with a reason.
    """

    sequences: int
    phrases: int
    words: int
    files: tuple[str, ...]
    shared: int = 0


class Restricted(Struct, frozen=True):
    """The files for those who may see all, by their names in the folder `restricted`.

    `paper` has the content of the restricted appendices, and `sources` are the files that it came
    from. `problems` are those that only the user may see, `findings` what the checks found in
    the restricted appendices; `proof` says what the search of the public files found, `accepted`
    what the author answers for. `large_print` is the pack in large print; None where nobody asked
    for it.
    """

    paper: Paper
    sources: tuple[RestrictedFile, ...]
    files: Mapping[str, bytes]
    pack: Pack
    templates: tuple[InputFile, ...]
    problems: tuple[Problem, ...]
    findings: tuple[Problem, ...] = ()
    cleaned: tuple[CleanedFile, ...] = ()
    proof: Proof | None = None
    accepted: tuple[Accepted, ...] = ()
    large_print: Pack | None = None


class Build(Struct, frozen=True):
    """A paper's files, by their names in its outputs folder, and how they came about.

    `templates` are the templates that were used, by their names in the templates folder;
    `deadline` is None for a draft without a date; `cleaned` says what was taken out of the
    appendices that were supplied as Word documents or PDFs; `restricted` is None where nothing is
    withheld. `problems` are those still open, `accepted` those that the author answers for. A
    build is `gated` where it was asked for clean and came out a draft, for the errors among its
    problems. `told` are those that depend on the day of the run: they go to the user and into no
    file. `parts` are those of the public pack that are PDFs of their own too, by their names.
    `confirmed` is what was calculated and found right in what is public. `large_print` is the pack
    in large print; None where nobody asked for it.
    """

    paper: Paper
    draft: bool
    files: Mapping[str, bytes]
    pack: Pack
    choice: Choice
    deadline: Deadline | None
    templates: tuple[InputFile, ...]
    problems: tuple[Problem, ...]
    cleaned: tuple[CleanedFile, ...] = ()
    restricted: Restricted | None = None
    accepted: tuple[Accepted, ...] = ()
    gated: bool = False
    told: tuple[Problem, ...] = ()
    parts: Mapping[str, SeparatePart] = {}
    confirmed: tuple[Confirmed, ...] = ()
    large_print: Pack | None = None


def name_files(
    paper: Paper, documents: Documents, pack: Pack, large_print: Pack | None, *, draft: bool
) -> dict[str, bytes]:
    """Return the build's documents under their names; a draft's names say that it is one."""
    mark = "-draft" if draft else ""
    appendices = {
        f"{paper.name}-appendix-{number}{mark}.docx": written.docx
        for number, written in sorted(documents.appendices.items())
    }
    return {
        f"{paper.name}-report{mark}.docx": documents.report.docx,
        **appendices,
        **({f"{paper.name}-pack{mark}.pdf": pack.pdf} if pack.written else {}),
        **({f"{paper.name}-pack-{LARGE_PRINT}{mark}.pdf": large_print.pdf} if large_print else {}),
    }


def name_parts(
    paper: Paper, parts: Iterable[SeparatePart], *, draft: bool
) -> dict[str, SeparatePart]:
    """Return the parts under the names by which the body has them uploaded, in their folder.

    Without such a name, and for a draft, which nobody uploads, they are named as the other files.
    """
    named: dict[str, SeparatePart] = {}
    for part in parts:
        upload = None if draft else upload_name(paper, f"{part.kind}.pdf")
        usual = f"{paper.name}-{part.kind}{'-draft' if draft else ''}.pdf"
        name = upload if upload is not None and is_portable(upload) else usual
        named[f"{PARTS}/{name}"] = part
    return named


def name_restricted(
    paper: Paper,
    written: Mapping[int, Written],
    pack: Pack,
    large_print: Pack | None,
    *,
    draft: bool,
) -> dict[str, bytes]:
    """Return the restricted documents under their names in the folder `restricted`."""
    mark = "-draft" if draft else ""
    appendices = {
        f"{paper.name}-appendix-{number}{mark}.docx": each.docx
        for number, each in sorted(written.items())
    }
    named = f"{paper.name}-pack-restricted"
    large = {f"{named}-{LARGE_PRINT}{mark}.pdf": large_print.pdf} if large_print else {}
    return {**appendices, f"{named}{mark}.pdf": pack.pdf, **large}
