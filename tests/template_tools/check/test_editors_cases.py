"""Edits that editors made in Word: check says what the build says, of the same template."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import RGBColor

from panel_papers.build.prepare import prepare
from panel_papers.core.problems import Level, Place, Problem, TemplatesError
from panel_papers.core.settings import Settings
from panel_papers.output.review import review_copies
from panel_papers.template_tools.adopting.source import open_source
from panel_papers.template_tools.check.annotate import annotated
from panel_papers.template_tools.check.checking import check_templates
from panel_papers.template_tools.check.missing import missing_templates
from panel_papers.template_tools.check.supplied import WHOLE
from panel_papers.template_tools.check.trying import unprinted_by
from panel_papers.template_tools.diff.sources import read_versions
from panel_papers.template_tools.preview.previewing import studio_of
from panel_papers.word.fields import paper_fields
from panel_papers.word.filling.templates import Templates

from ...own_fonts import STYLES, changed, face
from ..edits import INPUTS, TEMPLATES, Template, control, p

CASES = Path(__file__).parents[1] / "cases_of_editors"
CONTEXT = "under the heading “Context / Summary”, paragraph {}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TEMPLATES, tmp_path / "word")
    return tmp_path / "word"


def laid_over(folder: Path, case: str) -> None:
    files = list((CASES / case).iterdir())
    assert files
    for file in files:
        shutil.copy(file, folder)


def checked(folder: Path) -> list[Problem]:
    return check_templates(folder, inputs=INPUTS)


def said_of(problems, folder: Path) -> list[tuple[str, str, str | None, str]]:
    """What is said of templates: code, file, place and level."""
    return [
        (each.code, Path(each.place.file).name, each.place.where, str(each.level))
        for each in problems
        if each.place.file.startswith(folder.as_posix())
    ]


def built(folder: Path, paper: str = "march-2024"):
    return prepare(INPUTS / paper, Settings(inputs=INPUTS, templates=folder))


GATED = [
    ("placeholder", "context.docx", CONTEXT.format(4), "error"),
    ("guidance-text", "context.docx", "paragraph 1", "error"),
    ("guidance-text", "context.docx", CONTEXT.format(5), "error"),
]


def test_a_section_break_and_a_landscape_page_publish(folder):
    laid_over(folder, "01")
    assert checked(folder) == []
    prepared = built(folder)
    assert (prepared.gated, said_of(prepared.problems, folder)) == (False, [])
    report = docx.Document(io.BytesIO(prepared.documents.report.docx))
    turned = [s.page_width > s.page_height for s in report.sections]
    assert turned == [False, True, False]


def test_words_that_stop_publication_are_errors_of_the_template_in_check_and_build(folder):
    laid_over(folder, "03")
    assert said_of(checked(folder), folder) == GATED
    prepared = built(folder)
    assert prepared.gated
    assert said_of(prepared.findings, folder) == GATED
    made = [each for each in prepared.findings if each.place.file.startswith("march-2024-")]
    assert [each for each in made if each.level is Level.ERROR] == []


def hidden_words(template: Template) -> None:
    template.after("{{ context }}", p("Ask finance", properties="<w:vanish/>"))


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda t: t.after("{{ context }}", control("Choose an item.")), "guidance-text"),
        (lambda t: t.after("{{ context }}", p("Dear «title»")), "unfilled-tag"),
        (hidden_words, "hidden-text-left"),
        (lambda t: t.after("{{ context }}", p("The cost is £XX.")), "placeholder"),
        (lambda t: t.after("{{ context }}", p("<<<<<<< HEAD")), "merge-conflict-supplied"),
        (lambda t: t.after("{{ context }}", p("OFFICIAL-SENSITIVE")), "marked-not-public"),
    ],
)
def test_each_kind_of_words_that_stop_publication_is_named_by_its_template(folder, edit, code):
    template = Template("context")
    edit(template)
    (folder / "context.docx").write_bytes(template.save())
    place = (code, "context.docx", CONTEXT.format(3), "error")
    found = said_of(checked(folder), folder)
    assert found == [place]
    prepared = built(folder)
    assert prepared.gated
    assert [e for e in said_of(prepared.findings, folder) if e[3] == "error"] == [place]


@pytest.mark.parametrize(
    "words",
    [
        "{# TODO: ask legal before May #}",
        "The cost is £{{ report_for }}.",
        "[1] See the plan.",
        "Choose the option that suits you best.",
        "The draft budget was published in February.",
        "{% if late %}Late: {{ late.urgency }}{% endif %}",
        "Part XX of the Act",
        "Insert the plug. Delete nothing.",
    ],
)
def test_ordinary_words_of_a_template_are_no_finding(folder, words):
    template = Template("context")
    template.after("{{ context }}", p(words))
    (folder / "context.docx").write_bytes(template.save())
    assert said_of(checked(folder), folder) == []


def test_a_tag_in_the_address_of_a_link_is_filled(folder):
    laid_over(folder, "04")
    assert checked(folder) == []
    report = docx.Document(io.BytesIO(built(folder).documents.report.docx))
    addresses = {r.target_ref for r in report.part.rels.values() if r.is_external}
    assert any(each.startswith("mailto:") and "@" in each for each in addresses)
    assert not any("%7b" in each.lower() or "{" in each for each in addresses)


def linked(address: str):
    def edit(template: Template) -> None:
        rel = template.document.part.relate_to(
            address,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        link = f'<w:hyperlink r:id="{rel}"><w:r><w:t>here</w:t></w:r></w:hyperlink>'
        template.after("{{ context }}", f"<w:p>{link}</w:p>")

    return edit


@pytest.mark.parametrize(
    ("address", "filled"),
    [
        ("mailto:{{ enquiries_to.email }}?subject={{ report_to }}", "mailto:{}?subject={}"),
        ("mailto:%7B%7B%20enquiries_to.email%20%7D%7D", "mailto:{}"),
        ("{{ enquiries_to.email }}", "mailto:{}"),
    ],
)
def test_each_way_to_write_a_tag_in_an_address_is_filled(folder, address, filled):
    template = Template("context")
    linked(address)(template)
    (folder / "context.docx").write_bytes(template.save())
    assert checked(folder) == []
    prepared = built(folder)
    email = prepared.paper.enquiries_to.email
    to = str(prepared.paper.report_to).replace(" ", "%20")
    report = docx.Document(io.BytesIO(prepared.documents.report.docx))
    (link,) = [
        link
        for link in report.element.body.iter(qn("w:hyperlink"))
        if "".join(t.text for t in link.iter(qn("w:t"))) == "here"
    ]
    assert report.part.rels[link.get(qn("r:id"))].target_ref == filled.format(email, to)
    assert qn("w:docLocation") not in link.attrib


def test_a_misspelled_tag_in_an_address_is_an_error_of_both(folder):
    template = Template("context")
    linked("mailto:{{ enquiries_to.emial }}")(template)
    (folder / "context.docx").write_bytes(template.save())
    (problem,) = checked(folder)
    assert (problem.code, problem.place.where) == ("unknown-field", CONTEXT.format(3))
    assert "email" in (problem.hint or "")


def test_a_template_saved_as_another_kind_of_file_is_named_by_check_and_build(folder):
    laid_over(folder, "05")
    (folder / "purpose.docx").unlink()
    (problem,) = checked(folder)
    assert (problem.code, problem.level) == ("no-template", Level.ERROR)
    assert "purpose.docm" in problem.found
    assert "Word Document" in (problem.hint or "")
    with pytest.raises(TemplatesError) as refused:
        built(folder)
    assert [p for p in refused.value.problems if p.code == "no-template"] == [problem]


@pytest.mark.parametrize(
    "name", ["Purpose.docx", "purpose (1).docx", "purpose - Copy.docx", "purpose.dotx"]
)
def test_a_misnamed_template_is_named(folder, name):
    (folder / "purpose.docx").rename(folder / name)
    found = [each for each in checked(folder) if each.code == "no-template"]
    assert [name in each.found for each in found] == [True]


def test_the_general_template_lets_a_section_with_a_heading_do_without(folder, tmp_path):
    paper = tmp_path / "inputs" / "june-2027" / "paper.yaml"
    paper.parent.mkdir(parents=True)
    (folder / "purpose.docx").unlink()
    bodies = tmp_path / "bodies"
    bodies.mkdir()
    profile = "name: B\nnation: England\nsections: [{purpose: Why we write}]\n"
    (bodies / "b.yaml").write_text(profile, encoding="utf-8")

    def missing(sections: str, body: str | None = None) -> list[bool]:
        paper.write_text(f"sections: {sections}\n", encoding="utf-8")
        found = missing_templates(folder, tmp_path / "inputs", body)
        return ["purpose.docm" in each.found for each in found]

    assert missing("[{purpose: Why}]") == []
    assert missing("[purpose]") == [False], "as the build says"
    assert missing("[purpose]", "b") == []
    shutil.copy(CASES / "05" / "purpose.docm", folder / "purpose.docm")
    assert missing("[purpose]", "unread") == [True]


def test_a_file_of_another_kind_beside_its_template_is_a_warning(folder):
    shutil.copy(CASES / "05" / "purpose.docm", folder / "purpose.docm")
    assert said_of(checked(folder), folder) == [
        ("template-not-docx", "purpose.docm", None, "warning")
    ]


def test_a_new_footer_of_the_house_says_nothing_of_other_templates(folder):
    laid_over(folder, "06")
    assert {each.place.file for each in checked(folder)} == {f"{folder.as_posix()}/house.docx"}


def test_words_typed_into_the_footer_of_one_template_are_reported_all_the_same(folder):
    laid_over(folder, "06")
    template = Template("purpose")
    template.document.sections[0].footer.paragraphs[0].add_run(" Issue 2")
    (folder / "purpose.docx").write_bytes(template.save())
    found = [each for each in checked(folder) if each.code == "unprinted-text"]
    assert [each.place.where for each in found] == ["page footer"]


def test_a_name_that_no_paper_can_give_is_reported_behind_default_too(folder):
    laid_over(folder, "07")
    where = "table 1, row 11, column 2"
    wanted = [("never-given", "cover-sheet.docx", where, "warning")]
    assert said_of(checked(folder), folder) == wanted
    assert said_of(built(folder).problems, folder) == wanted


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ('{{ divisions_afected | default("All") }}', "divisions_affected"),
        ('{{ enquiries_to.phone | default("none") }}', None),
        ("{% if tittle is defined %}Yes{% endif %}", "title"),
    ],
)
def test_a_misspelled_name_behind_default_has_its_right_one(folder, tag, meant):
    template = Template("context")
    template.after("{{ context }}", p(tag))
    (folder / "context.docx").write_bytes(template.save())
    (problem,) = checked(folder)
    assert (problem.code, problem.level) == ("never-given", Level.WARNING)
    assert meant is None or f"“{meant}”" in (problem.hint or "")


@pytest.mark.parametrize(
    "tag",
    [
        '{{ divisions_affected | default("All") }}',
        '{{ late.urgency | default("") }}',
        "{% if late is defined %}Yes{% endif %}",
    ],
)
def test_a_name_that_papers_may_give_is_no_finding_behind_default(folder, tag):
    template = Template("context")
    template.after("{{ context }}", p(tag))
    (folder / "context.docx").write_bytes(template.save())
    assert checked(folder) == []


def test_a_style_that_word_has_built_in_is_shown_and_not_added(folder):
    template = Template("house")
    for style in list(template.document.styles):
        if style.name in {"Hyperlink", "footnote text", "footnote reference", "Code Block"}:
            style.delete()
    (folder / "house.docx").write_bytes(template.save())
    hints = {each.found.split("“")[1].split("”")[0]: each.hint or "" for each in checked(folder)}
    built_in = {name for name, hint in hints.items() if "Recommend" in hint}
    assert {name.casefold() for name in built_in} == {
        *("hyperlink", "footnote text", "footnote reference")
    }
    assert "New Style" in hints["Code Block"]


def test_fonts_that_the_pdf_has_not_are_said_with_what_is_printed(folder):
    laid_over(folder, "02")
    found = {each.found.split("“")[1].split("”")[0]: each for each in checked(folder)}
    assert {name: each.found.split("“")[2].split("”")[0] for name, each in found.items()} == {
        "Verdana": "Liberation Sans",
        "Georgia": "Liberation Serif",
        "Garamond": "Liberation Serif",
        "Aptos": "Liberation Sans",
        "Consolas": "Liberation Mono",
        "Calibri Light": "Carlito",
    }
    assert {each.code for each in found.values()} == {"unknown-font"}
    assert found["Georgia"].place.where == "style “heading 1”"


def test_own_fonts_are_printed_as_they_are_and_gaps_are_said_of_those_in_use(folder):
    laid_over(folder, "02")
    fonts = folder.parent / "fonts"
    fonts.mkdir()
    for style in STYLES:
        (fonts / f"{style}.ttf").write_bytes(face(style, "Georgia"))
    (fonts / "Verdana.ttf").write_bytes(face("Regular", "Verdana"))
    (fonts / "Unused.ttf").write_bytes(face("Bold", "Nobody’s Font"))

    found = checked(folder)

    said = {each.found.split("“")[1].split("”")[0]: each for each in found}
    assert "Georgia" not in said
    assert said["Garamond"].code == "unknown-font"
    assert said["Verdana"].code == "font-incomplete"
    assert "no bold and no italic face of “Verdana”" in said["Verdana"].found
    assert "Nobody’s Font" not in said


def test_a_font_that_may_not_be_embedded_stops_check_preview_and_build_alike(folder):
    def restricted(font):
        font["OS/2"].fsType = 2

    (folder.parent / "fonts").mkdir()
    file = folder.parent / "fonts" / "House.ttf"
    file.write_bytes(changed(restricted))

    (found,) = checked(folder)
    with pytest.raises(TemplatesError) as stopped:
        built(folder)

    with pytest.raises(TemplatesError) as unseen:
        studio_of(Settings(inputs=INPUTS, templates=folder))

    assert (found.code, found.place) == ("font-not-embeddable", Place(file.as_posix()))
    assert stopped.value.problems == unseen.value.problems == (found,)


def test_a_welsh_house_is_as_good_as_an_english_one(folder):
    laid_over(folder, "12")
    assert checked(folder) == []
    prepared = built(folder)
    assert "document-language" not in {each.code for each in prepared.findings}


@pytest.mark.parametrize("language", ["en-US", "de-DE"])
def test_a_house_in_another_language_is_reported(folder, language):
    template = Template("house")
    (default,) = template.document.styles.element.iterfind(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}"
    )
    default.set(qn("w:val"), language)
    (folder / "house.docx").write_bytes(template.save())
    assert [each.code for each in checked(folder)] == ["language"]


def test_the_number_of_a_section_that_libreoffice_saved_runs_on(folder):
    laid_over(folder, "13")
    report = docx.Document(io.BytesIO(built(folder).documents.report.docx))
    numbers = {
        paragraph._p.pPr.numPr.numId.val
        for paragraph in report.paragraphs
        if paragraph.style.name == "Heading 1"
        and paragraph._p.pPr.numPr is not None
        and paragraph.text
    }
    assert len(numbers) == 1


def test_fields_of_word_that_no_build_updates_are_reported_by_both(folder):
    laid_over(folder, "14")
    found = said_of(checked(folder), folder)
    assert [(code, file) for code, file, _, _ in found] == [
        ("field-not-updated", "context.docx"),
        ("field-not-updated", "progress-report.docx"),
        ("field-not-updated", "progress-report.docx"),
    ]
    assert said_of(built(folder).problems, folder) == found


def test_a_tracked_insertion_is_the_same_warning_in_check_and_build(folder):
    laid_over(folder, "15")
    wanted = [("tracked-changes", "context.docx", CONTEXT.format(2), "warning")]
    assert said_of(checked(folder), folder) == wanted
    problems = built(folder).problems
    assert said_of(problems, folder) == wanted
    (change,) = [each for each in problems if each.code == "tracked-changes"]
    assert (change.quoted, "Ed" in change.found) == ("“{{ context }}” inserted by Ed", False)


def test_a_numbered_list_in_a_loop_starts_again_with_each_turn(folder):
    laid_over(folder, "16")
    assert checked(folder) == []
    appendix = docx.Document(io.BytesIO(built(folder).documents.appendices[1].docx))
    lists: list[list[int]] = []
    for paragraph in appendix.paragraphs:
        numbering = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
        if paragraph.style.name.startswith("Heading"):
            lists.append([])
        elif numbering is not None and paragraph.style.name == "List Number":
            lists[-1].append(numbering.numId.val)
    found = [each for each in lists if each]
    assert len(found) == 3
    assert [len(set(each)) for each in found] == [1] * len(found)
    assert len({each[0] for each in found}) == len(found)


def test_a_renamed_word_template_is_called_one(folder):
    laid_over(folder, "17")
    (problem,) = checked(folder)
    assert (problem.code, "(.dotx)" in problem.found) == ("word-template", True)


def test_a_field_taken_off_the_cover_sheet_is_the_same_warning_in_check_and_build(folder):
    laid_over(folder, "18")
    wanted = [("text-not-printed", "cover-sheet.docx", None, "warning")]
    assert said_of(checked(folder), folder) == wanted
    problems = built(folder).problems
    assert said_of(problems, folder) == wanted
    assert "enquiries_to.role" in next(p.found for p in problems if p.code == wanted[0][0])


def test_what_a_paper_does_not_give_is_not_missed_on_its_cover_sheet(folder):
    laid_over(folder, "18")
    cover = Templates(folder)["cover-sheet"]
    fields = paper_fields(WHOLE)
    contact = dict(fields["enquiries_to"])
    for role, missed in (("Policy Officer", 1), ("", 0)):
        given = {**fields, "enquiries_to": {**contact, "role": role}}
        assert len(unprinted_by(cover, given, ["enquiries_to"])) == missed


def test_every_style_of_a_copy_with_comments_is_defined_in_it():

    problem = Problem("language", Place("x"), "Found", "")
    data = (TEMPLATES / "purpose.docx").read_bytes()
    copies = [annotated(data, [problem]), *review_copies("x", {0: data}, [], [problem]).values()]
    assert len(copies) == 2
    for copy in copies:
        document = docx.Document(io.BytesIO(copy))
        defined = {style.style_id for style in document.styles}
        comments = parse_xml(
            next(p.blob for p in document.part.package.iter_parts() if "comments" in p.partname)
        )
        used = {
            each.get(qn("w:val"))
            for root in (document.element, comments)
            for name in ("w:pStyle", "w:rStyle", "w:tblStyle")
            for each in root.iter(qn(name))
        }
        assert {"CommentReference", "CommentText"} <= used <= defined


def test_a_pale_style_of_the_house_is_reported_once_with_all_that_take_its_colour(folder):
    template = Template("house")
    for style in template.document.styles:
        if style.name in {"List Bullet", "Table Text", "Hyperlink"}:
            style.font.color.rgb = RGBColor(0xC8, 0xC8, 0xC8)
    (folder / "house.docx").write_bytes(template.save())
    (found,) = checked(folder)
    assert (found.code, found.place.where, found.found, found.wanted) == (
        "low-contrast",
        "style “List Bullet”",
        "Text in the style “List Bullet” (also in “Table Text”, “Hyperlink”) "
        "is hard to read: C8C8C8 on white has a contrast of only 1.6 to 1",
        "a contrast of at least 4.5 to 1",
    )


def test_white_headings_of_a_dark_table_and_a_pale_style_of_no_paper_are_no_finding(
    folder,
):
    template = Template("house")
    styles = template.document.styles
    styles["Table Header"].font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    shade = styles["House Table"].element.find(".//" + qn("w:tblStylePr") + "//" + qn("w:shd"))
    shade.set(qn("w:fill"), "1F3864")
    unused = styles.add_style("Our Own", WD_STYLE_TYPE.PARAGRAPH)
    unused.font.color.rgb = RGBColor(0xEE, 0xEE, 0xEE)
    (folder / "house.docx").write_bytes(template.save())
    assert [each for each in checked(folder) if each.code == "low-contrast"] == []


@pytest.mark.skipif(not Path("/proc/self/mem").is_file(), reason="a file that nobody can read")
def test_a_template_that_may_not_be_read_is_named_by_check_build_adopt_and_diff(folder, tmp_path):
    file = folder / "purpose.docx"
    file.unlink()
    file.symlink_to("/proc/self/mem")
    (found,) = checked(folder)
    assert (found.code, found.place.file) == ("unreadable-file", file.as_posix())
    assert found.found.startswith("“purpose.docx” cannot be read (")
    asked = (
        lambda: built(folder),
        lambda: open_source(file),
        lambda: read_versions(folder.as_posix(), TEMPLATES.as_posix(), TEMPLATES),
    )
    for ask in asked:
        with pytest.raises(TemplatesError) as error:
            ask()
        assert error.value.problems == (found,)
