"""A Word template filled: docxtpl behind the guards that it lacks.

docxtpl finds the tags in Word's XML; everything about the values is ours. They go in as marks (see
`slots`), so the environment's sandbox, its escaping and docxtpl's passes over the XML see no text
of the paper's. Each story (body, header, footer, notes) is rendered once, and its XML must parse.
"""

from __future__ import annotations

import html
import io
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.opc.part import XmlPart
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError
from lxml import etree

from panel_papers.errors import Place, Problem, TemplatesError, did_you_mean
from panel_papers.model import Link, Missing, Picture, PlacedText, Prose, Table
from panel_papers.word.slots import Placed, Slots
from panel_papers.word.story import Story, stories
from panel_papers.word.tags import TAG, Tag, faults, lift, read_tags

_FILTERS = (
    "capitalize",
    "default",
    "first",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "sort",
    "string",
    "title",
    "trim",
    "upper",
)


@dataclass(frozen=True)
class WordTemplate:
    """A Word template: its path as a fault names it, and its bytes."""

    file: str
    data: bytes


def fill(
    template: WordTemplate, fields: Mapping[str, Any], slots: Slots, *, stationery: bool = False
) -> Document:
    """Return the template as a document with a mark of `slots` in the place of each value.

    Of the house template only header and footer are wanted (`stationery`), of any other only the
    body and its notes; what is not wanted is left as it is.

    Raises TemplatesError with all faults of the template: tags that cannot be read, unknown
    fields, text that a tag would swallow, a result that is no valid XML.
    """
    docx = DocxTemplate(io.BytesIO(template.data))
    docx.init_docx()
    tagged = [
        (story, tags)
        for story in stories(docx.docx)
        if story.is_stationery is stationery and (tags := read_tags(story, template.file))
    ]
    problems: list[Problem] = []
    for _, tags in tagged:
        problems += faults(tags, _environment(lambda value: value), fields)
    for story, tags in tagged if not problems else []:
        problems += _fill_story(docx, story, tags, fields, slots)
    if problems:
        raise TemplatesError(problems)
    return docx.docx


def _environment(finalize: Callable[[Any], Any]) -> ImmutableSandboxedEnvironment:
    env = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=finalize
    )
    env.globals = {}
    env.filters = {name: env.filters[name] for name in _FILTERS} | {"markdown": _markdown}
    return env


def _markdown(text: object) -> Prose | None:
    """Jinja's filter `markdown`: text of a structured appendix as prose."""
    if text is None or isinstance(text, Prose):
        return text
    if isinstance(text, PlacedText):
        return Prose(str(text), text.place)
    if isinstance(text, str):
        return Prose(text, Place(""))
    raise TemplateError(f"“markdown” needs a text, not {_kind(text)}")


def _fill_story(
    docx: DocxTemplate, story: Story, tags: Sequence[Tag], fields: Mapping[str, Any], slots: Slots
) -> list[Problem]:
    lift(tags)
    source = docx.patch_xml(etree.tostring(story.root, encoding="unicode"))
    source, lines = _one_tag_a_line(source, tags)
    filler = _Filler(slots, lines)
    try:
        template = _environment(filler.mark).from_string(source)
        filler.template = template
        root = parse_xml(template.render(fields))
    except (TemplateError, SecurityError, TypeError, ValueError, ArithmeticError) as error:
        tag = filler.tag_of(error)
        return [*filler.problems, _refused(tag, error)]
    except etree.XMLSyntaxError:
        return [*filler.problems, _crossed(tags[0])]
    _replace(story, root)
    return filler.problems


def _one_tag_a_line(source: str, tags: Sequence[Tag]) -> tuple[str, list[Tag]]:
    """Break the line inside each tag, so that Jinja's line numbers count tags.

    Returns the source and the tag of each line, from the second. Inside a tag a line break is
    white space; outside it would be text. Entities inside tags are decoded on the way: Jinja
    compares text, and `R&amp;D` is no text.
    """
    flat = source.replace("\n", " ")
    pieces = TAG.findall(flat)
    if len(pieces) != len(tags):
        tags = [_like(piece, tags) for piece in pieces]
    broken = TAG.sub(lambda m: m[0][:2] + "\n" + html.unescape(m[0][2:]), flat)
    return broken, list(tags)


