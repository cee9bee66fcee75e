"""The list of fields: whole, described, and the same as what templates are filled with."""

from __future__ import annotations

import io
import json

import docx
import pytest
from lxml import html

from panel_papers.template_tools.check.library import Shape
from panel_papers.template_tools.fields.field_list import WRITERS
from panel_papers.template_tools.fields.fields import FieldInfo, fields_of, supplied_paths
from panel_papers.template_tools.preview.samples import KINDS, SUPPLY, sample_fields, sample_paper
from panel_papers.word.fields import MEANINGS, paper_fields


@pytest.fixture
def fields(own_desk) -> dict[str, FieldInfo]:
    found = fields_of(own_desk.templates, own_desk.inputs)
    assert found
    return {each.name: each for each in found}


def test_every_field_that_is_supplied_is_described_and_no_other():
    supplied = {path for name in SUPPLY for path in supplied_paths(sample_fields("longest", name))}
    of_the_paper = {
        f"paper.{path}" for path in supplied_paths(paper_fields(sample_paper("longest")))
    }
    assert of_the_paper <= supplied
    assert supplied - of_the_paper == set(MEANINGS)


def test_a_field_that_may_be_missing_is_described_as_optional_and_no_other():
    with_all, bare = (
        {path for name in SUPPLY for path in _given(sample_fields(kind, name))}
        for kind in ("longest", "nothing optional")
    )
    # What is in a list is there as often as the list has items.
    missing = {path for path in with_all - bare if "[]" not in path}
    optional = {
        path
        for path, meaning in MEANINGS.items()
        if not meaning.required and meaning.kind != "group"
    } - {"heading"}  # the general template always has one, a section's own seldom
    assert missing - {f"paper.{path}" for path in optional} == {
        path for path in optional if "[]" not in path
    }


def _given(value, path=""):
    """Yield the way to each field that holds something."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _given(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield path
            yield from _given(inner, f"{path}[]")
    elif value is not None:
        yield path


def test_a_field_of_the_paper_is_told_whole(fields):
    assert fields["enquiries_to.role"] == FieldInfo(
        name="enquiries_to.role",
        meaning="That person’s post",
        type_="text",
        example="Policy Officer",
        required=True,
        templates=("cover-sheet", "restricted-notice"),
        offered=(
            "agenda",
            "appendices",
            "climate-implications",
            "contents",
            "context",
            "cover-sheet",
            "equality-implications",
            "financial-implications",
            "house",
            "legal-implications",
            "purpose",
            "recommendations",
            "restricted-notice",
            "risk-implications",
            "section",
        ),
    )
    assert not fields["divisions_affected"].required


def test_each_section_has_its_own_text(fields):
    assert {n for n, each in fields.items() if each.type_ == "Markdown"} == {
        "purpose",
        "recommendations",
        "context",
        "climate_implications",
        "equality_implications",
        "financial_implications",
        "legal_implications",
        "risk_implications",
        "section",
    }


def test_fields_of_structured_appendices_come_from_their_tags_and_from_the_papers(fields):
    own = {n: each for n, each in fields.items() if each.offered == ("progress-report",)}
    assert {n: (each.type_, each.required) for n, each in own.items()} == {
        "introduction": ("Markdown text", True),
        "chapters": ("list of groups", True),
        "chapters[].title": ("text", True),
        "chapters[].summary": ("Markdown text", True),
        "chapters[].successes": ("list of texts", False),
        "chapters[].areas_for_improvement": ("list of texts", False),
    }
    assert own["chapters[].title"].example == "Further investment in crime prevention"


def test_what_a_paper_gives_and_no_template_prints_is_told_as_unused(own_desk):
    file = own_desk.inputs / "march-2024" / "appendices" / "police-and-crime-plan.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("chapters:", "colour: red\nchapters:", 1), encoding="utf-8")
    (unused,) = (f for f in fields_of(own_desk.templates, own_desk.inputs) if f.name == "colour")
    assert (unused.templates, unused.offered, unused.example) == ((), ("progress-report",), "red")


def test_a_field_that_an_editor_takes_out_stands_there_no_more(own_desk, fields):
    assert fields["divisions_affected"].templates == ("cover-sheet",)
    own_desk.edit("cover-sheet", "{{ divisions_affected }}", "everywhere")
    own_desk.edit("cover-sheet", "{%tr if divisions_affected %}", "{%tr if title %}")
    after = {each.name: each for each in fields_of(own_desk.templates, own_desk.inputs)}
    assert after["divisions_affected"].templates == ()


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("title", "{{ title }}"),
        ("introduction", "{{ introduction | markdown }}"),
        (
            "background_papers[].title",
            "{% for background_paper in background_papers %} {{ background_paper.title }} "
            "{% endfor %}",
        ),
        (
            "chapters[].successes",
            "{% for chapter in chapters %} {% for success in chapter.successes %} {{ success }} "
            "{% endfor %} {% endfor %}",
        ),
    ],
)
def test_each_field_says_how_it_is_typed(fields, name, tag):
    assert fields[name].tag == tag


def test_text_page_and_word_document_name_every_field(fields):
    listed = list(fields.values())
    text = WRITERS["text"](listed).decode()
    page = html.document_fromstring(WRITERS["html"](listed))
    word = docx.Document(io.BytesIO(WRITERS["docx"](listed)))
    assert [n for n in fields if f"\n{n}\n" not in text] == []
    assert {each.text for each in page.xpath("//th/code")} == set(fields)
    rows = [row for table in word.tables for row in table.rows[1:]]
    assert {row.cells[0].paragraphs[0].runs[0].text for row in rows} == set(fields)
    told = {each["name"]: each for each in json.loads(WRITERS["json"](listed))}
    assert told["enquiries_to.email"]["templates"] == [
        "agenda",
        "contents",
        "cover-sheet",
        "restricted-notice",
    ]


def test_unused_fields_have_a_part_of_their_own(fields):
    unused = {n for n, each in fields.items() if not each.templates}
    assert unused == {"paper"}
    _, _, rest = WRITERS["text"](list(fields.values())).decode().partition("no template uses")
    assert [line for line in rest.splitlines() if line in fields] == ["paper"]


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_the_same_fields_give_the_same_bytes(fields, form):
    assert WRITERS[form](list(fields.values())) == WRITERS[form](list(fields.values()))


def test_what_a_template_or_a_paper_says_does_not_become_markup():
    evil = "<script>alert(1)</script>"
    field = FieldInfo(evil, evil, evil, evil, True, (evil,), (evil,))
    page = WRITERS["html"]([field]).decode()
    assert evil not in page
    assert page.count("&lt;script&gt;") == 6


def test_word_list_repeats_its_header_row_and_is_english(fields):
    word = docx.Document(io.BytesIO(WRITERS["docx"](list(fields.values()))))
    assert all(table.rows[0]._tr.xpath("w:trPr/w:tblHeader") for table in word.tables)
    languages = word.styles.element.xpath("//w:lang/@w:val")
    assert set(languages) == {"en-GB"}
    assert word.core_properties.title == "Fields for the Word templates"


@pytest.mark.parametrize("kind", KINDS)
def test_a_structured_sample_leaves_out_only_what_the_template_can_do_without(kind):
    shape = Shape({"must": Shape(required=True), "may": Shape(item=Shape())})
    given = sample_fields(kind, "any", shape)
    assert set(given) - {"appendix", "paper"} == (
        {"must"} if kind == "nothing optional" else {"must", "may"}
    )
