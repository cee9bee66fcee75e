"""What public inputs repeat of restricted appendices is found, with both places, once."""

from __future__ import annotations

import io
from datetime import date

import docx
import pikepdf
import pytest
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name, String

from panel_papers.core.model import (
    Acceptance,
    BackgroundPaper,
    FromTemplate,
    PdfFile,
    Section,
    WordFile,
)
from panel_papers.core.problem_formats import problem_of, problem_text
from panel_papers.core.problems import Level, published
from panel_papers.core.values import Exhibit, Figure, Picture, Table

from .papers import compared, place, prose, public_paper, told

OFFERS = """\
# Offers

| Bidder | Price |
|---|---|
| Alphacorp Logistics | £1,483,250 |
| Borrowdale Haulage | £1,612,900 |

Anchor Ltd made the lowest offer. It was signed by Mr Green and by Wood Carpets Limited. Call \
01632 960 114 or write to r.quill@alphacorp.example. The firm’s BQX certificate is enclosed, as is \
deed 88-ZQX-41. The depot is at CM9 9ZZ. The discount is 3.75% and the margin 4.85. In all 48,210 \
bins are emptied by the Summit Trust. The tribunal hears the matter on 14 July 2027. They use \
thermoplonk. The Appointments and Appeals Panel and the Head of Street Care wrote the Cemeteries \
Policy.
"""

