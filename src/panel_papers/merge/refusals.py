"""Why a reviewer's change cannot be typed into the inputs, in words for the author of the paper."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from panel_papers.core import FIGURE, Place
from panel_papers.merge.comparing import NOTE, FigureChange
from panel_papers.merge.reading import OBJECT, Paragraph

_LONGEST = 120
_AROUND = 3  # words that are quoted before and after those that differ


class Refusal(Struct, frozen=True):
    """One change that is not merged: its code, its place in the Word file, what, and what to do.

    `old` and `new` are the paragraph's text as it was built and as the reviewer left it. `figure`
    is the tag of a figure that was typed over.
    """

    code: str
    where: str
    found: str
    hint: str
    old: str = ""
    new: str = ""
    figure: str = ""


def figure_changed(new: Paragraph, change: FigureChange) -> Refusal:
    """Return the refusal of a figure that was typed over."""
    typed = f"“{quoted(change.typed)}”" if change.typed else "other text"
    if not FIGURE.match(change.tag):
        return Refusal(
            "merge-figure",
            new.where,
            f"The reference “{change.printed}” was changed to {typed}, and it is found by its name",
            f"change “{change.tag}” in the inputs, or reject the change in Word",
            new=new.text,
        )
    return Refusal(
        "merge-figure",
        new.where,
        f"The figure “{change.printed}” was changed to {typed}, and it is calculated from data",
        "change it in figures.yaml or in its data file; or reject the change in Word and merge "
        "again",
        new=new.text,
        figure=change.tag,
    )


def figure_looks(new: Paragraph, printed: str) -> Refusal:
    """Return the refusal of a look that only a part of a figure has."""
    return Refusal(
        "merge-figure",
        new.where,
        f"Only a part of the figure “{printed}” was given another look, and a figure has one",
        "give the whole of it the look, or reject the change in Word",
        new=new.text,
    )


def style_changed(old: Paragraph, new: Paragraph) -> Refusal:
    """Return the refusal of a paragraph that was given another style."""
    before, after = old.style, new.style
    if before == after:
        before, after = f"{before}, {_in_list(old)}", f"{after}, {_in_list(new)}"
    return Refusal(
        "merge-style",
        new.where,
        f"The paragraph’s style was changed from “{before}” to “{after}”",
        "make it a heading, a list item or a paragraph in the inputs, and merge again",
        old.text,
        new.text,
    )


def _in_list(paragraph: Paragraph) -> str:
    if not paragraph.list:
        return "no list"
    return f"{paragraph.list} of level {paragraph.level + 1}"


def not_mapped(new: Paragraph, old: Paragraph) -> Refusal:
    """Return the refusal of a change in a paragraph whose letters are not those of the inputs."""
    return Refusal(
        "merge-not-placed",
        new.where,
        "The place of this change in the inputs could not be found",
        "type the change into the paper’s .md or .yaml file yourself, and merge again",
        old.text,
        new.text,
    )


def of_word_section(where: str, old: str, new: str, file: str) -> Refusal:
    """Return the refusal of a change in a section that is a Word file itself."""
    return Refusal(
        "merge-not-placed",
        where,
        f"This change is in a section that is a Word file ({file})",
        "make the change in that file in Word, or reject it here",
        old,
        new,
    )


def not_typed(new: Paragraph, what: str) -> Refusal:
    """Return the refusal of a change that Markdown has no exact form for."""
    about = f": {what}" if what else ""
    return Refusal(
        "merge-not-exact",
        new.where,
        f"This change could not be typed into the inputs exactly{about}",
        "type it into the paper’s .md or .yaml file yourself, or reject it in Word; then merge "
        "again",
        new=new.text,
    )


def of_caption(old: Paragraph, new: Paragraph | None, place: Place) -> Refusal:
    """Return the refusal of a change to a caption, or of text typed right after one."""
    return Refusal(
        "merge-not-placed",
        (new or old).where,
        f"This change is in the caption of a table, chart or picture, or right after it ({place})",
        "type it there in the inputs, or reject the change in Word",
        old.text,
        new.text if new else "",
    )


def of_alternative_text(old: Paragraph, new: Paragraph) -> Refusal:
    """Return the refusal of another alternative text of a picture or chart."""
    before, after = (
        " ".join(each.note for each in one.chars if each.text == OBJECT) for one in (old, new)
    )
    return Refusal(
        "merge-not-placed",
        new.where,
        "The alternative text of a picture or chart was changed, and is not taken from Word",
        "type it into the inputs (“![…](…)” or “alternative_text:”), or put the old text back",
        before,
        after or "no text",
    )


def of_template(old: Paragraph, new: Paragraph | None, hint: str) -> Refusal:
    """Return the refusal of a change to the words of a template."""
    return Refusal(
        "merge-template",
        (new or old).where,
        "These words are the template’s, or a value that is not printed as it was typed",
        hint,
        old.text,
        new.text if new else "",
    )


def of_body(old: Paragraph, new: Paragraph | None, place: Place) -> Refusal:
    """Return the refusal of a change to words that a body's profile gives to all its papers."""
    return Refusal(
        "merge-template",
        (new or old).where,
        f"This change is in words that all papers of the body print ({place.file})",
        "change them there, for all papers, or reject the change in Word",
        old.text,
        new.text if new else "",
    )


