"""A paper's documents from the shipped templates and from others: nothing handed in is lost."""

import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from msgspec.structs import replace

from panel_papers.core.model import Appendix, Contact, FromTemplate, Paper, Section
from panel_papers.core.problems import InputsError, Place, Problem, TemplatesError
from panel_papers.core.values import Link, Missing, PlacedText, Prose
from panel_papers.word.documents import (
    KeptDocuments,
    Templates,
    write_contents,
    write_documents,
)

SHIPPED = Path("templates/word")


def placed(text, line):
    return PlacedText(text, Place("p/appendices/a.yaml", line))


def paper(**changes):
    prose = {n: Prose(f"Words of {n}.", Place(f"p/{n}.md", 1)) for n in ("purpose", "context")}
    made = Paper(
        name="p",
        title="Title & more",
        short_title="Short",
        report_to="The panel",
        author="The author",
        date=date(2030, 5, 2),
        report_for="Noting",
        enquiries_to=Contact("An officer", "Officer", "officer@example.org"),
        divisions_affected="All",
        language="en-GB",
        sections=tuple(Section(n, text) for n, text in prose.items()),
        background_papers=(),
        appendices=(),
        files=(),
    )
    return replace(made, **changes)


def appendix(fields, template="progress-report"):
    place = Place("p/appendices/a.yaml", 1)
    return Appendix(1, "Progress", FromTemplate(template, fields), place)


def templates(tmp_path, **others):
    """The shipped templates, some of them replaced."""
    folder = tmp_path / "word"
    shutil.copytree(SHIPPED, folder)
    for name, data in others.items():
        (folder / f"{name}.docx").write_bytes(data)
    return Templates(folder), folder.as_posix()


def all_text(docx):
    return " ".join(
        t.text or "" for t in Document(io.BytesIO(docx)).element.iter() if t.tag.endswith("}t")
    )


CHAPTERS = {
    "introduction": placed("Intro.", 2),
    "chapters": [
        {"title": placed("One", 4), "summary": placed("Sum.", 5), "successes": [placed("yes", 7)]},
        {
            "title": placed("Two", 9),
            "summary": placed("Sum.", 10),
            "areas_for_improvement": [placed("yes", 12)],
        },
    ],
}


def test_fields_that_a_chapter_leaves_out_are_left_out():
    made = write_documents(paper(appendices=(appendix(CHAPTERS),)), Templates(SHIPPED))
    text = all_text(made.appendices[1].docx)
    assert [text.count(w) for w in ("Successes", "Areas for improvement", "yes")] == [1, 1, 2]


def test_kept_appendix_is_written_again_only_where_it_the_paper_or_its_template_changed(tmp_path):
    kept, own = KeptDocuments(), appendix(CHAPTERS)

    def written(paper, folder=SHIPPED):
        return write_documents(paper, Templates(folder), kept=kept).appendices[1]

    first = written(paper(appendices=(own,)))
    prose = Prose("Other words.", Place("p/purpose.md", 1))
    assert written(paper(appendices=(own,), sections=(Section("purpose", prose),))) is first
    second = replace(own, number=2, title="Annual")
    changed = [
        (paper(appendices=(own,), title="Another title"), SHIPPED),
        (paper(appendices=(own, second)), SHIPPED),
        (paper(appendices=(appendix({**CHAPTERS, "introduction": placed("New.", 2)}),)), SHIPPED),
    ]
    for each, where in changed:
        plain = write_documents(each, Templates(where)).appendices[1]
        made = written(each, where)
        assert made is not first
        assert made.docx == plain.docx
    _, folder = templates(tmp_path)
    house = Document(str(SHIPPED / "house.docx"))
    house.sections[0].left_margin += 36000
    house.save(Path(folder) / "house.docx")
    before = written(paper(appendices=(own,)))
    assert written(paper(appendices=(own,)), Path(folder)).docx != before.docx


def test_kept_contents_page_is_that_of_its_entries():
    kept, made = KeptDocuments(), Templates(SHIPPED)
    entries = [(Link("Report", "https://example.org/"), 2)]
    first = write_contents(paper(), entries, made, kept=kept)
    assert write_contents(paper(), entries, made, kept=kept) is first
    moved = [(entries[0][0], 3)]
    assert write_contents(paper(), moved, made, kept=kept) == write_contents(paper(), moved, made)


def test_a_misspelt_field_of_an_appendix_is_told_with_the_templates_name_for_it():
    chapters = [
        {"title": placed("One", 4), "summary": placed("Sum.", 5), "sucesses": [placed("One", 7)]}
    ]
    content = {**CHAPTERS, "chapters": chapters}
    with pytest.raises(InputsError) as caught:
        write_documents(paper(appendices=(appendix(content),)), Templates(SHIPPED))
    assert caught.value.problems == (
        Problem(
            "text-not-printed",
            Place("p/appendices/a.yaml", 7),
            "The template “progress-report” does not print “chapters 1, sucesses 1”",
            "",
            "write “successes” if you mean that",
        ),
    )


