"""A numbered list in a loop is a list of its own in each turn, where it is one in the template."""

from __future__ import annotations

import io
import itertools

import docx
import pytest

from panel_papers.word.filling.fill import WordTemplate, fill
from panel_papers.word.filling.slots import Slots

CHAPTERS = [{"title": "A", "items": ["a", "b"]}, {"title": "B", "items": ["c", "d"]}]


def filled(*paragraphs: tuple[str, str]):
    document = docx.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    data = io.BytesIO()
    document.save(data)
    template = WordTemplate("a.docx", data.getvalue())
    slots = Slots()
    twice = [fill(template, {"chapters": CHAPTERS}, slots) for _ in range(2)]
    assert lists(twice[0]) == lists(twice[1])  # the second comes of what was readied for the first
    return twice[0]


def lists(document) -> list[str]:
    """The list of each paragraph, as a letter in the order of their first items; - for none."""
    names: dict[str, str] = {}
    letters = itertools.count(ord("A"))
    found = []
    for paragraph in document.paragraphs:
        said = paragraph._p.xpath("w:pPr/w:numPr/w:numId/@w:val")
        if not said and not paragraph.style.name.startswith("List"):
            found.append("-")
            continue
        key = said[0] if said else "style"
        names[key] = names.get(key) or chr(next(letters))
        found.append(names[key])
    assert not document.element.xpath("//@w:rsidP")
    return found


FOR, END = ("Normal", "{%p for chapter in chapters %}"), ("Normal", "{%p endfor %}")
INNER = ("Normal", "{%p for item in chapter.items %}")
ITEM = ("List Number", "{{ item }}")
TITLE = ("List Number", "{{ chapter.title }}")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ([FOR, ("Heading 1", "{{ chapter.title }}"), INNER, ITEM, END, END], "-AA-BB"),
        ([FOR, ("Normal", "{{ chapter.title }}"), INNER, ITEM, END, END], "-AA-BB"),
        ([FOR, INNER, ITEM, END, ("Normal", "after"), END], "AA-BB-"),
        ([FOR, ("Heading 1", "Items"), TITLE, TITLE, END], "-AA-BB"),
        ([FOR, TITLE, END], "AA"),  # the loop is the list
        ([FOR, TITLE, ("Normal", "text of the item"), END], "A-A-"),
        ([FOR, ("Heading 1", "x"), INNER, ("List Bullet", "{{ item }}"), END, END], "-AA-AA"),
        ([TITLE, TITLE], None),
    ],
)
def test_list_starts_anew_where_a_reader_expects_it(template, expected):
    if expected is None:  # no loop
        assert lists(filled(("List Number", "one"), ("List Number", "two"))) == ["A", "A"]
        return
    assert "".join(lists(filled(*template))) == expected


def test_each_lists_first_number_is_that_of_its_level():
    document = filled(FOR, ("Heading 1", "x"), INNER, ITEM, END, END)
    root = document.part.numbering_part.element
    numbers = {n for p in document.paragraphs for n in p._p.xpath("w:pPr/w:numPr/w:numId/@w:val")}
    assert len(numbers) == 2
    for number in numbers:
        start = f"w:num[@w:numId={number}]/w:lvlOverride[@w:ilvl=0]/w:startOverride/@w:val"
        assert root.xpath(start) == ["1"]