KINDS = {
    # case 04
    "name": ("Three firms asked for the documents. Alphacorp offered most.", ["Alphacorp"]),
    "name of several words": ("They chose Borrowdale Haulage.", ["Borrowdale Haulage"]),
    "name in capitals": ("They chose BORROWDALE.", ["BORROWDALE"]),
    "name's possessive": ("It is Borrowdale’s offer.", ["Borrowdale"]),
    "name with marks within": ("It is **Borrow**dale *of* the north.", ["Borrowdale"]),
    "name with a soft hyphen": ("It is Borrow\u00addale.", ["Borrow\u00addale"]),
    # case 05
    "firm like a common word": ("The officers prefer Anchor Ltd to all others.", ["Anchor Ltd"]),
    "the same without its Ltd": ("The officers prefer Anchor to all others.", ["Anchor"]),
    "the same as Limited": ("The officers prefer Anchor Limited.", ["Anchor Limited"]),
    "person like a common word": ("The report is by Ms Green.", ["Green"]),
    "firm of office words": ("They prefer Wood Carpets Ltd.", ["Wood Carpets Ltd"]),
    "sum": ("One firm offered £1,483,250 for it.", ["£1,483,250"]),
    "sum without commas": ("One firm offered £1483250.00 for it.", ["£1483250.00"]),
    "sum with spaces": ("One firm offered £1 483 250 for it.", ["£1 483 250"]),
    "sum rounded": ("One firm offered £1.48 million for it.", ["£1.48 million"]),
    "sum in thousands": ("One firm offered £1,483k for it.", ["£1,483k"]),
    "percentage": ("The firm takes off 3.75%.", ["3.75%"]),
    "fine number": ("The margin is 4.85.", ["4.85"]),
    "number": ("In all 48210 bins are emptied.", ["48210"]),
    "date and what happens": ("The tribunal sits on 14/07/2027.", ["14/07/2027"]),
    "word of three letters": ("A BQX certificate is asked for.", ["BQX"]),
    "rare word in small letters": ("The marks are of thermoplonk.", ["thermoplonk"]),
    "address": ("Write to r.quill@alphacorp.example.", ["r.quill@alphacorp.example"]),
    "reference": ("The deed is 88 ZQX 41, or 88-ZQX-41.", ["88-ZQX-41"]),
    "postcode": ("It lies in CM9 9ZZ.", ["CM9 9ZZ"]),
    "telephone": ("Ring +44 1632 960114.", ["+44 1632 960114"]),
    "charity like common words": ("They prefer the Summit Trust.", ["Summit Trust"]),
    "file's name": ("The offers are in Offers.md.", ["offers.md"]),
    "address of a link": ("See [the plan](https://example.org/alpha%63orp).", ["alphacorp"]),
    "footnote": ("They chose a firm.[^1]\n\n[^1]: It is Borrowdale.", ["Borrowdale"]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_section_repeats_is_found(kind: str):
    text, words = KINDS[kind]
    problems = compared(public_paper({"context": text}), OFFERS)
    found = [quoted for _, quoted in told(problems)]
    for each in words:
        assert each in found, found
    assert all(each.level is Level.ERROR for each in problems)
    if kind != "reference":
        assert len(found) == len(words), found


INNOCENT = {
    "words that any report holds": "Three firms asked for the documents of the contract.",
    "common word in small letters": "The policy is an anchor for the service.",
    "place of the same word": "The path crosses Wood Green.",
    "body, office and document": (
        "The Appointments and Appeals Panel and the Head of Street Care saw the Cemeteries Policy."
    ),
    "small sum": "A permit costs £45.",
    "year": "The strategy of 2027 asks for it.",
    "whole percentage": "Price counts for 60%.",
    "date of something else": "The library opens on 14 July 2027.",
    "day of the meeting": "The committee meets on 6 May 2027.",
    "reference of another": "The deed is 88-ZQX-42.",
}


@pytest.mark.parametrize("kind", INNOCENT)
def test_what_any_report_says_is_no_finding(kind: str):
    assert told(compared(public_paper({"context": INNOCENT[kind]}), OFFERS)) == []


def test_both_places_and_no_more_of_the_appendix_than_the_report_says():
    """Case 04, as the user's terminal shows it."""
    text = "## Background\n\nThree firms asked. Alphacorp Logistics offered £1,483,250."
    problems = compared(public_paper({"context": text}), OFFERS)
    assert told(problems) == [
        ("context.md:3:20", "Alphacorp Logistics"),
        ("context.md:3:48", "£1,483,250"),
    ]
    shown = problem_text(problems[0])
    assert "which is restricted in inputs/paper/appendices/offers.md:5:3" in " ".join(shown.split())
    assert "Borrowdale" not in "".join(map(problem_text, problems))


def test_findings_are_for_the_users_terminal_alone():
    problems = compared(public_paper({"context": "It is Alphacorp."}), OFFERS)
    assert [each.restricted for each in problems] == [True]
    assert published(problems) == ()
    assert "lphacorp" not in str(problem_of(problems[0]))


def test_thing_said_in_many_places_is_one_finding():
    paper = public_paper({"purpose": "Alphacorp won.", "context": "Yes, Alphacorp Logistics."})
    problems = compared(paper, OFFERS)
    assert told(problems) == [("purpose.md:1:1", "Alphacorp")]
    assert problems[0].found == "A name is also in restricted appendix 1, and in 1 more place"


def test_each_finding_is_accepted_by_itself_and_names_no_secret():
    text = "Alphacorp offered £1,483,250."
    first, second = compared(public_paper({"context": text}), OFFERS)
    assert first.fingerprint != second.fingerprint
    assert all(str(each.fingerprint).isalpha() for each in (first, second))
    again = compared(public_paper({"context": "Look: " + text}), OFFERS)
    assert [each.fingerprint for each in again] == [first.fingerprint, second.fingerprint]
    other = compared(public_paper({"context": text}), OFFERS, file="appendices/other.md")
    assert first.fingerprint not in [each.fingerprint for each in other]


ADVISED = (
    "Counsel advises the council to settle the claim of the depot manager for £212,400 before "
    "the hearing in July"
)
# case 03, and two of the kind
SENTENCES = {
    "whole sentence": (
        f"{ADVISED}. The last contract was let in 2019.",
        ADVISED,
    ),
    "part of a sentence, with emphasis": (
        "It is said that the council should *settle the claim of the depot manager* before the "
        "hearing; others differ.",
        "the council should settle the claim of the depot manager before the hearing",
    ),
    "end of a sentence, over a note's mark": (
        "They would settle the claim of the depot[^1] manager before the hearing in July.\n\n"
        "[^1]: Or not.",
        None,
    ),
}
ADVICE = (
    f"# Advice\n\n{ADVISED}. The council should settle the claim of the depot manager before the "
    "hearing.\n"
)


@pytest.mark.parametrize("kind", SENTENCES)
def test_passage_that_the_appendix_holds_is_one_finding(kind: str):
    text, passage = SENTENCES[kind]
    problems = compared(public_paper({"context": "## Background\n\n" + text}), ADVICE)
    assert len(problems) == 1, told(problems)
    assert problems[0].found.startswith("A passage of ")
    assert problems[0].place.line == 3
    if passage:
        assert told(problems)[0][1] == passage


def test_short_sentences_that_both_hold_are_no_finding():
    """Case 15: with a footnote's mark between them."""
    public = (
        "The service collects dry recycling.[^1] See the strategy for more.\n\n[^1]: Since 2019."
    )
    restricted = (
        "The service collects dry recycling. See the strategy for more. It costs £7,654,321."
    )
    assert compared(public_paper({"context": public}), restricted) == ()


def test_words_of_the_body_are_no_finding():
    """Those of templates/words.txt: the towns of its area."""
    paper = public_paper({"context": "It is Borrowdale, by Alphacorp."})
    problems = compared(paper, OFFERS, words=frozenset({"Borrowdale"}))
    assert [quoted for _, quoted in told(problems)] == ["Alphacorp"]


def test_figures_register_is_compared():
    """It has the value that the page rounds."""
    figure = Figure(
        name="offer",
        label="Offer of the BQX firm",
        printed="£1.5 million",
        value="1483250",
        unit="£",
        formula="sum of column B",
        sources=(),
        period=None,
        compared=(),
        source_note="Borrowdale’s letter",
        place=place("figures.yaml"),
        uses=(),
    )
    paper = replace(public_paper({"context": "None."}), figures=(figure,))
    assert sorted(quoted for _, quoted in told(compared(paper, OFFERS))) == [
        "1483250",
        "BQX",
        "Borrowdale",
    ]


def test_alternative_text_of_a_chart_is_compared():
    chart = Picture(dot(), "Bars: Borrowdale is first", place("context.md"))
    exhibit = Exhibit(1, "Offers", chart, None, None, place("context.md"))
    section = Section("context", replace(prose("context.md", "None."), exhibits=(exhibit,)))
    paper = replace(public_paper({"context": "None."}), sections=(section,))
    assert [quoted for _, quoted in told(compared(paper, OFFERS))] == ["Borrowdale"]


def test_restricted_title_and_file_name_are_compared():
    paper = public_paper({"context": "It is Quillock’s, of Vexmoor."})
    problems = compared(paper, "None.", title="Offer of Quillock", file="appendices/vexmoor-1.md")
    assert [quoted for _, quoted in told(problems)] == ["Quillock", "Vexmoor"]


def test_titles_of_the_cover_are_public_but_not_their_sums():
    paper = public_paper(
        {"context": "It went to Borrowdale for £1,612,900."}, title="Borrowdale, £1,612,900"
    )
    assert [quoted for _, quoted in told(compared(paper, OFFERS))] == ["£1,612,900"]


def test_values_of_paper_yaml_are_compared():
    cited = BackgroundPaper("Offer of Alphacorp", None, "https://example.org/borrowdale")
    paper = public_paper({"context": "None."}, background=(cited,), reason="BQX asked for it.")
    assert told(compared(paper, OFFERS)) == [
        ("paper.yaml, appendix 1, reason", "BQX"),
        ("paper.yaml, background paper 1, title", "Alphacorp"),
        ("paper.yaml, background paper 1, url", "borrowdale"),
    ]


def test_reason_of_an_acceptance_is_compared():
    """It is printed in the public manifest."""
    paper = public_paper({"context": "None."})
    entry = Acceptance(
        "spelling", "As Borrowdale says.", date(2027, 4, 1), None, place("paper.yaml")
    )
    assert told(compared(replace(paper, accepted=(entry,)), OFFERS)) == [
        ("paper.yaml:1:1", "Borrowdale")
    ]


def word_file(*paragraphs: str, alt: str = "") -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if alt:
        picture = document.add_paragraph().add_run().add_picture(io.BytesIO(dot()))
        picture._inline.docPr.set("descr", alt)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def dot() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "png")
    return out.getvalue()


def pdf_file(*lines: str, alt: str = "", address: str = "") -> bytes:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        font.Encoding = Name.WinAnsiEncoding
        page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
        shown = b" ".join(b"(" + line.encode("cp1252") + b") Tj T*" for line in lines)
        page.Contents = pdf.make_stream(b"BT /F1 12 Tf 14 TL 50 800 Td " + shown + b" ET")
        if alt:
            figure = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(alt))
            pdf.Root.StructTreeRoot = pdf.make_indirect(
                Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(figure))
            )
        if address:
            action = Dictionary(S=Name.URI, URI=String(address))
            link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
            page.Annots = Array([pdf.make_indirect(link)])
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


