"""What every joined PDF has: pages in order, one number everywhere, bookmarks, links, a title."""

import datetime
import io

import pikepdf
import pypdf
import pytest
from pdfminer.high_level import extract_text
from pikepdf import Array, Dictionary, Name, Pdf, String

from panel_papers.pdf.joining import JoinError, Options, PageRange, Part, Stamp, join

DAY = datetime.date(2024, 3, 1)
OPTIONS = Options(
    title="Pack", language="en-GB", created=DAY, stamp=Stamp(), link_base="https://pack.invalid/"
)


def plain(*texts, **more):
    """A PDF with a page for each text; `more` goes into its catalogue."""
    pdf = Pdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    for text in texts:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode())
    for key, value in more.items():
        pdf.Root["/" + key] = value(pdf)
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def link_to(pdf, page, **target):
    annotation = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 690, 200, 710]), **target
    )
    pdf.pages[page].obj.Annots = Array([pdf.make_indirect(annotation)])


def saved(pdf):
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def test_pages_stand_in_the_order_of_the_parts_and_carry_their_number():
    joined = join([Part("A", plain("a1", "a2")), Part("B", plain("b1"))], OPTIONS)
    texts = [
        extract_text(io.BytesIO(joined.pdf), page_numbers=[i]).split() for i in range(joined.pages)
    ]
    assert texts == [["a1", "Page", "1"], ["a2", "Page", "2"], ["b1", "Page", "3"]]
    assert joined.ranges == (PageRange(1, 2), PageRange(3, 3))


def test_page_labels_are_the_printed_numbers():
    options = Options(title="T", language="en", created=DAY, first_page=7, stamp=Stamp())
    reader = pypdf.PdfReader(io.BytesIO(join([Part("A", plain("a1", "a2"))], options).pdf))
    assert reader.page_labels == ["7", "8"]
    assert [page.extract_text().split()[-1] for page in reader.pages] == ["7", "8"]


def test_the_part_s_own_bookmarks_stand_beneath_it_with_a_title_and_a_place_alone():
    def outlines(pdf):
        top = pdf.make_indirect(Dictionary())
        first = pdf.make_indirect(
            Dictionary(
                Title=String("Second page"),
                Parent=top,
                A=Dictionary(S=Name.GoTo, D=Array([pdf.pages[1].obj, Name.Fit])),
            )
        )
        second = pdf.make_indirect(
            Dictionary(
                Title=String("Start it"),
                Parent=top,
                A=Dictionary(S=Name.Launch, F=String("calc.exe")),
            )
        )
        first.Next, second.Prev, second.Next = second, first, first  # a circle
        top.First, top.Last = first, second
        return top

    part = plain("b1", "b2", Outlines=outlines)
    joined = join([Part("A", plain("a1")), Part("B", part), Part("C", part, None, False)], OPTIONS)
    reader = pypdf.PdfReader(io.BytesIO(joined.pdf))

    def walked(items):
        return [
            walked(i) if isinstance(i, list) else (i.title, reader.get_destination_page_number(i))
            for i in items
        ]

    assert walked(reader.outline) == [("A", 0), ("B", 1), [("Second page", 2)], ("C", 3)]
    assert b"calc.exe" not in _decompressed(joined.pdf)


def _decompressed(data):
    with Pdf.open(io.BytesIO(data)) as pdf:
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
        )
        return buffer.getvalue()


def test_a_link_to_the_base_leads_to_the_part():
    pdf = Pdf.open(io.BytesIO(plain("a1")))
    uri = String("https://pack.invalid/part/2")
    link_to(pdf, 0, A=Dictionary(S=Name.URI, URI=uri))
    joined = join([Part("A", saved(pdf)), Part("B", plain("b1"))], OPTIONS)
    with Pdf.open(io.BytesIO(joined.pdf)) as result:
        (annotation,) = result.pages[0].obj.Annots
        assert annotation.Dest[0].objgen == result.pages[1].obj.objgen
        assert "/A" not in annotation


def test_a_link_to_a_part_there_is_not_is_refused():
    pdf = Pdf.open(io.BytesIO(plain("a1")))
    link_to(pdf, 0, A=Dictionary(S=Name.URI, URI=String("https://pack.invalid/part/3")))
    with pytest.raises(JoinError, match="part/3") as caught:
        join([Part("A", plain("a1")), Part("B", saved(pdf))], OPTIONS)
    assert caught.value.part == 1