def test_a_field_that_is_only_compared_is_used(build, tmp_path):
    data = build.template("{% if rating == 'red' %}Late{% endif %}", "{{ title }}")
    made, _ = templates(tmp_path, rated=data)
    fields = {"rating": placed("red", 2), "title": placed("Rated", 3)}
    documents = write_documents(paper(appendices=(appendix(fields, "rated"),)), made)
    assert all_text(documents.appendices[1].docx).split()[:2] == ["Late", "Rated"]


def test_a_section_whose_template_has_no_place_for_it_is_told(build, tmp_path):
    made, folder = templates(tmp_path, purpose=build.template("# Purpose", "{{ title }}"))
    with pytest.raises(TemplatesError) as caught:
        write_documents(paper(), made)
    assert caught.value.problems == (
        Problem(
            "text-not-printed",
            Place(f"{folder}/purpose.docx"),
            "The template has no “{{ purpose }}”, so the section’s text would be lost",
            "",
            "add a paragraph with “{{ purpose }}” to the template in Word",
        ),
    )


def test_faults_of_several_templates_are_told_together(build, tmp_path):
    made, folder = templates(
        tmp_path,
        purpose=build.template("{{ purpos }}"),
        context=build.template("{{ context }", "{% if x %}"),
    )
    with pytest.raises(TemplatesError) as caught:
        write_documents(paper(), made)
    assert [(p.code, p.place.file.removeprefix(folder)) for p in caught.value.problems] == [
        ("unknown-field", "/purpose.docx"),
        ("half-a-tag", "/context.docx"),
        ("unclosed", "/context.docx"),
        ("unknown-field", "/context.docx"),
    ]


def headers(build, docx):
    return [build.part_xml(docx, n) for n in build.names(docx) if n.startswith("word/header")]


def is_draft(root):
    return 'string="DRAFT"' in build_string(root)


def build_string(root):
    from lxml import etree

    return etree.tostring(root, encoding="unicode")


def test_a_draft_says_so_in_every_header_and_the_pack_gets_none(build):
    made = write_documents(paper(), Templates(SHIPPED), draft=True).report
    assert headers(build, made.docx)
    assert all(is_draft(h) for h in headers(build, made.docx))
    assert not any(is_draft(h) for h in headers(build, made.for_pack))
    plain = write_documents(paper(), Templates(SHIPPED)).report
    assert not any(is_draft(h) for h in headers(build, plain.docx))


@pytest.mark.parametrize(("first", "even"), [(False, False), (True, True)])
def test_a_draft_of_a_house_without_headers_says_so_on_every_page(build, tmp_path, first, even):
    house = Document(SHIPPED / "house.docx")
    section = house.sections[0]
    for reference in list(section._sectPr):
        if reference.tag.endswith("headerReference"):
            section._sectPr.remove(reference)
    section.different_first_page_header_footer = first
    house.settings.odd_and_even_pages_header_footer = even
    made, _ = templates(tmp_path, house=build.save(house))
    report = Document(io.BytesIO(write_documents(paper(), made, draft=True).report.docx)).sections[
        0
    ]
    kinds = (
        [report.header]
        + ([report.first_page_header] if first else [])
        + ([report.even_page_header] if even else [])
    )
    assert [not h.is_linked_to_previous and is_draft(h._element) for h in kinds] == [True] * len(
        kinds
    )


def test_page_numbers_print_in_the_document_and_not_in_its_pack_form(build):
    made = write_documents(paper(), Templates(SHIPPED)).report

    def fields(docx):
        roots = [
            build.part_xml(docx, n)
            for n in build.names(docx)
            if n.startswith(("word/footer", "word/header"))
        ]
        return [t.text.split()[0] for r in roots for t in r.iter(build.W + "instrText")] + [
            f.get(build.W + "instr").split()[0]
            for r in roots
            for f in r.iter(build.W + "fldSimple")
        ]

    assert "PAGE" in fields(made.docx)
    assert fields(made.for_pack) == []


def test_properties_are_the_papers_as_typed():
    hostile = "{{ 7*7 }} & <w:p> ]]> 👩 " + "x" * 300
    made = write_documents(paper(title=hostile, author="A & <B>"), Templates(SHIPPED)).report
    properties = Document(io.BytesIO(made.docx)).core_properties
    assert (properties.title, properties.author, properties.language) == (
        hostile[:255],
        "A & <B>",
        "en-GB",
    )
    assert properties.created == properties.modified
    assert properties.created.date() == date(2030, 5, 2)


def test_hostile_fields_print_as_typed_in_the_shipped_templates():
    hostile = "{{ 7*7 }} {% for x %} & <w:p> ]]> {{ cycler.__init__.__globals__ }}"
    made = write_documents(
        paper(title=hostile, short_title=hostile, report_to=hostile, divisions_affected=hostile),
        Templates(SHIPPED),
    ).report
    document = Document(io.BytesIO(made.docx))
    assert all_text(made.docx).count(hostile) == 3
    section = document.sections[0]
    stationery = [p.text for part in (section.header, section.footer) for p in part.paragraphs]
    assert any(hostile in text for text in stationery)


