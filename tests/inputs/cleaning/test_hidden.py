"""Words and parts of pictures that a supplied PDF holds and does not show stop its publication."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from panel_papers.core import InputsError, Level, Place, Problem
from panel_papers.core.problem_formats import problem_of, problem_text
from panel_papers.inputs.cleaning.pdf import clean_pdf

from .page_maker import PRICE, area, mark, page, scan, tagged, words

PLACE = Place("inputs/depot/appendices/evaluation.pdf")
SUPPLIED = Path(__file__).parent / "hidden_pdfs"
SECRET = "1,483,250"
OCR = "BT /F1 16 Tf 3 Tr 72 731 Td (Complaint of Margery Dunthorpe) Tj ET\n"
WHOLE = "q 595 0 0 842 0 0 cm /Im Do Q\n"

NOTHING = Dictionary(Type=Name.Mask, S=Name.Luminosity)
"""A soft mask; `page` gives it a form that paints nothing."""
LINES = list(enumerate(("the council asked for tenders in march " * 2,) * 10))


def problems(data: bytes, annotations: str | None = None) -> list[Problem]:
    try:
        return list(clean_pdf(data, PLACE, annotations=annotations).problems)
    except InputsError as error:
        return list(error.problems)


def found(data: bytes) -> list[tuple[str, str | None]]:
    return [(p.code, p.place.where) for p in problems(data) if p.level is Level.ERROR]


def found_of(data: bytes, annotations: str) -> list[str]:
    return [p.code for p in problems(data, annotations) if p.level is Level.ERROR]


CASES = {
    "under-a-square": ("covered-words", SECRET),
    "under-typed-text": ("covered-words", "1,612,900"),
    "under-a-box": ("covered-words", SECRET),
    "boxed-picture": ("covered-picture", None),
    "redacted-scan": ("unseen-words", "Complaint of Margery Dunthorpe of Mill Lane"),
    "clear": ("unseen-words", "Borrowdale is to be told in June"),
    "crop": ("unseen-words", "Borrowdale is to be told in June"),
    "off": ("unseen-words", "Borrowdale is to be told in June"),
    "white": ("unseen-words", "Borrowdale is to be told in June"),
}


@pytest.mark.parametrize("name", CASES)
def test_failed_redactions_that_were_published_once_are_errors(name: str):
    code, hidden = CASES[name]
    (problem,) = problems((SUPPLIED / f"{name}.pdf").read_bytes())
    assert (problem.code, problem.place.where, problem.level) == (code, "page 1", Level.ERROR)
    assert (hidden or "") in (problem.quoted or "")
    assert problem.hint is not None
    assert "Acrobat" in problem.hint
    assert "take" not in problem.hint


COVERED = {
    "a white box": page(words(), area("1 g")),
    "a black box in a form": page(words(), "q 1 0 0 1 0 0 cm ", area(), "Q\n"),
    "a thick line": page(words(), "q 0 G 21 w 60 705 m 400 705 l S Q\n"),
    "a path with round corners": page(
        words(), "q 0 g 60 690 m 60 730 l 200 740 400 740 400 720 c 400 690 l h f Q\n"
    ),
    "a nearly opaque box": page(words(), "/G gs ", area(), states={"G": Dictionary(ca=0.97)}),
    "a box over a part of the line": page(words(), area(box="160 695 100 21")),
    "a box with a label on it": page(words(), area(), words("WITHHELD", at="90 700", more="1 g")),
    "a picture": page(
        words(),
        "q 304 0 0 21 68 695 cm /Im Do Q\n",
        pictures={"Im": Image.effect_noise((300, 20), 90)},
    ),
    "a page-wide picture of something else": page(
        words(), WHOLE, pictures={"Im": scan("The plan", "of the depot")}
    ),
    "an opaque highlight": page(
        words(), annotations=[mark("Highlight", "1 1 0 rg 0 0 304 21 re f")]
    ),
    "a stamp": page(words(), annotations=[mark("Stamp", "0.8 g 0 0 304 21 re f")]),
    "a square without a picture of its own": page(
        words(), annotations=[mark("Square", "", IC=Array([0, 0, 0]), C=Array([0, 0, 0]))]
    ),
    "a watermark annotation": page(words(), annotations=[mark("Watermark", "1 g 0 0 304 21 re f")]),
    "ink": page(words(), annotations=[mark("Ink", "0 G 21 w 0 10 m 304 10 l S")]),
}


@pytest.mark.parametrize("name", COVERED)
def test_words_under_something_opaque_are_an_error(name: str):
    data = COVERED[name]
    assert SECRET in extract_text(io.BytesIO(data))
    errors = [p for p in problems(data) if p.code == "covered-words"]
    assert [p.place.where for p in errors] == ["page 1"]
    assert SECRET in (errors[0].quoted or "").replace(" ", "")


UNSEEN = {
    "white": page(words(more="1 g")),
    "nearly white": page(words(more="0.97 g")),
    "black on black": page(area(), words()),
    "blue on blue": page(area("0 0 0.6 rg"), words(more="0 0 0.6 rg")),
    "the colour of a picture": page(
        "q 304 0 0 21 68 695 cm /Im Do Q\n",
        words(more="0.5 g"),
        pictures={"Im": Image.new("L", (30, 2), 128)},
    ),
    "transparent": page("/G gs ", words(), states={"G": Dictionary(ca=0)}),
    "behind a soft mask": page("/G gs ", words(), states={"G": Dictionary(SMask=NOTHING)}),
    "not painted": page(words(more="3 Tr")),
    "recognised where a scan is white": page(
        WHOLE, words(more="3 Tr"), pictures={"Im": scan("", "", "", "The rest of the letter")}
    ),
    "recognised where a scan is black": page(
        WHOLE, words(more="3 Tr"), pictures={"Im": scan(box=(100, 230, 800, 310))}
    ),
    "clipped away": page("q 0 0 10 10 re W n ", words(), "Q\n"),
    "partly clipped": page("q 0 0 150 842 re W n ", words(), "Q\n"),
    "tiny": page(words(size=0.8)),
    "tiny by its matrix": page("q 0.05 0 0 0.05 70 650 cm ", words(), "Q\n"),
    "off the left edge": page(words(at="-400 700")),
    "above the page": page(words(at="72 900")),
    "outside the crop box": page(words(at="72 100"), crop=(0, 400, 595, 842)),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_words_that_nobody_sees_are_an_error(name: str):
    data = UNSEEN[name]
    assert SECRET in extract_text(io.BytesIO(data)).replace("\n", "")
    (problem,) = problems(data)
    assert (problem.code, problem.place.where) == ("unseen-words", "page 1")
    assert (problem.quoted or "").replace(" ", "")[-15:].strip(
        "”"
    ) in "Priceoffered:1,483,250pounds"


INNOCENT = {
    "a coloured row of a table": page(area("0 0 0.5 rg"), words(more="1 g")),
    "a white ground that is painted first": page(area("1 g", "0 0 595 842"), words()),
    "words on a picture": page(
        WHOLE, words(), pictures={"Im": Image.linear_gradient("L").point(lambda v: 160 + v // 3)}
    ),
    "a pale watermark over the words": page(
        words(), "/G gs ", words("DRAFT", size=60), states={"G": Dictionary(ca=0.15)}
    ),
    "a pale box over the words": page(
        words(), "/G gs ", area("0 0 1 rg"), states={"G": Dictionary(ca=0.3)}
    ),
    "a marker pen that multiplies": page(
        words(), annotations=[mark("Highlight", "/M gs 1 1 0 rg 0 0 304 21 re f")]
    ),
    "a frame round the words": page(words(), "q 0 G 2 w 68 695 304 21 re S Q\n"),
    "an underline that is a filled shape": page(words(), area("0 g", "72 698 230 1.2")),
    "words struck through": page(words(), area("0 g", "72 703 230 1.5")),
    "bold by painting twice": page(words(), words(at="72.3 700")),
    "words painted anew upon their own ground": page(words(), area("1 g"), words()),
    "a white shadow": page(words(more="1 g", at="73.5 698.5"), words(more="0 g")),
    "a shadow": page(words(more="0.7 g", at="73 699"), words()),
    "words that are clipped to their cell": page("q 60 690 400 40 re W n ", words(), "Q\n"),
    "small print": page(words(size=5)),
    "grey words": page(words(more="0.75 g")),
    "words that are clipped to a strip and painted again": page(
        "q 60 697.5 400 0.5 re W n ", words(), "Q\n", words()
    ),
    "a scan whose recognised words are too wide": page(
        WHOLE,
        *(f"BT /F1 16 Tf 3 Tr 160 Tz 72 {731 - 50 * n} Td ({line}) Tj ET\n" for n, line in LINES),
        pictures={"Im": scan(*(line for _, line in LINES))},
    ),
    "a note's icon on the words": page(words(), annotations=[mark("Text", "1 g 0 0 304 21 re f")]),
    "outlined words": page(words(more="1 Tr 0.5 w")),
    "a scan with its recognised words": page(
        WHOLE, OCR, pictures={"Im": scan("Complaint of Margery Dunthorpe")}
    ),
    "a scan painted over its recognised words": page(
        OCR.replace("3 Tr", "0 Tr"),
        WHOLE,
        pictures={"Im": scan("Complaint of Margery Dunthorpe")},
    ),
    "a box beside the words": page(words(), area("0 g", "68 640 304 21")),
    "words of a white dot": page(words(". . . - -", more="1 g")),
    "a link over the words": page(words(), annotations=[mark("Link", "")]),
}


@pytest.mark.parametrize("name", INNOCENT)
def test_ordinary_pages_are_not_stopped(name: str):
    assert found(INNOCENT[name]) == []


PAPER = scan("The plan of the depot", "Bidder: Dunthorpe and Daughters", "Price: 1,483,250")
PHOTO = Image.effect_noise((600, 400), 120).convert("RGB")
ON_PAGE = "q 450 0 0 300 72 400 cm /Im Do Q\n"

COVERED_PICTURES = {
    "a black box over a line of a scan": page(
        WHOLE, area("0 g", "72 670 400 34"), pictures={"Im": PAPER}
    ),
    "a white box over a line of a scan": page(
        WHOLE, area("1 g", "72 670 400 34"), pictures={"Im": PAPER}
    ),
    "a coloured box over a line of a scan": page(
        WHOLE, area("0.8 0 0 rg", "72 670 400 34"), pictures={"Im": PAPER}
    ),
    "a labelled box over a line of a scan": page(
        WHOLE,
        area("0 g", "72 670 400 34"),
        words("WITHHELD", at="90 680", more="1 g"),
        pictures={"Im": PAPER},
    ),
    "a picture over a line of a scan": page(
        WHOLE,
        "q 400 0 0 34 72 670 cm /Bar Do Q\n",
        pictures={"Im": PAPER, "Bar": Image.new("L", (4, 4), 0)},
    ),
    "a square over a face": page(
        ON_PAGE,
        pictures={"Im": PHOTO},
        annotations=[mark("Square", "0 g 0 0 304 21 re f", Rect=Array([150, 500, 300, 600]))],
    ),
    "a black box over a face": page(
        ON_PAGE, area("0 g", "150 500 150 100"), pictures={"Im": PHOTO}
    ),
    "a white area over a whole picture": page(
        ON_PAGE, area("1 g", "60 390 480 320"), pictures={"Im": PHOTO}
    ),
}


@pytest.mark.parametrize("name", COVERED_PICTURES)
def test_part_of_a_picture_under_something_opaque_is_an_error(name: str):
    assert found(COVERED_PICTURES[name]) == [("covered-picture", "page 1")]


BLACKENED = scan("The plan", "Bidder: Dunthorpe and Daughters", box=(140, 290, 900, 350))

INNOCENT_PICTURES = {
    "a scan that was blackened in its picture": page(WHOLE, pictures={"Im": BLACKENED}),
    "a bar over a bar that is in the picture": page(
        WHOLE, area("0 g", "68 665 386 36"), pictures={"Im": BLACKENED}
    ),
    "a box over blank paper": page(WHOLE, area("0 g", "72 100 300 40"), pictures={"Im": PAPER}),
    "a marker pen upon a scan": page(
        WHOLE,
        pictures={"Im": PAPER},
        annotations=[
            mark("Highlight", "/M gs 1 1 0 rg 0 0 304 21 re f", Rect=Array([68, 674, 372, 695]))
        ],
    ),
    "a panel with words upon a photograph": page(
        ON_PAGE,
        area("1 g", "100 430 200 160"),
        words("The depot", at="110 455", size=7),
        pictures={"Im": PHOTO},
    ),
    "a coloured shape upon a photograph": page(
        ON_PAGE, area("0 0.3 0.6 rg", "100 430 100 100"), pictures={"Im": PHOTO}
    ),
    "a panel beside a photograph": page(
        ON_PAGE, area("0 g", "20 400 80 300"), pictures={"Im": PHOTO}
    ),
    "a pale box upon a photograph": page(
        ON_PAGE,
        "/G gs ",
        area("0 g", "150 500 150 100"),
        pictures={"Im": PHOTO},
        states={"G": Dictionary(ca=0.3)},
    ),
    "a logo upon a photograph": page(
        ON_PAGE,
        "q 60 0 0 60 100 430 cm /Logo Do Q\n",
        pictures={"Im": PHOTO, "Logo": scan("LOGO").resize((200, 200))},
    ),
}


@pytest.mark.parametrize("name", INNOCENT_PICTURES)
def test_ordinary_pictures_are_not_stopped(name: str):
    assert found(INNOCENT_PICTURES[name]) == []


def test_words_under_an_annotation_that_is_taken_off_cannot_be_accepted():
    square, stamp = COVERED["an opaque highlight"], COVERED["a stamp"]
    assert [p.acceptable for p in problems(square)] == [False]
    assert [p.acceptable for p in problems(stamp, "remove")] == [False]
    assert [p.acceptable for p in problems(stamp, "print")] == [True]


def test_hidden_words_are_quoted_on_the_terminal_alone():
    (problem,) = problems(COVERED["a white box"])
    assert SECRET in problem_text(problem)
    assert SECRET not in str(problem_of(problem))
    assert problem.acceptable


def test_words_of_a_hidden_layer_are_no_finding_as_it_is_removed():
    data = page("/OC /L BDC ", words(), area(), "EMC\n")
    with Pdf.open(io.BytesIO(data)) as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
        pdf.pages[0].obj.Resources.Properties = Dictionary(L=layer)
        settings = Dictionary(OFF=Array([layer]), Order=Array([]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=settings)
        saved = io.BytesIO()
        pdf.save(saved)
    cleaned = clean_pdf(saved.getvalue(), PLACE)
    assert [p.code for p in cleaned.problems] == ["pdf-hidden-layer"]
    assert SECRET not in extract_text(io.BytesIO(cleaned.data))


def test_pages_with_the_same_fault_are_one_problem():
    with Pdf.open(io.BytesIO(UNSEEN["white"])) as pdf:
        for _ in range(3):
            pdf.pages.append(pdf.pages[0])
        pdf.pages.insert(3, pdf.add_blank_page(page_size=(595, 842)))
        saved = io.BytesIO()
        pdf.save(saved)
    (problem,) = problems(saved.getvalue())
    assert problem.place.where == "pages 1–3 and 5"


HEX = PRICE.encode("utf-16-be").hex()
SPAN = f"/Span <</ActualText <feff{HEX}>>> BDC\n"

REPLACED = {
    "for nothing": page(SPAN, "EMC\n"),
    "for other words": page(SPAN, words("The depot is in Mill Lane"), "EMC\n"),
    "for a full stop": page(SPAN, words("."), "EMC\n"),
    "in the tags, for nothing": tagged(None, PRICE),
    "in the tags, for other words": tagged(0, PRICE),
}


@pytest.mark.parametrize("name", REPLACED)
def test_text_in_place_of_nothing_or_of_other_words_is_an_error(name: str):
    (problem,) = problems(REPLACED[name])
    assert (problem.code, problem.place.where) == ("replaced-words", "page 1")
    assert SECRET in (problem.quoted or "")
    assert problem.acceptable


HONEST = {
    "the same words": page(SPAN, words(), "EMC\n"),
    "a word that is divided": page(
        "/Span <</ActualText (tenders)>> BDC\n",
        words("ten-"),
        words("ders", at="72 680"),
        "EMC\n",
    ),
    "a symbol": page("/Span <</ActualText (Yes)>> BDC\n", words("*"), "EMC\n"),
    "a drawing of words": page(SPAN, area(), "EMC\n"),
    "a drawing of words in UTF-8": page(
        f"/Span <</ActualText <efbbbf{PRICE.encode().hex()}>>> BDC\n", area(), "EMC\n"
    ),
    "the same words in the tags": tagged(0, "The depot is in Mill Lane"),
    "words in the tags that are painted elsewhere": tagged(None, "The council asked for tenders"),
}


@pytest.mark.parametrize("name", HONEST)
def test_text_in_place_of_what_is_painted_is_not_stopped(name: str):
    assert found(HONEST[name]) == []


SHIFTED = {chr(n): chr(n + 1 if n < 122 else 97) for n in range(97, 123)}


def test_font_that_calls_its_letters_others_is_an_error():
    data = page(words("the depot is in mill lane"), letters=SHIFTED)
    assert "depot" not in extract_text(io.BytesIO(data))
    (problem,) = problems(data)
    assert (problem.code, problem.place.where) == ("false-letters", "page 1")
    assert "“Helvetica”" in problem.found


def test_font_that_calls_its_letters_what_they_are_is_not_stopped():
    honest = {chr(n): chr(n) for n in range(97, 123)}
    assert found(page(words("the depot"), letters=honest)) == []
    assert found(page(words("the depot"), letters=honest | {"a": "b"})) == []


def test_words_that_a_printed_annotation_would_hide_are_an_error():
    white = mark("FreeText", f"1 g BT /F1 12 Tf 4 5 Td ({PRICE}) Tj ET", Contents=String("Price"))
    found_now = problems(page(annotations=[white]), "print")
    assert [(p.code, SECRET in (p.quoted or "")) for p in found_now] == [("unseen-words", True)]


def test_annotation_under_a_shape_that_is_printed_is_an_error_that_can_be_accepted():
    typed = f"0 g BT /F1 12 Tf 4 5 Td ({PRICE}) Tj ET"
    marks = [mark("FreeText", typed), mark("Square", "0.9 g 0 0 304 21 re f")]
    found = problems(page(annotations=marks), "print")
    assert [(each.code, each.acceptable) for each in found] == [
        ("covered-words", True),
        ("covered-picture", True),
    ]


def test_annotation_under_an_annotation_that_is_taken_off_is_an_error():
    typed = f"0 g BT /F1 12 Tf 4 5 Td ({PRICE}) Tj ET"
    above, below = (
        [mark(kind, drawing) for kind, drawing in marks]
        for marks in (
            (("FreeText", typed), ("Highlight", "0.9 g 0 0 304 21 re f")),
            (("Highlight", "0.9 g 0 0 304 21 re f"), ("FreeText", typed)),
        )
    )
    (problem,) = problems(page(annotations=above), "print")
    assert (problem.code, problem.acceptable) == ("covered-picture", False)
    assert "an annotation (FreeText) lies under an annotation (Highlight)" in problem.found
    assert found_of(page(annotations=below), "print") == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("outside the crop box", "lie outside the part of the page that is shown"),
        ("clipped away", "are cut off by a clipping path"),
        ("black on black", "have the colour of what is behind them"),
        ("behind a soft mask", "are transparent"),
        ("tiny", "are too small to read"),
        ("recognised where a scan is white", "are not painted, and no picture shows them"),
    ],
)
def test_message_says_why_words_are_not_seen(name: str, reason: str):
    (problem,) = problems(UNSEEN[name])
    assert problem.found.startswith(f"Words {reason}: nobody sees them")
