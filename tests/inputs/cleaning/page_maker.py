"""One-page PDFs written by hand: what is painted in which order, with pictures and annotations."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String
from PIL import Image, ImageDraw

PRICE = "Price offered: 1,483,250 pounds"
OPEN = "BT /F1 12 Tf 0 g 72 760 Td (The council asked for tenders in March.) Tj ET\n"
BOX = "68 695 304 21"


def words(text: str = PRICE, *, at: str = "72 700", more: str = "", size: float = 14) -> str:
    """Return the operators that paint a line of words; `more` is said within its text object."""
    return f"BT /F1 {size} Tf {more} {at} Td ({text}) Tj ET\n"


def area(colour: str = "0 g", box: str = BOX) -> str:
    """Return the operators that fill a rectangle: left, bottom, width and height."""
    return f"q {colour} {box} re f Q\n"


def page(
    *content: str,
    pictures: Mapping[str, Image.Image] | None = None,
    states: Mapping[str, Dictionary] | None = None,
    annotations: Sequence[Dictionary] = (),
    crop: Sequence[int] | None = None,
    jpeg: bool = False,
    letters: Mapping[str, str] | None = None,
) -> bytes:
    """Return a PDF of one A4 page that paints the content and then an open line of words.

    `letters` are those that the font says it paints, by those that it paints.
    """
    pdf = Pdf.new()
    sheet = pdf.add_blank_page(page_size=(595, 842)).obj
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
    )
    if letters is not None:
        font.ToUnicode = pdf.make_stream(_to_unicode(letters))
    sheet.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    sheet.Resources.XObject = Dictionary(
        {f"/{key}": _picture(pdf, each, jpeg=jpeg) for key, each in (pictures or {}).items()}
    )
    for state in (states or {}).values():
        if Name.SMask in state:
            black = pdf.make_stream(b"0 g 0 0 595 842 re f")
            black.Type, black.Subtype, black.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
            black.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
            state.SMask.G = black
    if states:
        sheet.Resources.ExtGState = Dictionary({f"/{k}": each for k, each in states.items()})
    sheet.Contents = pdf.make_stream(("q\n" + "".join(content) + "Q\n" + OPEN).encode("latin-1"))
    if annotations:
        sheet.Annots = Array([pdf.make_indirect(_drawn(pdf, each)) for each in annotations])
    if crop is not None:
        sheet.CropBox = Array(list(crop))
    saved = io.BytesIO()
    pdf.save(saved, deterministic_id=True)
    return saved.getvalue()


def tagged(content: int | None, said: str) -> bytes:
    """Return a page with one element that gives a text in place of marked content, or of none."""
    data = page("/P <</MCID 0>> BDC\n", words("The depot is in Mill Lane"), "EMC\n")
    with Pdf.open(io.BytesIO(data)) as pdf:
        sheet = pdf.pages[0].obj
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        element = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.P, P=tree, Pg=sheet, ActualText=String(said))
        )
        if content is not None:
            element.K = content
        tree.K = Array([element])
        tree.ParentTree = Dictionary(Nums=Array([0, Array([element])]))
        sheet.StructParents = 0
        pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = tree, Dictionary(Marked=True)
        saved = io.BytesIO()
        pdf.save(saved, deterministic_id=True)
    return saved.getvalue()


def _to_unicode(letters: Mapping[str, str]) -> bytes:
    pairs = "".join(f"<{ord(one):02x}> <{ord(other):04x}>\n" for one, other in letters.items())
    return (
        "begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}endbfchar endcmap"
    ).encode()


def mark(kind: str, drawing: str, **more: object) -> Dictionary:
    """Return an annotation over the price; `drawing` are its operators in a box of 304 by 21."""
    return Dictionary(
        {
            "/Type": Name.Annot,
            "/Subtype": Name(f"/{kind}"),
            "/Rect": Array([68, 695, 372, 716]),
            "/F": 4,
            "/Drawing": String(drawing),
            **{f"/{key}": value for key, value in more.items()},
        }
    )


def scan(*lines: str, box: tuple[int, int, int, int] | None = None, fill: int = 0) -> Image.Image:
    """Return a picture of a page with lines of words, and a bar over a part of it."""
    image = Image.new("L", (1190, 1684), 252)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((144, 200 + 100 * number), line, fill=20, font_size=32)
    if box is not None:
        draw.rectangle(box, fill=fill)
    return image


def halves(size: tuple[int, int] = (200, 100)) -> Image.Image:
    """Return a picture whose left half is green and whose right half has stripes of magenta.

    Not in its first pixels: readers blend neighbours, so two of them stay beside what is shown.
    """
    image = Image.new("RGB", size, (40, 140, 60))
    draw = ImageDraw.Draw(image)
    for x in range(size[0] // 2 + size[0] // 20, size[0], 10):
        draw.rectangle((x, 0, x + 4, size[1]), fill=(255, 0, 255))
    return image


def _drawn(pdf: Pdf, annotation: Dictionary) -> Dictionary:
    drawing = str(annotation.Drawing) if "/Drawing" in annotation else ""
    if "/Drawing" in annotation:
        del annotation["/Drawing"]
    if drawing:
        form = Stream(pdf, drawing.encode())
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 304, 21])
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        form.Resources = Dictionary(
            Font=Dictionary(F1=helvetica),
            ExtGState=Dictionary(M=Dictionary(BM=Name.Multiply), C=Dictionary(ca=0.3)),
        )
        annotation.AP = Dictionary(N=form)
    return annotation


def _picture(pdf: Pdf, image: Image.Image, *, jpeg: bool) -> Object:
    if jpeg:
        coded = io.BytesIO()
        image.save(coded, "JPEG", quality=90)
        stream = Stream(pdf, coded.getvalue())
        stream.Filter = Name.DCTDecode
    else:
        stream = Stream(pdf, image.tobytes())
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = image.size
    stream.BitsPerComponent = 1 if image.mode == "1" else 8
    stream.ColorSpace = Name.DeviceRGB if image.mode == "RGB" else Name.DeviceGray
    return pdf.make_indirect(stream)
