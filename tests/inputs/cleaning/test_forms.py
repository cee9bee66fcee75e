"""What a form’s fields look like in the pack: as readers show them, or the build says why not."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from panel_papers.core import InputsError, Level
from panel_papers.inputs.cleaning.pdf import clean_pdf

from .form_maker import PLACE, cleaned, fonts, form, ink, letters, supplied, words

RECT = (72, 760, 372, 780)
COMB, MULTILINE, RADIO, COMBO = 1 << 24, 1 << 12, 1 << 15, 1 << 17


def refused(*fields: dict[str, object], **keys: object) -> list[tuple[str, str | None]]:
    with pytest.raises(InputsError) as error:
        cleaned(*fields, **keys)
    return [(each.code, each.place.where) for each in error.value.problems]


def with_picture(data: bytes, shown: str, on: bytes = b"") -> bytes:
    """Give the first field of a form a picture of its own that shows words."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        font = pdf.Root.AcroForm.DR.Font.Helv
        pdf.pages[0].obj.Annots[0].AP = Dictionary(
            N=Stream(
                pdf,
                on + f"/Tx BMC q BT 0 g /Helv 11 Tf 2 5 Td ({shown}) Tj ET Q EMC".encode("cp1252"),
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 300, 20]),
                Resources=Dictionary(Font=Dictionary(Helv=font)),
            )
        )
        target = io.BytesIO()
        pdf.save(target)
        return target.getvalue()


@pytest.mark.parametrize("name", ["with-picture", "filled-by-script"])
def test_answer_of_four_lines_is_printed_in_four_lines(name: str):
    lines = [
        "The service will close on Fridays.",
        "Residents with a disability keep",
        "home visits; nobody loses support.",
        "Cost in the first year: 12,400 pounds.",
    ]
    shown = words(supplied(name).data).split("\n")
    assert [line.strip() for line in shown if line.strip()][2:] == lines


def test_letters_of_any_european_alphabet_are_printed_and_embedded():
    data = supplied("polish-name").data
    assert "Łukasz Wójcik, Żoliborz" in words(data)
    greek = cleaned({"V": "Ελένη и Борис – €5 “so”"}).data
    assert "Ελένη и Борис – €5 “so”" in words(greek)
    assert [line.split()[-5] for line in fonts(greek)] == ["yes"]


def test_letters_that_no_shipped_font_holds_are_refused_by_field():
    assert refused({"V": "東京", "TU": "Your city"}) == [
        ("field-letters", "page 1, the field “Your city”")
    ]


def test_password_is_refused_by_field_and_empty_password_field_is_not():
    with pytest.raises(InputsError) as error:
        supplied("password")
    (problem,) = error.value.problems
    assert (problem.code, problem.place.file, problem.place.where) == (
        "password-field",
        "appendices/password.pdf",
        "page 1, the field “pw”",
    )
    assert "secret99" not in str(problem)
    assert cleaned({"Ff": 1 << 13}).problems == ()


def test_tick_without_a_picture_is_drawn_and_an_empty_box_has_none():
    data = supplied("tick").data
    ticked, empty = ink(data, (74, 760, 82, 768)), ink(data, (74, 738, 82, 746))
    assert ticked > empty + 5


@pytest.mark.parametrize("flags", [0, RADIO])
def test_chosen_mark_differs_from_the_other(flags: int):
    box = {"FT": Name.Btn, "Ff": flags, "MK": Dictionary(BC=Array([0]))}
    small = [Array([72, 700, 92, 720]), Array([72, 660, 92, 680])]
    data = cleaned(
        {**box, "AS": Name.Yes, "V": Name.Yes, "Rect": small[0]},
        {**box, "AS": Name.Off, "V": Name.Off, "Rect": small[1]},
    ).data
    assert ink(data, (76, 704, 88, 716)) > 20
    assert ink(data, (76, 664, 88, 676)) == 0
    assert ink(data, (70, 658, 94, 682)) > 20  # the border of the empty one


def test_comb_spreads_its_letters_evenly():
    data = cleaned({"V": "AB12", "Ff": COMB, "MaxLen": 10}).data
    middles = [(box[0] + box[2]) / 2 for letter, box in letters(data) if letter.strip()]
    assert middles == pytest.approx([87, 117, 147, 177], abs=2)