def test_a_draft_marks_what_is_missing():
    made = write_documents(
        paper(title=Missing("title"), sections=(Section("purpose", Missing("purpose")),)),
        Templates(SHIPPED),
        draft=True,
    )
    text = all_text(made.report.docx)
    assert "[[title missing]]" in text
    assert "[[purpose missing]]" in text


def test_section_numbers_run_on_over_the_parts():
    made = write_documents(paper(), Templates(SHIPPED)).report
    document = Document(io.BytesIO(made.docx))
    heads = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [h.text for h in heads] == [
        "Purpose of Report",
        "Context / Summary",
        "Background Papers and Appendices",
    ]
    own = {tuple(h._p.xpath("w:pPr/w:numPr/w:numId/@w:val")) for h in heads}
    assert len(own) == 1


def test_a_template_of_another_look_takes_the_houses(build, tmp_path):
    plain = Document()
    plain.add_heading("Purpose", 1)
    plain.add_paragraph("{{ purpose }}")
    made, _ = templates(tmp_path, purpose=build.save(plain))
    document = Document(io.BytesIO(write_documents(paper(), made).report.docx))
    house = Document(SHIPPED / "house.docx")
    (heading,) = [p for p in document.paragraphs if p.text == "Purpose"]
    assert heading.style.font.size == house.styles["Heading 1"].font.size
    assert {(s.page_width, s.page_height) for s in document.sections} == {
        (house.sections[0].page_width, house.sections[0].page_height)
    }


def test_the_contents_page_links_its_entries():
    data = write_contents(
        paper(), [(Link("Report", "https://pack.invalid/part/2"), 2)], Templates(SHIPPED)
    )
    document = Document(io.BytesIO(data))
    links = [link.url for p in document.paragraphs for link in p.hyperlinks]
    assert "https://pack.invalid/part/2" in links


def test_a_template_that_is_not_there_is_told(tmp_path):
    made, folder = templates(tmp_path)
    with pytest.raises(TemplatesError) as caught:
        write_documents(
            paper(sections=(Section("purposes", Prose("x", Place("p/purposes.md", 1))),)), made
        )
    assert caught.value.problems == (
        Problem(
            "no-template",
            Place(f"{folder}/purposes.docx"),
            f"The section “purposes” has no heading, and there is no template "
            f"{folder}/purposes.docx",
            "",
            "write “purpose” if you mean that Otherwise give the section a heading in "
            "“sections” (“- purposes: The heading”), or make a template purposes.docx from a "
            "similar one in Word",
        ),
    )


def test_a_template_that_an_appendix_names_is_told_where_it_is_named(tmp_path):
    made, folder = templates(tmp_path)
    named = FromTemplate("progres-report", {}, Place("p/appendices/a.yaml", 3, 11))
    asking = replace(appendix({}), content=named)
    with pytest.raises(TemplatesError) as caught:
        write_documents(paper(appendices=(asking,)), made)
    (problem,) = caught.value.problems
    assert str(problem.place) == "p/appendices/a.yaml:3:11"
    assert (
        problem.found == f"There is no template {folder}/progres-report.docx, which “template: "
        "progres-report” asks for"
    )
    assert problem.hint == "write “progress-report” if you mean that"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("nowhere", "The folder of templates does not exist"),
        ("empty", "The folder of templates has no Word templates"),
    ],
)
def test_a_folder_without_templates_is_one_problem_whatever_is_asked_for(tmp_path, name, found):
    (tmp_path / "empty").mkdir()
    named = FromTemplate("progress-report", {}, Place("p/appendices/a.yaml", 3, 11))
    asking = replace(appendix({}), content=named)
    with pytest.raises(TemplatesError) as caught:
        write_documents(paper(appendices=(asking,)), Templates(tmp_path / name))
    (problem,) = caught.value.problems
    assert (problem.code, problem.found) == ("no-template", found)
    assert problem.place == Place((tmp_path / name).as_posix())


def test_a_template_against_words_schema_is_a_fault_in_words(tmp_path):
    document = Document(SHIPPED / "purpose.docx")
    document.element.body.sectPr.pgSz.set(qn("w:w"), "abc")
    document.element.body.sectPr.pgSz.set(qn("w:orient"), "landscape")
    data = io.BytesIO()
    document.save(data)
    made, folder = templates(tmp_path, purpose=data.getvalue())
    with pytest.raises(TemplatesError) as caught:
        write_documents(paper(), made)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("templates-not-composed", f"{folder}/house.docx")
    assert "purpose" in problem.found


def test_a_part_that_is_not_what_it_is_said_to_be_is_damage(tmp_path):
    document = Document(SHIPPED / "purpose.docx")
    document.part.numbering_part.element.tag = qn("w:styles")
    data = io.BytesIO()
    document.save(data)
    made, folder = templates(tmp_path, purpose=data.getvalue())
    with pytest.raises(TemplatesError) as caught:
        write_documents(paper(), made)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("damaged-file", f"{folder}/purpose.docx")