def _like(piece: str, tags: Sequence[Tag]) -> Tag:
    """Return the tag with the text of `piece` (docxtpl adds tags of its own for merged cells)."""
    wanted = re.sub(r"\W", "", piece)
    return next((t for t in tags if re.sub(r"\W", "", t.source) == wanted), tags[0])


class _Filler:
    """Puts a mark in the place of each value and remembers which tag is being filled."""

    def __init__(self, slots: Slots, lines: list[Tag]) -> None:
        self.template: Template | None = None
        self.problems: list[Problem] = []
        self._slots, self._lines = slots, lines

    def mark(self, value: Any) -> str:
        """Return the mark for a value, "" for a field left out; note a value that is no text."""
        if value is None:
            return ""
        tag = self._current()
        if isinstance(value, Undefined):
            self.problems.append(_undefined(tag, value))
            return ""
        if isinstance(value, bool | int | float):
            value = str(value)
        if isinstance(value, str | Missing | Link | Prose | Table | Picture):
            placed: Placed = str(value) if isinstance(value, str) else value
            return self._slots.mark(placed, tag.text, tag.place)
        self.problems.append(
            Problem(
                "not-text",
                tag.place,
                f"“{tag.text}” is {_kind(value)}",
                "one text",
                "go through it with {% for … %}, or name the part that is wanted",
            )
        )
        return ""

    def tag_of(self, error: BaseException) -> Tag:
        """Return the tag that an exception of Jinja's came from."""
        line = getattr(error, "lineno", None)
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == "<template>":
                line = trace.tb_lineno
            trace = trace.tb_next
        return self._at(line)

    def _current(self) -> Tag:
        frame = sys._getframe(2)
        while frame is not None and frame.f_code.co_filename != "<template>":
            frame = frame.f_back  # type: ignore[assignment] - None ends the loop
        if frame is None or self.template is None:
            return self._lines[0]  # a constant, which Jinja prints while it compiles
        return self._at(self.template.get_corresponding_lineno(frame.f_lineno))

    def _at(self, line: int | None) -> Tag:
        return self._lines[min(max((line or 2) - 2, 0), len(self._lines) - 1)]


def _undefined(tag: Tag, value: Undefined) -> Problem:
    name = value._undefined_name  # noqa: SLF001 - Jinja's own name for it, in no other form
    owner = value._undefined_obj  # noqa: SLF001
    known = sorted(owner) if isinstance(owner, Mapping) else []
    return Problem(
        "unknown-field",
        tag.place,
        f"“{tag.text}” asks for “{name}”, which is not given there",
        "one of " + ", ".join(known) if known else "a field that the inputs give",
        did_you_mean(str(name), known),
    )


def _refused(tag: Tag, error: BaseException) -> Problem:
    return Problem(
        "tag-failed",
        tag.place,
        f"“{tag.text}” could not be filled: {error}",
        "a tag that works with what the inputs give",
    )


def _crossed(tag: Tag) -> Problem:
    return Problem(
        "crossed-tags",
        Place(tag.place.file),
        "a “for” or “if” begins in one cell, row or paragraph and ends inside another",
        "both tags at the same level",
        "put the two tags in paragraphs of their own, or in rows of their own with {%tr … %}",
    )


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "a group of fields (" + ", ".join(map(str, value)) + ")"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "a list"
    return f"a {type(value).__name__}"


def _replace(story: Story, root: etree._Element) -> None:
    parent = story.root.getparent()
    if parent is not None:
        parent.replace(story.root, root)
    elif isinstance(story.part, XmlPart):
        story.part._element = root  # noqa: SLF001 - python-docx has no setter
    else:
        story.root = root
        story.keep()