@pytest.mark.parametrize(("quadding", "place"), [(0, 72), (1, 222), (2, 372)])
def test_answer_is_aligned_as_its_field_asks(quadding: int, place: float):
    boxes = [box for letter, box in letters(cleaned({"V": "Short", "Q": quadding}).data)]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    assert {0: left, 1: (left + right) / 2, 2: right}[quadding] == pytest.approx(place, abs=4)


def test_size_that_is_left_to_the_reader_fits_the_field():
    data = cleaned({"V": "An answer of nine words that asks for room " * 2, "DA": "/Helv 0 Tf 0 g"})
    assert all(box[0] >= 72 and box[2] <= 372 for _, box in letters(data.data))


def test_drop_down_shows_the_words_and_not_what_is_exported():
    options = Array([Array([String("GB"), String("Great Britain")]), String("France")])
    text = words(cleaned({"FT": Name.Ch, "Ff": COMBO, "Opt": options, "V": "GB"}).data)
    assert text.split() == ["Great", "Britain"]


def test_list_box_shows_its_options_and_marks_the_chosen_one():
    options = Array([String("Earth"), String("Mars"), String("Venus")])
    rect = Array([72, 700, 172, 760])
    field = {"FT": Name.Ch, "Opt": options, "V": "Mars", "Rect": rect, "I": Array([1])}
    data = cleaned(field).data
    assert words(data).split() == ["Earth", "Mars", "Venus"]
    plain = cleaned({**field, "V": "", "I": Array([])}).data
    assert ink(data, (72, 700, 172, 760)) != ink(plain, (72, 700, 172, 760))


@pytest.mark.parametrize(
    "field",
    [
        {"V": "An answer that is far too long for the field that it was typed into, by half"},
        {"V": "one\ntwo\nthree\nfour", "Ff": MULTILINE},
    ],
)
def test_answer_that_does_not_fit_is_refused_by_field(field: dict[str, object]):
    assert refused({**field, "TU": "Reasons"}) == [
        ("form-answer-cut", "page 1, the field “Reasons”")
    ]


def test_good_picture_of_the_file_is_kept():
    data = with_picture(form({"V": "Jo Example"}), "Jo Example", b"0.8 0.9 1 rg 0 0 300 20 re f ")
    found = clean_pdf(data, PLACE).data
    assert words(found).split() == ["Jo", "Example"]
    with Pdf.open(io.BytesIO(found)) as pdf:
        (printed,) = pdf.pages[0].obj.Resources.XObject.values()
        assert b"0.8 0.9 1 rg" in printed.read_bytes()


def test_stale_picture_is_drawn_anew_where_the_form_asks_for_that():
    stale = with_picture(form({"V": "New answer"}), "Old words")
    assert words(clean_pdf(stale, PLACE).data).split() == ["New", "answer"]


def test_picture_that_differs_from_the_answer_is_printed_with_a_warning():
    data = with_picture(form({"V": "New answer"}, NeedAppearances=False), "Old words")
    found = clean_pdf(data, PLACE)
    assert words(found.data).split() == ["Old", "words"]
    (problem,) = found.problems
    assert (problem.code, problem.level, problem.place.where) == (
        "form-answer-differs",
        Level.WARNING,
        "page 1, the field “field0”",
    )


def test_answer_formatted_by_a_script_is_kept_without_a_warning():
    actions = Dictionary(F=Dictionary(S=Name.JavaScript, JS=String("AFNumber_Format(2)")))
    data = with_picture(form({"V": "1234.5", "AA": actions}), "£1,234.50")
    found = clean_pdf(data, PLACE)
    assert (words(found.data).split(), found.problems) == (["£1,234.50"], ())


def test_buttons_and_hidden_fields_are_not_printed():
    caption = Dictionary(CA=String("Send"), BG=Array([0]))
    found = cleaned(
        {"FT": Name.Btn, "Ff": 1 << 16, "MK": caption}, {"V": "Unseen", "F": 2}, {"V": "Seen"}
    )
    assert words(found.data).split() == ["Seen"]
    assert ink(found.data, RECT) == 0
    assert [removal.what for removal in found.removed][:2] == [
        "button of a form, not printed",
        "hidden form field",
    ]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_answer_stands_in_its_field_however_the_page_is_turned(rotate: int):
    found = cleaned({"V": "Turned"}, rotate=rotate).data
    with Pdf.open(io.BytesIO(found)) as pdf:
        pdf.pages[0].obj.Rotate = 0
        target = io.BytesIO()
        pdf.save(target)
    boxes = [box for letter, box in letters(target.getvalue()) if letter.strip()]
    assert len(boxes) == len("Turned")
    assert all(box[0] >= 72 and box[2] <= 372 and 755 <= box[1] < 785 for box in boxes)


