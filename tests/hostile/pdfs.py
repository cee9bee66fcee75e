"""Hostile PDFs."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from ..fuzz.targets import broken_pdf
from .desk import Kind, repeated, size
from .texts import PIECES


def made(change: Callable[[Pdf], None] = lambda pdf: None, content: bytes = b"") -> bytes:
    """A PDF of one page with a line of text, changed before it is saved."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = Stream(
            pdf, b"BT /F1 12 Tf 72 700 Td (The sums of the year) Tj ET\n" + content
        )
        change(pdf)
        pdf.save(out, static_id=True)
    return out.getvalue()


def _kind(make: Callable[[Random], bytes]) -> Kind:
    return lambda desk, random: desk.appendix("a.pdf", make(random))


def _pages(random: Random) -> bytes:
    def change(pdf: Pdf) -> None:
        for _ in range(random.choice([50, 300, 3_000])):
            pdf.pages.append(pdf.pages[0])

    return made(change)


def _page_tree(random: Random) -> bytes:
    depth = random.choice([10, 200, 5_000])

    def change(pdf: Pdf) -> None:
        node = pdf.pages[0].obj
        for _ in range(depth):
            node = pdf.make_indirect(
                Dictionary(Type=Name.Pages, Kids=Array([node]), Count=random.choice([1, 1, 10**9]))
            )
        pdf.Root.Pages.Kids = Array([node])

    try:
        return made(change)
    except (pikepdf.PdfError, RuntimeError):
        return b"%PDF-1.7\n"


def _page_ring(random: Random) -> bytes:
    data = made()
    return data.replace(b"/Kids [ 3 0 R ]", b"/Kids [ 2 0 R ]").replace(
        b"/Kids [3 0 R]", b"/Kids [2 0 R]"
    )


def _forms(random: Random) -> bytes:
    count, times = random.choice([1, 3, 12, 200]), random.choice([1, 2, 9])
    ring = random.random() < 0.5

    def change(pdf: Pdf) -> None:
        forms = [
            pdf.make_indirect(
                Stream(
                    pdf, b"/N Do " * times, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]
                )
            )
            for _ in range(count)
        ]
        for at, form in enumerate(forms):
            if at + 1 < count or ring:
                form.Resources = Dictionary(XObject=Dictionary(N=forms[(at + 1) % count]))
        pdf.pages[0].obj.Resources.XObject = Dictionary(N=forms[0])

    return made(change, b"/N Do ")


def _patterns(random: Random) -> bytes:
    def change(pdf: Pdf) -> None:
        pattern = pdf.make_indirect(
            Stream(
                pdf,
                b"/Pattern cs /P scn 0 0 9 9 re f",
                Type=Name.Pattern,
                PatternType=1,
                PaintType=1,
                TilingType=1,
                BBox=[0, 0, 9, 9],
                XStep=random.choice([9, 0, -1]),
                YStep=1,
            )
        )
        pattern.Resources = Dictionary(Pattern=Dictionary(P=pattern))
        pdf.pages[0].obj.Resources.Pattern = Dictionary(P=pattern)

    return made(change, b"/Pattern cs /P scn 0 0 595 842 re f")


def _filters(random: Random) -> bytes:
    data = zlib.compress(zlib.compress(bytes(random.choice([10**5, 10**7, 4 * 10**8])), 9), 9)
    chain = random.choice(
        [
            ["/FlateDecode", "/FlateDecode"],
            ["/ASCIIHexDecode", "/FlateDecode", "/FlateDecode"],
            ["/LZWDecode"],
            ["/RunLengthDecode"] * 50,
            ["/FlateDecode"] * 500,
            ["/Crypt", "/FlateDecode"],
            ["/JBIG2Decode"],
            ["/JPXDecode"],
        ]
    )

    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Contents = Stream(pdf, data.hex().encode() + b">" if "Hex" in chain[0] else data)
        page.Contents.Filter = Array([Name(each) for each in chain])

    return made(change)


def _picture(random: Random) -> bytes:
    width, height = (random.choice([1, 3_000, 30_000, 2**31 - 1]) for _ in range(2))

    def change(pdf: Pdf) -> None:
        picture = Stream(
            pdf,
            zlib.compress(bytes(10_000)),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=width,
            Height=height,
            BitsPerComponent=random.choice([1, 8, 16, 99]),
            ColorSpace=Name.DeviceRGB,
        )
        picture.Filter = Name.FlateDecode
        pdf.pages[0].obj.Resources.XObject = Dictionary(I=pdf.make_indirect(picture))

    return made(change, b"q 400 0 0 400 50 50 cm /I Do Q ")


def _media_box(random: Random) -> bytes:
    box = [random.choice([0, 1, -1, 14_400, 10**9, 10**18]) for _ in range(4)]

    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.MediaBox = Array(box)
        pdf.pages[0].obj.UserUnit = random.choice([1, 0, 75_000])
        pdf.pages[0].obj.Rotate = random.choice([0, 45, 90, 10**9])

    return made(change)


