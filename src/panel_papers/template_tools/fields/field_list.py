"""The list of fields for people: as text, JSON, an HTML page or a Word document."""

from __future__ import annotations

import base64
import hashlib
import json
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from types import MappingProxyType

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from panel_papers.output import page_style
from panel_papers.template_tools.fields.fields import FieldInfo
from panel_papers.word import element, to_bytes

TITLE = "Fields for the Word templates"
INTRODUCTION = (
    "What is typed between {{ and }} in a template is a field: the program puts what the paper "
    "says in its place. “Required” fields are there in every paper; ask for the others with "
    "{% if … %} first."
)
HEADINGS = ("Field", "What it is", "Example", "Type", "Used in")
_WIDTH = 96
_WIDTHS = (8.2, 6.2, 4.5, 3, 3.8)  # of the columns in Word, in centimetres


def as_text(fields: Sequence[FieldInfo]) -> bytes:
    """Return the list for a terminal."""
    lines = [TITLE, "", *textwrap.wrap(INTRODUCTION, _WIDTH)]
    for heading, those in _groups(fields):
        lines += ["", heading, "-" * len(heading)]
        for each in those:
            lines += ["", each.name, *_indented(f"type:      {each.tag}")]
            lines += _indented(f"meaning:   {each.meaning}")
            if each.example:
                lines += _indented(f"example:   {each.example}")
            lines += _indented(f"kind:      {each.type_}, {_required(each)}")
            lines += _indented(f"used in: {_stands_in(each)}")
    return ("\n".join(lines) + "\n").encode()


def as_json(fields: Sequence[FieldInfo]) -> bytes:
    """Return the list as a JSON array, one object a field."""
    told = [
        {
            "name": each.name,
            "tag": each.tag,
            "meaning": each.meaning,
            "example": each.example,
            "type": each.type_,
            "required": each.required,
            "templates": list(each.templates),
            "offered": list(each.offered),
        }
        for each in fields
    ]
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def as_html(fields: Sequence[FieldInfo]) -> bytes:
    """Return the list as one page without script, in the look of the hand-over sheet."""
    room = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style = page_style() + _own(__package__, "fields.css")
    page = room.from_string(_own(__package__, "fields.html.jinja")).render(
        title=TITLE,
        introduction=INTRODUCTION,
        headings=HEADINGS,
        groups=[
            (name, [(each, _required(each), _stands_in(each)) for each in those])
            for name, those in _groups(fields)
        ],
        style=Markup(style),  # noqa: S704 -- ours, and no text of a template is in it
        style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
    return page.encode()


def as_docx(fields: Sequence[FieldInfo]) -> bytes:
    """Return the list as a Word document: a table a group, its header row repeated."""
    document = docx.Document()
    _set_up(document)
    document.add_heading(TITLE, 1)
    document.add_paragraph(INTRODUCTION)
    for name, those in _groups(fields):
        document.add_heading(name, 2)
        table = document.add_table(1, len(HEADINGS), style="Table Grid")
        _fill_row(table, 0, HEADINGS)
        for each in those:
            table.add_row()
            words = (each.meaning, each.example, f"{each.type_}, {_required(each)}")
            _fill_row(table, -1, ("", *words, _stands_in(each)))
            paragraph = table.rows[-1].cells[0].paragraphs[0]
            paragraph.add_run(each.name).bold = True
            paragraph.add_run().add_break(WD_BREAK.LINE)
            paragraph.add_run(each.tag)
        _dress(table)
    return to_bytes(document)


WRITERS: Mapping[str, Callable[[Sequence[FieldInfo]], bytes]] = MappingProxyType(
    {"text": as_text, "json": as_json, "html": as_html, "docx": as_docx}
)


def _groups(fields: Sequence[FieldInfo]) -> Iterator[tuple[str, list[FieldInfo]]]:
    """Yield the fields that are somewhere, then those that no template uses."""
    used = [each for each in fields if each.templates]
    unused = [each for each in fields if not each.templates]
    if used:
        yield "Fields that the templates use", used
    if unused:
        yield "Fields that no template uses", unused


def _required(each: FieldInfo) -> str:
    return "required" if each.required else "optional"


def _stands_in(each: FieldInfo) -> str:
    if each.templates:
        return ", ".join(each.templates)
    return f"none; it could in {', '.join(each.offered)}"


def _indented(text: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent="    ",
        subsequent_indent=" " * 15,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _own(package: str, name: str) -> str:
    return (files(package) / name).read_text(encoding="utf-8")


def _set_up(document: Document) -> None:
    """Make it A4 on its side, in English, with properties that depend on nothing else."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    properties = document.core_properties
    properties.title, properties.author, properties.language = TITLE, "Panel Papers", "en-GB"
    properties.last_modified_by, properties.comments = "Panel Papers", ""
    properties.created = properties.modified = datetime(1980, 1, 1)  # noqa: DTZ001 - as python-docx wants it


def _fill_row(table: Table, row: int, texts: Sequence[str]) -> None:
    for cell, text in zip(table.rows[row].cells, texts, strict=True):
        if text:
            cell.paragraphs[0].add_run(text)


def _dress(table: Table) -> None:
    """Repeat the header row, keep rows whole, and give the columns their widths."""
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for run in (run for cell in head.cells for run in cell.paragraphs[0].runs):
        run.bold = True
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, element("w:cantSplit"))
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(3)