def test_fields_of_no_form_are_printed_as_they_are():
    data = with_picture(form({"V": "Jo"}), "Jo")
    with Pdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.AcroForm
        target = io.BytesIO()
        with pytest.warns(pikepdf.PageCopyWarning):
            pdf.save(target)
    assert words(clean_pdf(target.getvalue(), PLACE).data).split() == ["Jo"]


def test_same_form_gives_the_same_bytes():
    data = form({"V": "Łódź"}, {"FT": Name.Btn, "AS": Name.Yes}, {"V": "mono", "DA": "/Cour 9 Tf"})
    assert clean_pdf(data, PLACE).data == clean_pdf(data, PLACE).data


# tags


def elements(data: bytes) -> list[tuple[str, str, str]]:
    """Return role, alternative text and PrintField role of each element that is a form’s."""
    reader = pikepdf.Pdf.open(io.BytesIO(data))
    found, waiting = [], [reader.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if element.get("/S") == "/Form":
            attributes = element.get("/A", Dictionary())
            found.append(("Form", str(element.get("/Alt", "")), str(attributes.get("/Role", ""))))
        kids = element.get("/K", Array())
        kids = list(kids) if isinstance(kids, Array) else [kids]
        waiting += [kid for kid in kids if isinstance(kid, Dictionary)]
    return found


def spoken(data: bytes) -> str:
    """Return the structure of a PDF with its text, as Poppler reads it."""
    import subprocess

    command = ["pdfinfo", "-struct-text", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def test_printed_answer_is_tagged_inside_its_form_element():
    data = supplied("tagged-form").data
    assert elements(data) == [("Form", "Name of the officer: Jo Example", "/tv")]
    tree = spoken(data)
    assert "Jo Example" in tree[tree.index("Form") :]


def test_field_reached_through_the_parent_tree_only_is_read_on_its_page():
    data = supplied("designer-form").data
    assert elements(data) == [("Form", "Answer q1: Yes, from April", "/tv")]
    tree = spoken(data)
    assert tree.index("Yes, from April") < tree.index("Drug driven violence is feared")


def test_hidden_field_reached_through_the_parent_tree_only_leaves_nothing():
    from .form_maker import DOCUMENTS

    with Pdf.open(DOCUMENTS / "designer-form.pdf") as pdf:
        pdf.pages[0].obj.Annots[0].F = 2
        target = io.BytesIO()
        pdf.save(target)
    found = clean_pdf(target.getvalue(), PLACE)
    assert "Yes, from April" not in words(found.data)
    assert elements(found.data) == []


def test_what_cannot_be_taken_out_is_one_problem():
    from panel_papers.inputs.cleaning.pdf import _not_clean

    many = ["an annotation that is on no page (Widget)", "a form field"] * 29
    (problem,) = _not_clean(many, PLACE)
    assert problem.found == (
        "The PDF holds parts that could not be removed: an annotation that is on no page "
        "(Widget), a form field"
    )


def test_ink_that_is_gone_from_a_field_is_a_problem():
    from panel_papers.inputs.cleaning.pdf.forms.flattening import PrintedField
    from panel_papers.inputs.cleaning.pdf.forms.proof import form_problems

    before = with_picture(form({"V": "Jo"}, NeedAppearances=False), "Jo", b"0 g 9 9 99 9 re f ")
    after = clean_pdf(with_picture(form({"V": "Jo"}, NeedAppearances=False), "Jo"), PLACE).data
    printed = PrintedField(0, RECT, "page 1, a field", ("Jo",), redrawn=False, answered=True)
    (problem,) = form_problems(before, after, [printed], PLACE)
    assert (problem.code, problem.place.where) == ("form-answer-unlike", "page 1, a field")
    whole = clean_pdf(before, PLACE).data
    assert form_problems(before, whole, [printed], PLACE) == []
