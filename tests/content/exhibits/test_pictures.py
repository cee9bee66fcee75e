"""Pictures in prose: from the inputs to Word, and what is said of those that cannot be printed."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from panel_papers.content import put_in, reckon, show_exhibits
from panel_papers.content.exhibits import refuse_restricted
from panel_papers.content.exhibits.numbering import numbered_exhibits
from panel_papers.core.problems import InputsError
from panel_papers.inputs import clean_paper, read_paper
from panel_papers.inputs.picture_paths import picture_paths
from panel_papers.word.documents import Templates, write_documents

PAPER = """\
title: Title
report_to: Panel
author: Office
date: 2030-05-02
for: Noting
enquiries_to: {name: Team, role: Team, email: team@example.org}
sections: [purpose, context]
"""
ALT = "The site lies between two roads"


def picture(kind: str = "PNG") -> bytes:
    image = Image.new("RGB", (60, 40), "teal")
    exif = image.getexif()
    exif[0x010F] = "A maker of cameras"
    image.save(stream := io.BytesIO(), kind, exif=exif)
    return stream.getvalue()


@pytest.fixture
def paper(tmp_path, monkeypatch):
    """Write a paper with this text and with pictures, and return its parts as they are read."""
    templates = Path("templates/word").resolve()
    monkeypatch.chdir(tmp_path)
    folder = Path("inputs/p")
    (folder / "appendices").mkdir(parents=True)

    def make(text: str, more: str = "", **files: bytes | str):
        (folder / "paper.yaml").write_text(PAPER + more, encoding="utf-8")
        (folder / "purpose.md").write_text(text, encoding="utf-8")
        (folder / "context.md").write_text("Text.\n", encoding="utf-8")
        for name, data in {"map.png": picture(), **files}.items():
            typed = data if isinstance(data, bytes) else data.encode()
            (folder / "appendices" / name).write_bytes(typed)
        read = read_paper(folder)
        figured = put_in(read.paper, reckon(read.figures))
        shown = show_exhibits(figured.paper, read.figures)
        found = (*read.problems, *figured.problems, *shown.problems)
        problems = tuple(each for each in found if each.code != "unused-file")
        return shown, problems, Templates(templates)

    return make


def written(made):
    shown, problems, templates = made
    assert problems == ()
    cleaned = clean_paper(shown.paper)
    documents = write_documents(cleaned.paper, templates)
    return docx.Document(io.BytesIO(documents.report.docx)), cleaned


def codes(made) -> list[tuple[str, str]]:
    return [(each.code, str(each.place)) for each in made[1]]


def alternative_texts(document) -> list[str]:
    return [each.get("descr") for each in document.element.body.iter(qn("wp:docPr"))]


def test_a_picture_is_printed_with_number_caption_and_alternative_text(paper):
    made = paper(f'Above.\n\n![{ALT}](appendices/map.png "The site & roads")\n\nBelow.\n')
    document, cleaned = written(made)
    texts = [each.text for each in document.paragraphs]
    at = texts.index("Figure 1: The site & roads")
    assert (texts[at - 1], texts[at + 1], texts[at + 2]) == ("Above.", "", "Below.")
    assert alternative_texts(document) == [ALT]
    assert "appendices/map.png" in [each.path for each in made[0].paper.files]
    (file,) = cleaned.files
    assert (file.number, file.file) == (0, "inputs/p/appendices/map.png")
    blob = document.inline_shapes[0]._inline.graphic.graphicData.pic.blipFill.blip.embed
    assert b"A maker of cameras" not in document.part.related_parts[blob].blob


def test_without_a_caption_it_has_no_number(paper):
    made = paper(f'![{ALT}](appendices/map.png)\n\n![Second](appendices/map.png "Caption")\n')
    document, _ = written(made)
    assert "Figure 1: Caption" in [each.text for each in document.paragraphs]
    assert alternative_texts(document) == [ALT, "Second"]
    assert [label for _, label, _ in numbered_exhibits(made[0].paper)] == ["Figure 1"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("<appendices/the map.png>", "the map.png"),
        ("appendices/the%20map.png", "the map.png"),
        ("./appendices/map.png", "map.png"),
        ("appendices/photo.JPG", "photo.JPG"),
    ],
)
def test_a_path_may_be_written_in_these_ways(paper, typed, name):
    data = picture("JPEG" if name.endswith("JPG") else "PNG")
    document, _ = written(paper(f"![{ALT}]({typed})\n", **{name: data}))
    assert alternative_texts(document) == [ALT]


def test_a_markdown_appendix_may_have_pictures(paper):
    more = "appendices:\n- title: Plan\n  file: appendices/plan.md\n"
    made = paper(
        "See Appendix 1.\n", more, **{"plan.md": f"# Site\n\n![{ALT}](appendices/map.png)\n"}
    )
    shown, problems, templates = made
    assert problems == ()
    documents = write_documents(clean_paper(shown.paper).paper, templates)
    assert alternative_texts(docx.Document(io.BytesIO(documents.appendices[1].docx))) == [ALT]


def test_figures_are_printed_in_caption_and_alternative_text(paper, tmp_path):
    (tmp_path / "inputs/p/data").mkdir()
    (tmp_path / "inputs/p/data/d.csv").write_text("Cost (£)\n12\n", encoding="utf-8")
    (tmp_path / "inputs/p/figures.yaml").write_text(
        "figures:\n  cost: {label: Cost, source: data/d.csv, column: Cost (£), format: £1}\n",
        encoding="utf-8",
    )
    tag = "{{ figures.cost }}"
    document, _ = written(paper(f'![A sign: {tag}](appendices/map.png "It costs {tag}")\n'))
    assert "Figure 1: It costs £12" in [each.text for each in document.paragraphs]
    assert alternative_texts(document) == ["A sign: £12"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("![](appendices/map.png)", "no-alternative-text", 3),
        ("![A](appendices/mop.png)", "unknown-picture", 3),
        ("![A](https://example.org/map.png)", "unknown-picture", 3),
        ("![A](appendices/plan.docx)", "unknown-picture", 3),
        ("![A](../map.png)", "path-leaves-folder", 3),
        ("![A](appendices/broken.png)", "bad-picture", None),
        ("![A {{ figures.none }}](appendices/map.png)", "unknown-figure", 3),
        ('![A](appendices/map.png "{{ figures.none }}")', "unknown-figure", 3),
    ],
)
def test_what_cannot_be_printed_is_an_error_at_its_place(paper, text, code, line):
    made = paper(f"Text.\n\n{text}\n", **{"broken.png": b"\x89PNG\r\n\x1a\nbroken"})
    ((found, place),) = codes(made)
    assert found == code
    if line:
        assert place.startswith("inputs/p/purpose.md:3")


def test_a_name_that_is_nearly_right_is_offered(paper):
    ((problem,)) = paper("![A](appendices/mop.png)\n\n![B](appendices/map.png)\n")[1]
    assert problem.hint == "write “appendices/map.png” if you mean that"


@pytest.mark.parametrize(
    "text",
    [
        f"In a line ![{ALT}](appendices/map.png) of text.",
        f"- ![{ALT}](appendices/map.png)",
        f"> ![{ALT}](appendices/map.png)",
        f"| A | B |\n|---|---|\n| ![{ALT}](appendices/map.png) | b |",
    ],
)
def test_a_picture_inside_something_else_is_refused_by_the_writer(paper, text):
    shown, _, templates = paper(text + "\n")
    with pytest.raises(InputsError) as caught:
        write_documents(shown.paper, templates)
    assert {each.code for each in caught.value.problems} == {"picture-in-prose"}


def test_an_exempt_appendix_may_not_show_pictures_of_the_public_folder(paper):
    more = (
        "appendices:\n- title: Plan\n  file: appendices/plan.md\n"
        "  restricted: {paragraph: 3, reason: Prices given in confidence}\n"
    )
    shown, _, _ = paper("See Appendix 1.\n", more, **{"plan.md": f"![{ALT}](appendices/map.png)\n"})
    from panel_papers.inputs import read_restricted

    whole = read_restricted(Path("inputs/p"), shown.paper)
    with pytest.raises(InputsError) as caught:
        refuse_restricted(whole.paper)
    assert [each.code for each in caught.value.problems] == ["picture-in-prose"]


def test_paths_are_found_as_markdown_reads_them():
    text = '![a](b.png) ![](<c d.jpg> "t") [x](e.png) ![f](g.pdf) ![h\\]i]( j.jpeg )'
    assert list(picture_paths(text)) == ["b.png", "c d.jpg", "j.jpeg"]