TABLE = Table(("Firm", "Rank"), (("Borrowdale", "1"),), (False, True), place("appendices/t.csv"))
PUBLIC_APPENDICES = {
    "table": ("t.csv", FromTemplate("appendix", {"body": TABLE}), "Borrowdale"),
    "picture": (
        "p.png",
        FromTemplate("appendix", {"body": Picture(dot(), "A van of BQX", place("p.png"))}),
        "BQX",
    ),
    "Word": ("w.docx", WordFile(word_file("The van is of Borrowdale.")), "Borrowdale"),
    "Word's alternative text": ("w.docx", WordFile(word_file("x", alt="A BQX van")), "BQX"),
    "PDF": (
        "d.pdf",
        PdfFile(pdf_file("The van is of Borrow-", "dale and costs little.")),
        "Borrow-dale",
    ),
    "PDF's alternative text": ("d.pdf", PdfFile(pdf_file("x", alt="A BQX van")), "BQX"),
    "PDF's link": ("d.pdf", PdfFile(pdf_file("x", address="http://x.example/BQX")), "BQX"),
    "alternative text of a scan": ("d.pdf", PdfFile(pdf_file("x"), "A BQX van"), "BQX"),
    "name of a public file": ("bqx-list.pdf", PdfFile(pdf_file("x")), "bqx"),
}


