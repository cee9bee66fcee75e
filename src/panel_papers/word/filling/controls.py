"""Content controls of Word that are bound to a field: their Tag in Word is the field's name.

When a template is opened, the content of a bound control becomes the field's tag, so that check,
build and all else read it as any other tag. What else a control needs is in `control_values`.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Set

from docx.document import Document
from msgspec import Struct

from panel_papers.core import Level, Place, Problem
from panel_papers.word.elements import element as element_of
from panel_papers.word.fields import field_paths, meaning_of, text_field
from panel_papers.word.filling.other_names import near_name
from panel_papers.word.filling.tag_texts import find_tags
from panel_papers.word.story import Story, holds_more_than_text, stories, where
from panel_papers.word.xml import (
    Element,
    attribute,
    child,
    children,
    every,
    is_a,
    qn,
    remove,
    set_attribute,
    value_at,
    within,
)

_NAME = re.compile(r"[A-Za-z_]\w{0,63}(?:\.[A-Za-z_]\w{0,63}){0,8}")
_GIVEN = re.compile(r"\{%\s{0,9}(?:p|tr|tc)?\s{0,9}(?:for|set)\s{1,9}(\w{1,60})")
_OF_PROGRAMS = re.compile(r"goog_rdk_\d+|\d+")  # numbers that programs give, and nobody types
_OWN = "fields."
_PLACEHOLDER = "PlaceholderText"
_NO_TEXT = ("w:picture", "w:docPartObj", "w:docPartList", "w:group", "w:equation", "w:citation")
_REPEATING = "repeatingSection"
_KEPT = ("w:pPr", "w:bookmarkStart", "w:bookmarkEnd")


class _Control(Struct, frozen=True):
    """A content control with a Tag: the tag as it is in Word, and the field's tag it stands for.

    The latter is None where its Tag is no field.
    """

    element: Element
    typed: str
    field: str | None


def bind_controls(document: Document, file: str) -> None:
    """Put the tag of its field into each control that is bound to one."""
    for story in stories(document):
        for control in _controls(story, file):
            content = child(control.element, "w:sdtContent")
            if control.field is not None and content is not None and _holds_text(control.element):
                _bind(control.element, content, control.field)
                story.keep()


def unbound_controls(story: Story, file: str, own: Set[str]) -> Iterator[Problem]:
    """Yield each control whose Tag is no field, or that cannot hold one; `story` is bound.

    `own` are the fields that bodies add, by their whole way.
    """
    for control in _controls(story, file):
        if _OF_PROGRAMS.fullmatch(control.typed):
            continue
        name = control_name(control.element)
        if control.field is None:
            found = f"The tag “{control.typed}” of the content control “{name}” is not a field"
            hint = near_name(re.sub(r"\W+", "_", control.typed), field_paths() | own)
        else:
            found = f"The content control “{name}” has the tag of a field, but holds more than text"
            hint = "put a control of its own around the text, and give that the tag"
        paragraph = next(iter(every(control.element, "w:p")), within(control.element, "w:p"))
        place = story.name if paragraph is None else where(paragraph, story)
        yield Problem(
            "control-not-bound",
            Place(file, where=place),
            f"{found}, so papers print what the template shows",
            "",
            hint or "type the name of a field as its tag in Word, or delete its tag",
            Level.WARNING,
        )


def control_name(control: Element) -> str:
    """Return the title of a control as Word shows it; without one, its Tag."""
    return value_at(control, "w:sdtPr", "w:alias") or value_at(control, "w:sdtPr", "w:tag")


def _controls(story: Story, file: str) -> Iterator[_Control]:
    """Yield the controls that have a Tag, without those that hold tags of their own."""
    controls = [c for c in every(story.root, "w:sdt") if value_at(c, "w:sdtPr", "w:tag").strip()]
    if not controls:
        return
    typed = "".join(node.text or "" for node in every(story.root, "w:t"))
    given = set(_GIVEN.findall(typed))
    for control in controls:
        inner = "".join(node.text or "" for node in every(control, "w:t"))
        if next(iter(find_tags(inner)), None) is None:
            tag = value_at(control, "w:sdtPr", "w:tag").strip()
            yield _Control(control, tag, _field_of(tag, file, given))


def _field_of(tag: str, file: str, given: Set[str]) -> str | None:
    """Return the tag that a control's Tag means: its own braces, or a name that is a field's."""
    if tag.startswith("{{") and tag.endswith("}}"):
        return tag
    first = tag.partition(".")[0]
    stem = file.rpartition("/")[2].removesuffix(".docx")
    known = meaning_of(tag) is not None or tag.removeprefix("paper.").startswith(_OWN)
    if _NAME.fullmatch(tag) and (known or first in given or tag == text_field(stem)):
        return f"{{{{ {tag} }}}}"
    return None


def _holds_text(control: Element) -> bool:
    """Say whether what a control holds is text alone, in a line, in paragraphs or in one cell."""
    settings = child(control, "w:sdtPr")
    if any(child(settings, name) is not None for name in _NO_TEXT) or any(
        str(each.tag).endswith(_REPEATING) for each in (() if settings is None else settings)
    ):
        return False
    content = child(control, "w:sdtContent")
    cells = children(content, "w:tc")
    holder = cells[0] if cells else content
    if holder is None or len(cells) > 1 or every(holder, "w:tbl", "w:tr", "w:sdt"):
        return False
    return not holds_more_than_text(holder)


def _bind(control: Element, content: Element, field: str) -> None:
    settings = child(control, "w:sdtPr")
    asks = child(settings, "w:showingPlcHdr") is not None
    look = _look(settings, content, asks=asks)
    paragraphs = every(content, "w:p")
    holder = paragraphs[0] if paragraphs else content
    for other in paragraphs[1:]:
        remove(other)
    for each in list(holder):
        if not is_a(each, *_KEPT):
            remove(each)
    run, text = element_of("w:r", () if look is None else (look,)), element_of("w:t")
    text.text = field
    run.append(text)
    holder.append(run)
    for name in ("w:showingPlcHdr", "w:dataBinding"):
        for setting in children(settings, name):
            remove(setting)
    for day in children(settings, "w:date"):
        day.attrib.pop(qn("w:fullDate"), "")
    tag = child(settings, "w:tag")
    if tag is not None:
        set_attribute(tag, "w:val", field.strip("{} ")[:64])


def _look(settings: Element | None, content: Element, *, asks: bool) -> Element | None:
    """Return the look of what is typed into a control: not that of its prompt."""
    runs = [run for run in every(content, "w:r") if every(run, "w:t")]
    own, first = child(settings, "w:rPr"), child(runs[0], "w:rPr") if runs else None
    look = own if asks and own is not None else first
    if look is None:
        return None
    copied = copy.deepcopy(look)
    for style in children(copied, "w:rStyle"):
        if asks and attribute(style, "w:val") == _PLACEHOLDER:
            remove(style)
    return copied
