"""A Word template filled: docxtpl behind the guards that it lacks.

docxtpl readies Word's XML for Jinja; what it works on with regular expressions holds neither the
text of a tag nor any brace of the editor's (see `tags`), and no text of the paper's (see `slots`).
So Jinja's sandbox (see `sandbox`), its escaping and docxtpl's passes over the XML see nothing that
they could change, swallow or run. Each story (body, header, footer, notes) is rendered once, and
its XML must parse.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from types import CodeType, FrameType
from typing import TypeAlias, cast

from docx.document import Document
from docx.opc.part import XmlPart
from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # it ships no types
from jinja2 import Template, TemplateError, Undefined
from jinja2.exceptions import SecurityError, TemplateRuntimeError, TemplateSyntaxError
from jinja2.utils import missing
from lxml import etree
from msgspec import Struct

from panel_papers.core import (
    Link,
    Missing,
    Picture,
    Place,
    Problem,
    Prose,
    Stage,
    Table,
    TemplatesError,
    Value,
    working_on,
)
from panel_papers.word.filling.accepting import accept_changes
from panel_papers.word.filling.control_values import settle_controls
from panel_papers.word.filling.list_turns import Restarts, mark_loops, restart_lists
from panel_papers.word.filling.other_names import with_own
from panel_papers.word.filling.reading import put_tags_in_text
from panel_papers.word.filling.sandbox import environment, kind
from panel_papers.word.filling.slots import Slots
from panel_papers.word.filling.tag_faults import faults, unrunnable
from panel_papers.word.filling.tag_names import names_used, unknown_part
from panel_papers.word.filling.tags import STAND_IN, Tag, put_stand_ins, read_tags, unmasked
from panel_papers.word.story import Story, stories
from panel_papers.word.xml import Element

_LONGEST = 20_000_000
"""Characters of a filled story, as XML; its values are marks, which take a few each."""
RUNTIME = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)

# docxtpl loads docxcompose where a machine has it, and that gives the prefix of the core properties
# another meaning in python-docx: a document's author and revision would be written twice.
nsmap["cp"] = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


class WordTemplate(Struct, frozen=True, dict=True):
    """A Word template: its path as a problem names it, and its bytes.

    `outside` says what it would fetch or run, `left_out` what it says of other files and the build
    leaves out.
    """

    file: str
    data: bytes
    outside: tuple[Problem, ...] = ()
    left_out: tuple[Problem, ...] = ()

    @cached_property
    def sound_for(self) -> set[tuple[frozenset[str], bool]]:
        """For which fields no problem was found in its tags.

        They are remembered, since a template is filled for one paper after the other.
        """
        return set()

    @cached_property
    def opened(self) -> list[tuple[DocxTemplate, list[Story]]]:
        """What it was opened to be looked at, and nobody has filled yet: one at most."""
        return []

    @cached_property
    def readied(self) -> dict[bool, list[Readied]]:
        """Its stories ready to be filled, by whether they are the stationery; kept as above."""
        return {}


class Readied(Struct, frozen=True):
    """A story of a template as Jinja takes it: all its tags, its source, and the tag of each line.

    The lines are counted from the second. The source is "" where there is no tag. `restarts` are
    the lists that begin again in each turn of a loop.
    """

    tags: Sequence[Tag]
    source: str = ""
    lines: Sequence[Tag] = ()
    restarts: Restarts = Restarts()


def fill(
    template: WordTemplate,
    fields: Mapping[str, Value],
    slots: Slots,
    *,
    stationery: bool = False,
    sound: bool = False,
) -> Document:
    """Return the template as a document with a mark of `slots` in the place of each value.

    Of the house template only header and footer are used (`stationery`), of any other only the
    body and its notes; what is not used is left as it is. With `sound`, the tags are not looked
    through again: `tags_of` has found no problem with these fields.

    Raises TemplatesError with all problems in the template: tags that cannot be read, unknown
    fields, text that a tag would swallow, a result that is no valid XML.
    """
    with working_on(Place(template.file), Stage.FILLING, TemplatesError):
        return _filled(template, fields, slots, stationery=stationery, sound=sound)


def _filled(
    template: WordTemplate,
    fields: Mapping[str, Value],
    slots: Slots,
    *,
    stationery: bool,
    sound: bool,
) -> Document:
    try:
        docx, told = template.opened.pop()
    except IndexError:
        docx, told = opened(template)
    known = frozenset(fields), stationery
    doubtful = not sound and known not in template.sound_for
    wanted = [story for story in told if story.is_stationery is stationery]
    if doubtful or stationery not in template.readied:
        tagged = _tagged(wanted, template.file)
        if doubtful and (problems := _faults(tagged, template.file, with_own(fields))):
            raise TemplatesError(problems)
        template.sound_for.add(known)
        template.readied[stationery] = [_readied(docx, story, tags) for story, tags in tagged]
    problems = []
    for story, readied in zip(wanted, template.readied[stationery], strict=True):
        if readied.tags:
            problems += _fill_story(cast(Document, docx.docx), story, readied, fields, slots)
    if problems:
        raise TemplatesError(problems)
    document = cast(Document, docx.docx)
    for story in stories(document):
        if story.is_stationery is stationery:
            changed = accept_changes(story.root)
            if settle_controls(story.root, slots) or changed:
                story.keep()
    return document


def tags_of(
    document: Document, file: str, known: Iterable[str] | None, *, stationery: bool = False
) -> tuple[list[list[Tag]], list[Problem]]:
    """Return the tags of each story that `fill` would fill, and their problems, filling nothing.

    With None for `known`, nothing is said of names that may be fields or not.
    """
    wanted = [story for story in stories(document) if story.is_stationery is stationery]
    tagged = _tagged(wanted, file)
    return [tags for _, tags in tagged], _faults(tagged, file, known)


_Tagged: TypeAlias = list[tuple[Story, list[Tag]]]


def _tagged(wanted: Iterable[Story], file: str) -> _Tagged:
    return [(story, read_tags(story, file)) for story in wanted]


def _faults(tagged: _Tagged, file: str, known: Iterable[str] | None) -> list[Problem]:
    env = environment()
    return [p for story, tags in tagged for p in faults(story, file, tags, env, known)]


def names_in(template: WordTemplate) -> tuple[set[str], set[str]]:
    """Return the names that a template's tags ask for, and those that they compare with something.

    The template was filled before, so that its tags are known to be readable.
    """
    return names_used([t for each in template.readied[False] for t in each.tags], environment())


def names_asked(template: WordTemplate) -> set[str]:
    """Return the names that the tags of a template ask for, its header and footer included.

    It is empty where a tag cannot be read: that is reported where it is filled.
    """
    document, found = opened(template)[0].docx, []
    for stationery in (False, True):
        by_story, problems = tags_of(document, template.file, None, stationery=stationery)
        if problems:
            return set()
        found += [tag for tags in by_story for tag in tags]
    return names_used(found, environment())[0]


def opened(template: WordTemplate) -> tuple[DocxTemplate, list[Story]]:
    """Return the template as docxtpl has it, and its stories; raises TemplatesError if damaged."""
    try:
        docx = DocxTemplate(io.BytesIO(template.data))
        docx.init_docx()
        put_tags_in_text(docx.docx, template.file)
        if any(rel.reltype is None for rel in docx.docx.part.rels.values()):
            raise ValueError("a relationship without a type")  # noqa: TRY301 - as python-docx's own
        return docx, list(stories(docx.docx))
    except Exception as error:  # python-docx raises whatever a damaged file leads it to
        found = f"The template is damaged: {str(error) or type(error).__name__}"
        hint = "open it in Word, let it repair the file, and save it"
        place = Place(template.file)
        raise TemplatesError([Problem("damaged-file", place, found, "", hint)]) from error


def _readied(docx: DocxTemplate, story: Story, tags: Sequence[Tag]) -> Readied:
    """Return a story as Jinja takes it; changes the story, which is then to be filled."""
    if not tags:
        return Readied(tags)
    restarts = mark_loops(docx.docx, story.root, tags)
    put_stand_ins(story.root, tags)
    prepared = docx.patch_xml(etree.tostring(story.root, encoding="unicode"))
    return Readied(tags, *_one_tag_a_line(prepared, tags), restarts)


def _fill_story(
    document: Document, story: Story, readied: Readied, fields: Mapping[str, Value], slots: Slots
) -> list[Problem]:
    filler = _Filler(slots, readied.lines)
    try:
        env = environment(filler.mark)
        code = _compiled(readied.source)
        filler.template = Template.from_code(env, code, env.make_globals(None))
        root = parse_xml(unmasked(_rendered(filler.template, fields)))
    except RUNTIME as error:
        return [*filler.problems, filler.refused(error)]
    except etree.XMLSyntaxError as error:
        return [*filler.problems, _torn(readied.tags[0].place.file, error)]
    restart_lists(document, root, readied.restarts)
    _replace(story, root)
    return filler.problems


def _rendered(template: Template, fields: Mapping[str, Value]) -> str:
    """Return the filled template; raises TemplateRuntimeError for one without end."""
    pieces, length = [], 0
    for piece in template.generate(fields):
        pieces.append(piece)
        length += len(piece)
        if length > _LONGEST:
            raise TemplateRuntimeError("the filled template is longer than any report")
    return "".join(pieces)


@lru_cache(maxsize=256)
def _compiled(source: str) -> CodeType:
    """Return the code of a template, which is the same for every paper."""
    return environment().compile(source)


def _one_tag_a_line(prepared: str, tags: Sequence[Tag]) -> tuple[str, list[Tag]]:
    """Put each tag's source in the place of its stand-in, on a line of its own.

    Inside a tag a line break is white space; outside it would be text. Returns the source and the
    tag of each line, from the second: Jinja's line numbers then count tags.
    """
    lines: list[Tag] = []
    out, end, flat = [], 0, prepared.replace("\n", " ")
    for stand_in in STAND_IN.finditer(flat):
        tag = tags[int(stand_in[1] or stand_in[2])]
        source = tag.source.replace("\n", " ")
        out += [flat[end : stand_in.start()], source[:2], "\n", source[2:]]
        lines.append(tag)
        end = stand_in.end()
    # damaged XML can lose every stand-in: what is then wrong is reported at the first tag
    return "".join([*out, flat[end:]]), lines or [tags[0]]


class _Filler:
    """Puts a mark in the place of each value and remembers which tag is being filled."""

    def __init__(self, slots: Slots, lines: Sequence[Tag]) -> None:
        self.template: Template | None = None
        self.problems: list[Problem] = []
        self._slots, self._lines = slots, lines

    def mark(self, value: object) -> str:
        """Return the mark for a value, "" for a field left out; note a value that is no text."""
        if value is None:
            return ""
        tag = self._at(self._line_of(sys._getframe(1)))
        if isinstance(value, Undefined):
            self.problems.append(_undefined(tag, value))
            return ""
        if isinstance(value, bool | int | float):
            value = str(value)
        if isinstance(value, str | Missing | Link | Prose | Table | Picture):
            return self._slots.mark(value, tag.text, tag.place)
        self.problems.append(not_text(tag, value))
        return ""

    def refused(self, error: BaseException) -> Problem:
        """Return the problem of an exception that came while Jinja compiled or rendered."""
        line, trace = getattr(error, "lineno", None), error.__traceback__
        while trace is not None:
            # Jinja rewrites the traceback: a frame of the template's has the template's own line.
            if trace.tb_frame.f_code.co_filename == "<template>":
                line = trace.tb_lineno
            trace = trace.tb_next
        tag, asked = self._at(line), getattr(error, "asked", None)
        if isinstance(asked, Undefined) and not isinstance(error, SecurityError):
            return _undefined(tag, asked)
        if isinstance(error, TemplateSyntaxError):
            return unrunnable(tag, error)
        return failed(tag, error)

    def _line_of(self, frame: FrameType | None) -> int | None:
        while frame is not None and frame.f_code.co_filename != "<template>":
            frame = frame.f_back
        if frame is None or self.template is None:
            return None
        return self.template.get_corresponding_lineno(frame.f_lineno)

    def _at(self, line: int | None) -> Tag:
        return self._lines[min(max((line or 2) - 2, 0), len(self._lines) - 1)]


def _undefined(tag: Tag, value: Undefined) -> Problem:
    owner = value._undefined_obj
    return unknown_part(tag, str(value._undefined_name), [] if owner is missing else [owner])


def not_text(tag: Tag, value: object) -> Problem:
    """Return the problem of a tag that would print a list or a group of fields."""
    return Problem(
        "not-text",
        tag.place,
        f"“{tag.text}” prints one text, but the field is {kind(value)}",
        "",
        "repeat it with {% for … %}, or name the part to print",
    )


def failed(tag: Tag, error: BaseException) -> Problem:
    """Return the problem of a tag that the values it works with do not fit."""
    return Problem(
        "unsafe-tag" if isinstance(error, SecurityError) else "tag-failed",
        tag.place,
        f"“{tag.text}” could not be filled: {error}",
        "a tag that the values in the papers fit",
        "in Word, type a plain tag in its place, such as “{{ title }}”, without a calculation",
    )


def _torn(file: str, error: etree.XMLSyntaxError) -> Problem:
    return Problem(
        "torn-xml",
        Place(file),
        f"The filled template is not a document that Word can open: {error}",
        "tags that begin and end at the same level",
        "put the tags of each “for” and “if” in paragraphs of their own",
    )


def _replace(story: Story, root: Element) -> None:
    parent = story.root.getparent()
    if parent is not None:
        parent.replace(story.root, root)
    elif isinstance(story.part, XmlPart):
        story.part._element = root  # type: ignore[assignment]
    else:
        story.root = root
        story.keep()