@pytest.mark.parametrize("kind", PUBLIC_APPENDICES)
def test_public_appendix_of_each_kind_is_compared(kind: str):
    file, content, word = PUBLIC_APPENDICES[kind]
    appendices = {f"appendices/{file}": content}
    paper = public_paper({"context": "None."}, appendices=appendices)
    problems = compared(paper, OFFERS)
    assert [quoted for _, quoted in told(problems)] == [word]
    assert file in problems[0].place.file


LONG = (
    "The former tenant left the hall in poor repair and owes rent for two quarters.",
    "We advise the council to accept half of the arrears and to waive the rest.",
    "A hearing would cost more than the debt and might be lost.",
)
COPIES = {
    "Word saved anew": ("papers.docx", WordFile(word_file(*LONG, "Saved again."))),
    "PDF of it": ("papers.pdf", PdfFile(pdf_file(*LONG))),
    "Markdown of it": (
        "papers.md",
        FromTemplate(
            "appendix", {"body": public_paper({"x": "\n\n".join(LONG)}).sections[0].prose}
        ),
    ),
}


@pytest.mark.parametrize("kind", COPIES)
def test_restricted_text_in_another_file_is_one_finding(kind: str):
    """Case 02: also where only a part of it is kept."""
    file, content = COPIES[kind]
    paper = public_paper({"context": "None."}, appendices={f"appendices/{file}": content})
    data = word_file(*LONG)
    problems = compared(paper, file="appendices/advice.docx", content=WordFile(data), data=data)
    assert [each.code for each in problems if each.code == "restricted-text-copied"] == [
        "restricted-text-copied"
    ]
    assert len(problems) == 1


def test_table_in_another_kind_of_file_is_a_copy():
    """A workbook that is restricted, and its .csv: each cell is short."""
    rows = tuple((name, f"{number} of them") for number, name in enumerate(LONG[0].split(), 30))
    table = Table(("Word", "Number"), rows, (False, False), place("appendices/b.xlsx"))
    other = replace(table, place=place("appendices/list.csv"))
    paper = public_paper(
        {"context": "None."},
        appendices={"appendices/list.csv": FromTemplate("appendix", {"body": other})},
    )
    content = FromTemplate("appendix", {"body": table})
    problems = compared(paper, file="appendices/b.xlsx", content=content, data=b"")
    assert [each.code for each in problems] == ["restricted-text-copied"]


def test_names_left_in_an_accepted_copy_are_reported():
    text = ("The tenant, Borrowdale, left the hall in poor repair.", *LONG)
    appendices = {"appendices/papers.docx": WordFile(word_file(*text))}
    restricted = "\n\n".join(text)
    (copy,) = compared(public_paper({"context": "None."}, appendices=appendices), restricted)
    paper = public_paper(
        {"context": "None."}, appendices=appendices, accepted=(str(copy.fingerprint),)
    )
    problems = compared(paper, restricted)
    assert [each.code for each in problems] == ["restricted-text-copied", "shared-with-restricted"]
    assert told(problems)[1][1] == "Borrowdale"