def _operators(random: Random) -> bytes:
    piece = random.choice(
        [
            b"q ",
            b"Q ",
            b"0 0 1 1 re f ",
            b"BT ",
            b"/S BMC ",
            b"(a) Tj ",
            b"1 0 0 1 1 1 cm ",
            b"0 ",
            b"[",
            b"<<",
            b"(",
            b"((",
            b"BI ",
            b"/A <</MCID 0>> BDC ",
        ]
    )
    return made(content=piece * size(random, 300_000))


def _text(random: Random) -> bytes:
    text = repeated(random.choice(PIECES), size(random, 100_000)).encode("latin-1", "replace")
    lines = b"".join(
        b"(" + text[n : n + 80].replace(b"\\", b"").replace(b"(", b"").replace(b")", b"") + b") ' "
        for n in range(0, len(text), 80)
    )
    return made(content=b"BT /F1 1 Tf 1 TL 50 650 Td " + lines + b"ET")


def _overlap(random: Random) -> bytes:
    return made(
        content=b"BT /F1 12 Tf 72 600 Td (The sums of the year) Tj ET\n" * size(random, 20_000)
    )


def _boxes(random: Random) -> bytes:
    piece = random.choice(
        [b"0 0 0 rg 0 0 595 842 re f ", b"1 1 1 rg 60 690 300 30 re f ", b"1 g 0 0 m 9 9 l S "]
    )
    return made(content=piece * size(random, 20_000))


def _deep(random: Random) -> bytes:
    opening = random.choice([b"[", b"<</A ", b"("])
    body = opening * random.choice([100, 5_000, 300_000])
    return (
        made()
        .replace(b"trailer", b"9 0 obj\n" + body + b"\nendobj\ntrailer")
        .replace(b"/Rotate", b"/A " + body)
    )


def _annotations(random: Random) -> bytes:
    count = size(random, 5_000)
    kind = random.choice([Name.Link, Name.Text, Name.Widget, Name.FileAttachment, Name.Stamp])

    def change(pdf: Pdf) -> None:
        each = pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=kind, Rect=[0, 0, 9, 9], Contents="a", T="a")
        )
        pdf.pages[0].obj.Annots = Array([each] * count)

    return made(change)


def _outline(random: Random) -> bytes:
    def change(pdf: Pdf) -> None:
        item = pdf.make_indirect(Dictionary(Title="a"))
        item.Next, item.First, item.Parent = item, item, item
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))

    return made(change)


def _tags(random: Random) -> bytes:
    depth = random.choice([1, 50, 3_000])

    def change(pdf: Pdf) -> None:
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        parent = root
        for _ in range(depth):
            child = pdf.make_indirect(Dictionary(S=Name.Div, P=parent, K=0, Pg=pdf.pages[0].obj))
            parent.K = child
            parent = child
        if random.random() < 0.5:
            parent.K = root
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        root.ParentTree = pdf.make_indirect(
            Dictionary(Nums=Array([0, Array([parent] * random.choice([1, 50_000]))]))
        )

    return made(change, b"/Div <</MCID 0>> BDC EMC ")


def _fields(random: Random) -> bytes:
    def change(pdf: Pdf) -> None:
        field = pdf.make_indirect(
            Dictionary(
                FT=Name.Tx,
                T="a",
                V="b" * random.choice([1, 10**5]),
                Subtype=Name.Widget,
                Rect=[0, 0, 99, 99],
            )
        )
        if random.random() < 0.5:
            field.Kids, field.Parent = Array([field]), field
        pdf.Root.AcroForm = Dictionary(Fields=Array([field] * random.choice([1, 3_000])))
        pdf.pages[0].obj.Annots = Array([field])

    return made(change)


def _attachments(random: Random) -> bytes:
    def change(pdf: Pdf) -> None:
        for n in range(random.choice([1, 500])):
            pdf.attachments[f"n{n}"] = b"a"

    return made(change)


def _fonts(random: Random) -> bytes:
    piece = random.choice(
        [
            b"<0000> <ffff> <0000>\n",
            b"<00> <41>\n",
            b"beginbfrange ",
            b"beginbfchar\n",
            b"<00000000> <ffffffff> [",
            b"<0> ",
        ]
    )
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 beginbfrange\n"
        + piece * size(random, 100_000)
        + b"endbfrange"
    )

    def change(pdf: Pdf) -> None:
        font = pdf.pages[0].obj.Resources.Font.F1
        font.ToUnicode = pdf.make_indirect(Stream(pdf, cmap))

    return made(change)


def _xref(random: Random) -> bytes:
    data = made()
    return random.choice(
        [
            data.replace(b"trailer <<", b"trailer << /Prev 15 "),
            data.replace(b"/Size ", b"/Size 99999999999 /X "),
            data[: random.randrange(len(data))],
            data + b"\nstartxref\n" * 5_000,
            b"%PDF-1.7\n" + b"1 0 obj\n" * size(random, 300_000),
            b"%PDF-1.7\n" + b"1 0 obj <</Length 9>> stream\n" * size(random, 100_000),
        ]
    )


def _broken(random: Random) -> bytes:
    return broken_pdf(made(), random)


def _encrypted(random: Random) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=random.choice(["", "a"]), owner="b"))
    return out.getvalue()


KINDS: dict[str, Kind] = {
    f"pdf{name}": _kind(value)
    for name, value in list(globals().items())
    if name.startswith("_") and not name.startswith("__") and name != "_kind" and callable(value)
}
