"""What a supplied PDF may hold in the pack, and what makes it refused."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from panel_papers.core.problems import InputsError, Level, Place
from panel_papers.inputs.cleaning import Removal
from panel_papers.inputs.cleaning.pdf import clean_pdf
from panel_papers.inputs.cleaning.pdf.proof import remains

from . import pdf_features as make
from .pdf_residue import harm, mentions

PLACE = Place("inputs/march-2024/appendices/plan.pdf")


def clean(*plants: make.Plant):
    return clean_pdf(make.with_features(*plants), PLACE, annotations="remove")


def refused(data: bytes) -> list[str]:
    with pytest.raises(InputsError) as error:
        clean_pdf(data, PLACE)
    assert {p.place.file for p in error.value.problems} == {PLACE.file}
    return [p.code for p in error.value.problems]


def words(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


@pytest.mark.parametrize("feature", make.FEATURES)
def test_risky_feature_leaves_nothing_behind(feature: str):
    data = make.with_features(make.FEATURES[feature])
    assert mentions(data, make.SECRET), "the secret was never planted"
    cleaned = clean_pdf(data, PLACE, annotations="remove")
    assert harm(cleaned.data) == []
    assert not mentions(cleaned.data, make.SECRET)
    assert cleaned.removed
    assert_the_rest_is_there(cleaned.data)


def assert_the_rest_is_there(data: bytes):
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert ["Open words 0" in words(data)[0], "Open words 1" in words(data)[1]] == [True, True]
    links = [a.get_object() for a in reader.pages[0]["/Annots"]]
    assert links[0]["/A"]["/URI"] == "https://www.example.org/plan"
    assert links[0]["/Contents"] == "The plan"
    assert links[1].raw_get("/Dest").get_object()[0].get_object() == reader.pages[1]
    assert [b.title for b in reader.outline] == ["Start"]
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    described = [k.get_object().get("/Alt") for k in tree["/K"]["/K"]]
    assert [each for each in described if str(each).startswith("Described")] == [
        "Described 0",
        "Described 1",
    ]
    assert tree["/ParentTree"]["/Nums"][1][0].get_object()["/Alt"] == "Described 0"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.pages[0]["/Resources"]["/Font"]["/AA"]["/BaseFont"] == "/Helvetica"
    assert reader.metadata.title == "The title"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from(sorted(make.FEATURES)), max_size=8))
def test_any_mixture_of_features_leaves_nothing_behind(features: set[str]):
    data = make.with_features(*(make.FEATURES[name] for name in sorted(features)))
    cleaned = clean_pdf(data, PLACE, annotations="remove")
    assert (harm(cleaned.data), mentions(cleaned.data, make.SECRET)) == ([], False)
    assert_the_rest_is_there(cleaned.data)
    again = clean_pdf(cleaned.data, PLACE)
    assert (again.data, again.removed) == (cleaned.data, ())
    assert bool(cleaned.removed) == bool(features)


def test_clean_file_comes_back_byte_for_byte():
    data = make.tagged_pdf()
    cleaned = clean_pdf(data, PLACE)
    assert (cleaned.data == data, cleaned.removed, cleaned.problems) == (True, (), ())


def test_same_file_gives_the_same_bytes():
    data = make.with_features(make.xmp, make.filled_field, make.hidden_layer)
    assert clean_pdf(data, PLACE) == clean_pdf(data, PLACE)


def test_what_was_taken_out_is_counted_and_placed():
    cleaned = clean(make.comment, make.embedded_file, make.bookmark_action)
    assert cleaned.removed == (
        Removal("comment or mark of a reader", 1, "page 1"),
        Removal("embedded file", 1, None),
        Removal("action behind a bookmark", 1, "the bookmark “Start”"),
        Removal("accessibility tag of what is not on a page", 1, None),
    )
    assert [(p.code, p.level, p.place.where) for p in cleaned.problems] == [
        ("pdf-comments", Level.WARNING, "page 1"),
        ("embedded-file", Level.WARNING, None),
    ]


def test_element_of_a_removed_annotation_leaves_the_tree():
    reader = pypdf.PdfReader(io.BytesIO(clean(make.comment).data))
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    assert [kid.get_object()["/S"] for kid in tree["/K"]["/K"]] == ["/P", "/P"]
    assert list(tree["/ParentTree"]["/Nums"])[::2] == [0, 1]


def test_tagged_link_within_the_pdf_keeps_its_element():
    def link(pdf: Pdf) -> None:
        dest = Array([pdf.pages[1].obj, Name.Fit])
        make.add_annotation(pdf, Dictionary(Subtype=Name.Link, Dest=dest), tag=Name.Link)

    cleaned = clean(link)
    assert cleaned.removed == ()
    tree = pypdf.PdfReader(io.BytesIO(cleaned.data)).trailer["/Root"]["/StructTreeRoot"]
    assert tree["/K"]["/K"][2]["/K"]["/Obj"]["/Subtype"] == "/Link"


@pytest.mark.parametrize("key", ["/EF", "/AF", "/PieceInfo", "/Metadata"])
def test_what_no_dictionary_needs_goes_wherever_it_is(key: str):
    with Pdf.open(io.BytesIO(make.with_features())) as pdf:
        file = pdf.make_stream(make.SECRET.encode())
        held: dict[str, object] = {
            "/EF": Dictionary(F=file),
            "/AF": Array([Dictionary(Type=Name.Filespec, EF=Dictionary(F=file))]),
            "/PieceInfo": Dictionary(Program=Dictionary(Private=String(make.SECRET))),
            "/Metadata": Stream(pdf, make.SECRET.encode(), Type=Name.Metadata, Subtype=Name.XML),
        }
        state = pdf.make_indirect(Dictionary(Type=Name.ExtGState, CA=1))
        state[key] = held[key]
        pdf.pages[1].obj.Resources.ExtGState = Dictionary(State=state)
        pdf.pages[1].contents_add(b"/State gs")
        data = io.BytesIO()
        pdf.save(data)
    assert mentions(data.getvalue(), make.SECRET)
    cleaned = clean_pdf(data.getvalue(), PLACE)
    assert not mentions(cleaned.data, make.SECRET)


def test_claims_and_title_stay_in_the_metadata():
    with Pdf.open(io.BytesIO(clean(make.xmp, make.info).data)) as pdf:
        text = pdf.Root.Metadata.read_bytes().decode()
        assert sorted(pdf.docinfo.keys()) == ["/Title"]
    assert 'pdfuaid:part="1"' in text
    assert "The title" in text
    assert "creator" not in text


def test_metadata_without_authors_stays_byte_for_byte():
    data = make.with_features(lambda pdf: setattr(pdf.Root, "Metadata", make.xmp_stream(pdf)))
    assert clean_pdf(data, PLACE).data == data


def test_unreadable_metadata_goes():
    cleaned = clean(make.unreadable_xmp)
    assert cleaned.removed == (Removal("metadata that cannot be read", 1),)
    assert not mentions(cleaned.data, make.SECRET)


def test_filled_field_is_printed_where_it_stood():
    assert "Filled in" in words(clean(make.filled_field).data)[0]


def test_field_without_a_picture_is_drawn():
    def plant(pdf: Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        make.field(pdf, FT=Name.Tx, T=String("a"), V=String("Typed"), DA=String("/Helv 10 Tf 0 g"))
        pdf.Root.AcroForm.DR = Dictionary(Font=Dictionary(Helv=font))

    assert "Typed" in words(clean(plant).data)[0]


def test_opening_at_a_page_is_no_action():
    data = make.with_features(
        lambda pdf: setattr(pdf.Root, "OpenAction", Array([pdf.pages[0].obj, Name.Fit]))
    )
    assert clean_pdf(data, PLACE).data == data


def test_layers_that_are_all_shown_stay():
    def plant(pdf: Pdf) -> None:
        make.hidden_layer(pdf)
        del pdf.Root.OCProperties.D.OFF
        for number, layer in enumerate(pdf.Root.OCProperties.OCGs, 1):
            layer.Name = String(f"Layer {number}")

    data = make.with_features(plant)
    assert clean_pdf(data, PLACE).data == data


def test_shown_layer_beside_a_hidden_one_is_printed():
    text = words(clean(make.hidden_layer).data)[1]
    assert ("Shown map" in text, make.SECRET in text) == (True, False)


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        (["/Not", "off"], True),
        (["/And", "on", "off"], False),
        (["/Or", "on", "off"], True),
    ],
)
def test_layer_by_expression_is_shown_as_readers_show_it(rule: list[str], shown: bool):
    def plant(pdf: Pdf) -> None:
        make.hidden_layer(pdf)
        off, on = pdf.Root.OCProperties.OCGs
        known = {"off": off, "on": on}
        expression = Array(
            [known.get(each, Name(each) if each[0] == "/" else each) for each in rule]
        )
        member = pdf.make_indirect(Dictionary(Type=Name.OCMD, VE=expression))
        pdf.pages[1].obj.Resources.Properties.L1 = member

    assert ("Shown map" in words(clean(plant).data)[1]) == shown


def test_everything_that_a_hidden_layer_paints_goes_and_its_clip_stays():
    def plant(pdf: Pdf) -> None:
        make.hidden_layer(pdf)
        painted = b"q 0 0 9 9 re S 1 1 8 8 re W f /P sh BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
        lines = b" BT /AA 9 Tf (a) ' 1 2 (b) \" [(c)] TJ ET"
        make.paint(pdf, pdf.pages[1].obj, b"/OC /L0 BDC " + painted + lines + b" EMC")

    with Pdf.open(io.BytesIO(clean(plant).data)) as pdf:
        steps = [str(s.operator) for s in pikepdf.parse_content_stream(pdf.pages[1])]
    start = steps.index("re")
    assert steps[start - 1 : start + 6] == ["q", "re", "n", "re", "W", "n", "Q"]
    assert steps[start + 6 : start + 15] == ["BT", "Tf", "T*", "Tw", "Tc", "T*", "ET", "EMC"]


@pytest.mark.parametrize(
    ("feature", "found"),
    [
        ("catalogue script", ["“/AA” in its catalogue", "an action (JavaScript)", "JavaScript"]),
        ("opening action", ["an action that runs by itself"]),
        ("Launch action", ["a link on page 1 that does more than lead to a page"]),
        ("lonely object", ["an action (Launch)"]),
        ("embedded file", ["an embedded file"]),
        ("form data", ["“/AcroForm” in its catalogue", "XFA form data", "a form field"]),
        ("Ink mark", ["an annotation on page 1 that is no link"]),
    ],
)
def test_proof_names_what_was_not_taken_out(feature: str, found: list[str]):
    with Pdf.open(io.BytesIO(make.with_features(make.FEATURES[feature]))) as pdf:
        assert set(found) <= set(remains(pdf))
    with Pdf.open(io.BytesIO(make.tagged_pdf())) as pdf:
        assert list(remains(pdf)) == []


def test_hidden_layer_with_tags_is_refused():
    def plant(pdf: Pdf) -> None:
        make.hidden_layer(pdf)
        hidden = b"/OC /L0 BDC /P <</MCID 7>> BDC BT /AA 9 Tf (x) Tj ET EMC EMC"
        make.paint(pdf, pdf.pages[1].obj, hidden)

    assert refused(make.with_features(plant)) == ["hidden-layer"]


def test_text_that_follows_hidden_text_in_its_line_is_refused():
    def plant(pdf: Pdf) -> None:
        make.hidden_layer(pdf)
        line = b"BT /AA 9 Tf /OC /L0 BDC (hidden) Tj EMC (shown) Tj ET"
        make.paint(pdf, pdf.pages[1].obj, line)

    assert refused(make.with_features(plant)) == ["hidden-layer"]


def test_earlier_version_of_the_file_is_dropped():
    data = make.tagged_pdf()
    number = b"9999 0 obj\n(" + make.SECRET.encode() + b")\nendobj\n"
    at = data.index(b"startxref")
    old = data[:at] + number + data[at:]
    cleaned = clean_pdf(old, PLACE)
    assert mentions(old, make.SECRET)
    assert not mentions(cleaned.data, make.SECRET)
    assert [r.what for r in cleaned.removed] == ["earlier version of the file, or a part of one"]


def test_data_behind_the_end_is_dropped():
    cleaned = clean_pdf(make.tagged_pdf() + make.SECRET.encode(), PLACE)
    assert not mentions(cleaned.data, make.SECRET)


def test_object_that_no_page_uses_is_dropped():
    with Pdf.open(io.BytesIO(make.tagged_pdf())) as pdf:
        orphan = pdf.make_indirect(Dictionary(Old=String(make.SECRET)))
        pdf.Root.Keep = orphan
        data = make.saved(pdf)
    data = re.sub(rb"/Keep \d+ 0 R", lambda found: b" " * len(found[0]), data)
    assert mentions(data, make.SECRET)
    cleaned = clean_pdf(data, PLACE)
    assert not mentions(cleaned.data, make.SECRET)


def test_damage_that_can_be_repaired_is_repaired_and_told():
    data = make.tagged_pdf()
    cleaned = clean_pdf(data[: data.rindex(b"startxref")], PLACE)
    assert [(p.code, p.level) for p in cleaned.problems] == [("repaired-pdf", Level.WARNING)]
    assert_the_rest_is_there(cleaned.data)
    assert clean_pdf(cleaned.data, PLACE).problems == ()


@pytest.mark.parametrize("owner_only", [True, False])
def test_encrypted_pdf_is_refused(owner_only: bool):
    target = io.BytesIO()
    with Pdf.open(io.BytesIO(make.tagged_pdf())) as pdf:
        user = "" if owner_only else "user"
        pdf.save(target, encryption=pikepdf.Encryption(owner="owner", user=user))
    assert refused(target.getvalue()) == ["encrypted-pdf"]


def test_damage_beyond_repair_is_refused():
    assert refused(b"%PDF-1.7\nnothing more") == ["damaged-pdf"]


def test_pdf_without_pages_is_refused():
    assert refused(make.saved(Pdf.new())) == ["pdf-without-pages"]


def test_portfolio_is_refused():
    data = make.with_features(lambda pdf: setattr(pdf.Root, "Collection", Dictionary()))
    assert refused(data) == ["pdf-portfolio"]


def test_signed_pdf_is_refused_and_an_empty_signature_field_is_not():
    def sign(pdf: Pdf) -> None:
        value = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("x"))
        make.field(pdf, FT=Name.Sig, T=String("s"), V=value)

    assert refused(make.with_features(sign)) == ["signed-pdf"]
    unsigned = clean(lambda pdf: make.field(pdf, FT=Name.Sig, T=String("s")))
    assert harm(unsigned.data) == []


def test_dynamic_form_is_refused():
    def plant(pdf: Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(pdf, b"<xdp/>"))
        pdf.Root.NeedsRendering = True

    assert refused(make.with_features(plant)) == ["dynamic-form"]


def test_redaction_that_was_never_applied_is_refused():
    data = make.with_features(
        lambda pdf: make.add_annotation(pdf, Dictionary(Subtype=Name.Redact)) and None
    )
    assert refused(data) == ["unapplied-redaction"]


@pytest.mark.parametrize(("points", "unit"), [(14_400, 1), (1_450, 10), (14_400, 0), (14_400, -1)])
def test_page_of_more_than_five_metres_is_refused(points: int, unit: int):
    def plant(pdf: Pdf) -> None:
        pdf.pages[1].obj.MediaBox = Array([0, 0, points, 842])
        pdf.pages[1].obj.UserUnit = unit

    assert refused(make.with_features(plant)) == ["page-too-large"]


def test_every_reason_is_told_at_once():
    def plant(pdf: Pdf) -> None:
        pdf.Root.Collection = Dictionary()
        make.add_annotation(pdf, Dictionary(Subtype=Name.Redact))

    assert refused(make.with_features(plant)) == ["pdf-portfolio", "unapplied-redaction"]


def test_annotation_that_damage_made_part_of_another_object_is_refused():
    whole = make.with_features(make.comment, make.filled_field)
    wild = whole[:1876] + whole[1876 + 193 :]  # an object's end and the next one's beginning

    with pytest.raises(InputsError) as refusal:
        clean_pdf(wild, PLACE)
    assert "an annotation that is on no page" in refusal.value.problems[0].found


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_wild_bytes_are_refused_and_nothing_else(data: st.DataObject):
    whole = make.with_features(make.comment, make.filled_field)
    at = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 200))
    wild = whole[:at] + data.draw(st.binary(max_size=50)) + whole[at + length :]
    try:
        cleaned = clean_pdf(wild, PLACE)
    except InputsError:
        return
    assert harm(cleaned.data) == []