def test_hidden_cells_of_a_restricted_workbook_are_compared():
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Firm"])
    sheet = book.create_sheet("Notes")
    sheet.append(["Borrowdale owes 48,210"])
    sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    shown = Table(("Firm",), (), (False,), place("appendices/b.xlsx"))
    content = FromTemplate("appendix", {"body": shown})
    problems = compared(
        public_paper({"context": "It is Borrowdale."}),
        file="appendices/b.xlsx",
        content=content,
        data=out.getvalue(),
    )
    assert [quoted for _, quoted in told(problems)] == ["Borrowdale"]


IN_OTHER_LETTERS = {
    "hyphen": "It is Borrow-dale of the north.",
    "dash that breaks no line": "It is Borrow\u2011dale of the north.",
    "end of a line": "It is Borrow-\ndale of the north.",
    "two hyphens": "It is Bor-row-dale of the north.",
    "Cyrillic letter": "It is B\u043errow\u0434\u0430le of the north.".replace("\u0434", "d"),
    "Greek letter": "It is B\u03bfrrowdale of the north.",
    "full-width letters": "It is \uff22\uff4f\uff52\uff52\uff4f\uff57\uff44\uff41\uff4c\uff45.",
    "mathematical letters": "It is \U0001d401orrowdale of the north.",
    "stroke": "It is B\u00f8rrowdale of the north.",
}


@pytest.mark.parametrize("kind", IN_OTHER_LETTERS)
def test_name_in_other_letters_or_cut_in_two_is_found(kind: str):
    problems = compared(public_paper({"context": IN_OTHER_LETTERS[kind]}), OFFERS)
    assert [each.found for each in problems] == ["A name is also in restricted appendix 1"]
    plain = compared(public_paper({"context": "It is Borrowdale of the north."}), OFFERS)
    assert problems[0].fingerprint == plain[0].fingerprint


@pytest.mark.parametrize(
    ("public", "restricted"),
    [
        ("They chose Grofinch.", "Gro\ufb01nch Haulage made an offer."),
        ("They chose Gro\ufb01nch.", "Grofinch Haulage made an offer."),
        ("They chose Kabuzix.", "Kabu-zix Haulage made an offer."),
        ("They chose Nowakłova.", "Nowaklova Haulage made an offer."),
        ("They chose НОВАКОВ.", "Новаков made an offer."),
    ],
)
def test_name_is_the_same_in_either_file(public: str, restricted: str):
    problems = compared(public_paper({"context": public}), restricted)
    assert [each.found for each in problems] == ["A name is also in restricted appendix 1"]


@pytest.mark.parametrize(
    "typed", ["88 ZQX 41", "88–ZQX–41", "88.ZQX.41", "88_ZQX_41", "88 - ZQX - 41"]
)
def test_reference_with_other_signs_is_found(typed: str):
    problems = compared(public_paper({"context": f"The deed is {typed} of the north."}), OFFERS)
    assert [each.found for each in problems] == ["A reference is also in restricted appendix 1"]
    assert told(problems)[0][1] == typed


def test_two_short_sentences_of_its_own_are_a_passage():
    """A note's mark between them parts them in no way."""
    said = "The lease{} ends when the lift fails its third inspection.{} Nobody told the tenants."
    public = said.format("", "[^1]") + "\n\n[^1]: In writing."
    problems = compared(public_paper({"context": public}), said.format(" of Kabuzix", ""))
    assert [each.found for each in problems] == [
        "A passage of 12 words is also in restricted appendix 1"
    ]


@pytest.mark.parametrize(
    ("public", "restricted"),
    [
        ("A follow-up visit is due; the cyber-security plan too.", "The followup costs more."),
        ("The on-street bays, pre-booked.", "Onstreet bays are prebooked."),
        ("Phase 1 begins in 2027 Q3, by Form 4471.", "Phase1, 2027Q3 and Form4471 are late."),
        ("The pre- and post-sale checks.", "Preand postsale checks."),
        ("The coefficient is α, the unit μm.", "The a and um of it are known."),
    ],
)
def test_ordinary_hyphens_and_signs_are_no_finding(public: str, restricted: str):
    assert told(compared(public_paper({"context": public}), restricted)) == []