def of_data(old: Paragraph, new: Paragraph | None, file: str, block: Place) -> Refusal:
    """Return the refusal of a change to what is made from a file of data, asked for by a block."""
    asked = f", asked for in {block}" if file != block.file and block.line else ""
    return Refusal(
        "merge-data",
        (new or old).where,
        f"This change is in a table or chart that is made from data ({file}{asked})",
        f"change the number in {file}; or reject the change in Word and merge again",
        old.text,
        new.text if new else "",
    )


def of_list_in_cell(old: Paragraph, new: Paragraph | None, row: Place) -> Refusal:
    """Return the refusal of a change in a cell of Markdown that has a list."""
    return Refusal(
        "merge-not-placed",
        (new or old).where,
        f"This change is in a cell with a list, which is not taken from Word ({row})",
        f"change the cell in {row}, where its lines are divided by “<br>”, and merge again; or "
        "reject the change in Word",
        old.text,
        new.text if new else "",
    )


def quoted(text: str) -> str:
    """Return a text short enough to be quoted."""
    text = text.replace(OBJECT, " [a picture] ").replace(NOTE, " [the mark of a note] ")
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def changed_meanwhile(new: Paragraph, now: Paragraph | None, was: str) -> Refusal:
    """Return the refusal of a paragraph that the inputs have changed since the file was built."""
    said, says = new.text, now.text if now else ""
    if said == says:  # a footnote differs
        said, says = _with_notes(new), _with_notes(now) if now else ""
    one, other, first = side_by_side(said, says, was)
    today = f"the inputs say “{other}”" if now else "it is no longer in the inputs"
    before = f", where it was “{first}” when the file was built" if was else ""
    theirs = "the file does not have it" if now is new else f"the file says “{one}”"
    changed = "was" if was else "may have been"
    return Refusal(
        "merge-conflict-with-inputs",
        new.where,
        f"This paragraph {changed} changed in the inputs too: {theirs}, and {today}{before}",
        "type both changes together into the inputs and merge again, or reject this one in Word",
    )


def _with_notes(paragraph: Paragraph) -> str:
    """Return a paragraph's text with that of its footnotes at their marks."""
    return "".join(
        f" [footnote: {each.note}] " if each.text == NOTE else each.text for each in paragraph.chars
    )


def changed_together(theirs: Paragraph, ours: Paragraph) -> Refusal:
    """Return the refusal of new paragraphs at a place where the inputs have others now."""
    return Refusal(
        "merge-conflict-with-inputs",
        theirs.where,
        f"The file has the new paragraph “{quoted(theirs.text)}” where the inputs have got "
        f"“{quoted(ours.text)}” since the file was built",
        "type it into the inputs too, in the right order, and merge again",
    )


def typed_elsewhere(theirs: Paragraph) -> Refusal:
    """Return the refusal of new words that the inputs have got at another place."""
    return Refusal(
        "merge-conflict-with-inputs",
        theirs.where,
        f"The file has new words in “{quoted(theirs.text)}”, which the inputs have got at another "
        "place since the file was built",
        "reject them in Word, or, if they belong in both places, type them into the inputs",
    )


def side_by_side(*texts: str) -> list[str]:
    """Return texts short enough to be quoted, so that the words in which they differ are seen."""
    words = [each.split() for each in texts]
    given = [each for each in words if each]
    if not given or all(len(quoted(each)) < _LONGEST for each in texts):
        return [quoted(each) for each in texts]
    first = _alike_at_the_beginning(given)
    if all(each == given[0] for each in given):
        return [quoted(each) for each in texts]
    last = _alike_at_the_beginning([each[first:][::-1] for each in given])
    found = []
    for each in words:
        begin, end = max(0, first - _AROUND), len(each) - max(0, last - _AROUND)
        part = " ".join(each[begin:end])
        before, after = "… " * (begin > 0), " …" * (end < len(each))
        found.append(f"{before}{quoted(part)}{after}" if each else "")
    return found


def _alike_at_the_beginning(texts: Sequence[Sequence[str]]) -> int:
    count = 0
    for each in zip(*texts, strict=False):
        if len(set(each)) > 1:
            break
        count += 1
    return count
