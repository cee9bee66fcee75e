"""Cleans a supplied Word document, or says why it cannot be published."""

from __future__ import annotations

from panel_papers.core import InputsError, Level, Place, Problem
from panel_papers.inputs.cleaning.results import Cleaned, Tally, named
from panel_papers.inputs.cleaning.word.bookmarks import neutral_bookmarks
from panel_papers.inputs.cleaning.word.charts import clean_charts
from panel_papers.inputs.cleaning.word.comments import (
    COMMENT,
    LOCAL_LINK,
    freeze_fields,
    remove_local_links,
    remove_marks,
    remove_revision_ids,
)
from panel_papers.inputs.cleaning.word.crops import uncut_problems
from panel_papers.inputs.cleaning.word.hidden import HIDDEN, remove_hidden
from panel_papers.inputs.cleaning.word.images import clean_images
from panel_papers.inputs.cleaning.word.lost_parts import refuse_lost_parts
from panel_papers.inputs.cleaning.word.notes import leftover_notes
from panel_papers.inputs.cleaning.word.own_page_references import own_page_references
from panel_papers.inputs.cleaning.word.package import open_package
from panel_papers.inputs.cleaning.word.page_numbers import remove_page_numbers
from panel_papers.inputs.cleaning.word.parts import (
    KNOWN,
    clean_properties,
    clean_settings,
    collect_parts,
    remove_parts,
)
from panel_papers.inputs.cleaning.word.refusals import reasons_to_refuse
from panel_papers.inputs.cleaning.word.stories import stories
from panel_papers.inputs.cleaning.word.unseen import unseen_words
from panel_papers.inputs.cleaning.word.unseen_pictures import unseen_pictures

__all__ = ["clean_docx"]


def clean_docx(data: bytes, place: Place) -> Cleaned:
    """Return the Word document without comments, hidden text, authors' names and the like.

    Raises InputsError with every reason why it cannot be published: tracked changes, which nobody
    but their authors can accept or reject, and content that is not in the file or is no text.
    Words that are hidden by their look are errors among its problems, which a paper may accept.
    """
    package = open_package(data, place)
    if not any(
        r.kind == "officeDocument" and r.target in package.parts for r in package.relations("")
    ):
        raise InputsError([_no_text(place)])
    texts = stories(package)
    reasons = reasons_to_refuse(package, texts, place, KNOWN)
    if reasons:
        remove_hidden(package, texts, Tally())
        raise InputsError([*reasons, *unseen_words(package, texts, place)])
    tally = Tally()
    freeze_fields(texts, tally)
    remove_local_links(package, texts, tally)
    remove_marks(texts, tally)
    remove_hidden(package, texts, tally)
    neutral_bookmarks(texts, tally)
    for story in texts:
        if story.place in ("in a header", "in a footer"):
            found = remove_page_numbers(story.root)
            tally.add("page number of its own, as the pack has its own", story.place, found)
    remove_parts(package, tally)
    clean_charts(package, tally)
    clean_settings(package, tally)
    clean_properties(package, tally)
    clean_images(package, tally)
    collect_parts(package, tally)
    refuse_lost_parts(package, place)
    remove_revision_ids(package, tally)
    problems = (
        *_warnings(place, tally),
        *unseen_words(package, texts, place),
        *unseen_pictures(package, texts, place),
        *uncut_problems(package, texts, place),
        *own_page_references(texts, place),
        *leftover_notes(package, texts, place),
    )
    if not tally:
        return Cleaned(data, (), problems)
    return Cleaned(package.to_bytes(), tally.removals(), problems)


def _no_text(place: Place) -> Problem:
    return Problem(
        "not-a-word-document",
        place,
        "The file is named as a Word document, but the part with its text is missing",
        "",
        "open it in Word, copy all of its text into a new document, and save that as a Word "
        "Document (.docx)",
    )


_HIDDEN_HINT = (
    "in Word, show hidden text with Home › ¶; then either delete it, or select it, choose "
    "Home › Font and untick Hidden; save"
)


def _warnings(place: Place, tally: Tally) -> list[Problem]:
    kinds = (
        (
            "word-comments",
            COMMENT,
            "in Word, do what the comments ask, delete them (Review › Delete › Delete All "
            "Comments), and save",
        ),
        (
            "hidden-text",
            HIDDEN,
            _HIDDEN_HINT,
        ),
        (
            "local-link",
            LOCAL_LINK,
            "in Word, right-click the link and either choose Edit Link and type a web "
            "address, or choose Remove Link and type the document’s title in its place",
        ),
    )
    return [
        Problem(
            code,
            Place(
                place.file,
                place.line,
                place.column,
                named(list(tally.places.get(what, ()))) or place.where,
            ),
            f"The pack is made without a part of this file: {what} ({tally.counts[what]})",
            "",
            hint,
            Level.WARNING,
        )
        for code, what, hint in kinds
        if what in tally.counts
    ]
