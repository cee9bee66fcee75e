"""Leaves of a Word document that was made from templates what is published of it.

A template carries what Word writes into every file: labels and columns of SharePoint, variables,
printers, the workbooks behind charts, cropped pictures whole. None of it is on a page, and all of
it would travel in the report.
"""

from __future__ import annotations

from msgspec import Struct

from panel_papers.core import InputsError, Level, Place, Problem
from panel_papers.inputs.cleaning.results import Removal, Tally
from panel_papers.inputs.cleaning.word.charts import clean_charts
from panel_papers.inputs.cleaning.word.comments import (
    LOCAL_LINK,
    freeze_local_links,
    remove_local_links,
    remove_marks,
    remove_revision_ids,
)
from panel_papers.inputs.cleaning.word.hidden import hides_runs, remove_hidden
from panel_papers.inputs.cleaning.word.images import clean_images
from panel_papers.inputs.cleaning.word.outside import Outside, outside
from panel_papers.inputs.cleaning.word.package import Package, open_package
from panel_papers.inputs.cleaning.word.parts import (
    KNOWN,
    clean_program_properties,
    clean_settings,
    collect_parts,
    remove_parts,
)
from panel_papers.inputs.cleaning.word.stories import main_part, stories
from panel_papers.inputs.cleaning.word.unseen import unseen_words

_OUTSIDE = (LOCAL_LINK, "link to a", "mail-merge data")
"""What a template says of other files, and the build leaves out."""
_HERE = Place("a Word document of this build")
# What every template has, or what is reported where editors see it.
_USUAL = (
    "comment",
    "list of people",
    "switch that tracks",
    "number of an editing",
    "property of the document (",
    "part that",
)


def only_what_shows(docx: bytes) -> bytes:
    """Return a made document without what no reader sees; the very bytes where there is nothing.

    So it does a document with a damaged part, which `templates check` reports. Where runs are
    hidden by themselves, all that is hidden stays: such a template stops publication.
    """
    try:
        package = open_package(docx, _HERE)
    except InputsError:
        return docx
    tally = Tally()
    _clean(package, tally, hidden=not hides_runs(stories(package)))
    return package.to_bytes() if tally else docx


def unseen_in_template(docx: bytes, file: str) -> tuple[Problem, ...]:
    """Return what a template holds that its readers do not see.

    What the build leaves out is a suggestion; words that are hidden by their look are warnings, as
    the build stops where they are printed.
    """
    place = Place(file)
    try:
        package = open_package(docx, place)
    except InputsError:  # reported where the template is opened
        return ()
    tally = Tally()
    _clean(package, tally, hidden=True)
    left_out = [each for each in tally.removals() if not each.what.startswith(_USUAL)]
    unseen = unseen_words(package, stories(package), place)
    return (
        *(_left_out(each, file) for each in left_out),
        *(_as_warning(each) for each in unseen),
    )


class TemplateOutside(Struct, frozen=True):
    """What a template fetches or runs, which no build accepts, and what the build leaves out."""

    refused: tuple[Outside, ...] = ()
    left_out: tuple[Problem, ...] = ()


def outside_in_template(docx: bytes, file: str) -> TemplateOutside:
    """Return what a template asks for outside of itself, by the rules for supplied documents."""
    try:
        package = open_package(docx, Place(file))
    except InputsError:  # reported where the template is opened
        return TemplateOutside()
    if main_part(package) not in package.parts:  # as above
        return TemplateOutside()
    texts, tally = stories(package), Tally()
    refused = outside(package, texts, KNOWN)
    freeze_local_links(texts, tally)
    remove_local_links(package, texts, tally, is_template=True)
    if any(relation.external for relation in package.every_relation()):  # most have none
        remove_parts(package, tally)
    clean_settings(package, tally)
    left_out = [each for each in tally.removals() if each.what.startswith(_OUTSIDE)]
    return TemplateOutside(tuple(refused), tuple(_left_out(each, file) for each in left_out))


def _clean(package: Package, tally: Tally, *, hidden: bool) -> None:
    texts = stories(package)
    freeze_local_links(texts, tally)
    remove_local_links(package, texts, tally, is_template=True)
    remove_marks(texts, tally)
    if hidden:
        remove_hidden(package, texts, tally)
    remove_parts(package, tally)
    clean_charts(package, tally)
    clean_settings(package, tally)
    clean_program_properties(package, tally)
    clean_images(package, tally)
    collect_parts(package, tally)
    remove_revision_ids(package, tally)


def _left_out(removal: Removal, file: str) -> Problem:
    return Problem(
        "unseen-content",
        Place(file, where=removal.where),
        f"The template holds what no reader sees and no paper prints: {removal.what} "
        f"({removal.count})",
        "",
        "in Word, delete it with File › Info › Check for Issues › Inspect Document",
        Level.SUGGESTION,
    )


def _as_warning(problem: Problem) -> Problem:
    return Problem(
        problem.code,
        problem.place,
        problem.found,
        problem.wanted,
        "delete the words, or give them a look that can be read",
        Level.WARNING,
        problem.quoted,
    )