def test_one_name_for_two_places_leads_each_link_to_its_own():
    def named(text, target_page):
        pdf = Pdf.open(io.BytesIO(plain(text + "1", text + "2")))
        place = Array([pdf.pages[target_page].obj, Name.Fit])
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("place"), place])))
        link_to(pdf, 0, Dest=String("place"))
        return saved(pdf)

    joined = join([Part("A", named("a", 0)), Part("B", named("b", 1))], OPTIONS)
    with Pdf.open(io.BytesIO(joined.pdf)) as result:
        pages = [page.obj.objgen for page in result.pages]
        targets = [pages.index(result.pages[i].obj.Annots[0].Dest[0].objgen) for i in (0, 2)]
    assert targets == [0, 3]
    reader = pypdf.PdfReader(io.BytesIO(joined.pdf))
    names = {
        name: reader.get_destination_page_number(place)
        for name, place in reader.named_destinations.items()
    }
    assert names == {"part1.place": 0, "part2.place": 3}


def test_the_same_parts_give_the_same_bytes():
    parts = [Part("A", plain("a1", "a2")), Part("B", plain("b1"))]
    assert join(parts, OPTIONS).pdf == join(parts, OPTIONS).pdf


def test_title_language_and_dates_are_the_pack_s():
    joined = join([Part("A", plain("a1"))], OPTIONS)
    reader = pypdf.PdfReader(io.BytesIO(joined.pdf))
    assert reader.metadata.title == "Pack"
    assert reader.metadata.creation_date == datetime.datetime(2024, 3, 1, tzinfo=datetime.UTC)
    assert reader.xmp_metadata.dc_title == {"x-default": "Pack"}
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True


@pytest.mark.parametrize("data", [b"", b"not a PDF at all"])
def test_what_is_no_pdf_is_refused_with_its_index(data):
    with pytest.raises(JoinError) as caught:
        join([Part("A", plain("a1")), Part("B", data)], OPTIONS)
    assert caught.value.part == 1


def test_an_encrypted_part_is_refused_even_where_it_opens():
    pdf = Pdf.open(io.BytesIO(plain("a1")))
    buffer = io.BytesIO()
    pdf.save(buffer, encryption=pikepdf.Encryption(owner="owner", user=""))
    with pytest.raises(JoinError, match="encrypted"):
        join([Part("A", buffer.getvalue())], OPTIONS)


def test_a_part_without_pages_is_refused():
    buffer = io.BytesIO()
    Pdf.new().save(buffer)
    with pytest.raises(JoinError, match="no pages"):
        join([Part("A", buffer.getvalue())], OPTIONS)


def test_a_stamp_that_the_font_cannot_print_is_refused():
    with pytest.raises(ValueError, match="ŵ"):
        Stamp("Tudalen ŵ {page}")


def test_part_that_continues_belongs_to_the_one_before_it():
    parts = [
        Part("A", plain("a1")),
        Part("Divider", plain("d1"), bookmark_headings=False),
        Part("its text", plain("t1", "t2"), continues=True),
        Part("B", plain("b1")),
    ]
    options = Options(title="T", language="en", created=DAY, odd_starts=True)
    joined = join(parts, options)
    reader = pypdf.PdfReader(io.BytesIO(joined.pdf))
    marks = [m for m in reader.outline if not isinstance(m, list)]
    assert [m.title for m in marks] == ["A", "Divider", "B"]
    assert joined.ranges == (
        PageRange(1, 1),
        PageRange(3, 3),
        PageRange(4, 5),
        PageRange(7, 7),
    )
    with pikepdf.open(io.BytesIO(joined.pdf)) as pdf:
        divider = next(k for k in pdf.Root.StructTreeRoot.K[0].K if str(k.get("/T")) == "Divider")
        inner = [k for k in divider.K if isinstance(k, Dictionary) and k.get("/S") == "/Sect"]
        assert [str(k.T) for k in inner] == ["its text"]


@pytest.mark.parametrize("odd", [False, True])
def test_the_last_page_s_number_can_be_printed_beside_each(odd):
    options = Options(
        title="T",
        language="en",
        created=DAY,
        first_page=7,
        odd_starts=odd,
        stamp=Stamp("Page {page} of {pages}"),
    )
    pdf = join([Part("A", plain("a1")), Part("B", plain("b1", "b2"))], options).pdf
    last = 10 if odd else 9
    texts = [
        page.extract_text().split("Page ")[-1] for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
    ]
    assert texts == [f"{number} of {last}" for number in range(7, last + 1)]


def test_draft_has_the_colour_that_is_asked_for():
    stamp = Stamp(watermark="DRAFT", watermark_colour="1 0.8 0.8")
    options = Options(title="T", language="en", created=DAY, stamp=stamp)
    with pikepdf.open(io.BytesIO(join([Part("A", plain("a1"))], options).pdf)) as pdf:
        painted = pikepdf.parse_content_stream(pdf.pages[0])
        colours = [
            [float(one) for one in each.operands] for each in painted if str(each.operator) == "rg"
        ]
    assert [1.0, 0.8, 0.8] in colours
