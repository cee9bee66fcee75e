"""PDFs whose words or pictures somebody covered, or that show less than they hold."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw, ImageFont

from .model import ASTRAZENECA, CROPPED, MANAFORT, NSA, NYT, PACER, TSA, Ends, Secret, Way
from .sheets import BOX, GREEN, RECT, Sheet

ROOT = Path(__file__).parents[2]
STOP, ANY, CLEAN = Ends.STOPPED, Ends.ANY, Ends.CLEANED
Plant = Callable[[Sheet, Secret], object]

QUADS = [BOX[0], BOX[3], BOX[2], BOX[3], BOX[0], BOX[1], BOX[2], BOX[1]]


def covered(cover: str) -> Plant:
    """The words first, then what is painted over them."""

    def plant(sheet: Sheet, secret: Secret) -> None:
        sheet.say(secret)
        sheet.paint(f"q {cover} Q")

    return plant


def worded(content: str) -> Plant:
    """A text operator of the way's own: {S} is the secret."""

    def plant(sheet: Sheet, secret: Secret) -> None:
        sheet.paint("q " + content.replace("{S}", f"{secret} was the lowest") + " Q")

    return plant


def marked(subtype: str, look: str | None = "0 g 0 0 250 30 re f", **keys: object) -> Plant:
    """An annotation over the words; `look` is what it paints."""

    def plant(sheet: Sheet, secret: Secret) -> None:
        sheet.say(secret)
        extra = dict(keys)
        if look is not None:
            form = Stream(
                sheet.pdf,
                look.encode(),
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 250, 30]),
                Resources=Dictionary(Font=sheet.page.Resources.Font),
            )
            extra["AP"] = Dictionary(N=form)
        sheet.annotate(subtype, **extra)

    return plant


def with_state(content: str, **state: object) -> Plant:
    """Words, and then a content that uses a graphics state /G0."""

    def plant(sheet: Sheet, secret: Secret) -> None:
        sheet.resource("ExtGState", "G0", Dictionary(Type=Name.ExtGState, **state))
        sheet.paint("q " + content.replace("{S}", f"{secret} was the lowest") + " Q")

    return plant


SAID = "BT /F1 12 Tf 74 600 Td (The price of {S}) Tj ET"


def by_picture(sheet: Sheet, secret: Secret) -> None:
    sheet.say(secret)
    sheet.resource("XObject", "Im0", sheet.image((0, 0, 0)))
    sheet.paint("q 250 0 0 30 70 590 cm /Im0 Do Q")


def by_photograph(sheet: Sheet, secret: Secret) -> None:
    sheet.say(secret)
    sheet.resource("XObject", "Im0", sheet.image((200, 190, 180), (90, 120, 160)))
    sheet.paint("q 500 0 0 300 50 450 cm /Im0 Do Q")


def by_form(sheet: Sheet, secret: Secret) -> None:
    sheet.say(secret)
    sheet.resource("XObject", "Fm0", sheet.form(f"0 g {RECT} f"))
    sheet.paint("/Fm0 Do")


def words_in_form(sheet: Sheet, secret: Secret) -> None:
    said = f"BT /F1 12 Tf 74 600 Td (The price of {secret} was the lowest) Tj ET"
    sheet.resource("XObject", "Fm0", sheet.form(said))
    sheet.paint(f"/Fm0 Do q 0 g {RECT} f Q")


def by_pattern(sheet: Sheet, secret: Secret) -> None:
    sheet.say(secret)
    tile = Stream(
        sheet.pdf,
        b"0 g 0 0 9 9 re f",
        Type=Name.Pattern,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=Array([0, 0, 8, 8]),
        XStep=8,
        YStep=8,
        Resources=Dictionary(),
    )
    sheet.resource("Pattern", "P0", tile)
    sheet.paint(f"q /Pattern cs /P0 scn {RECT} f Q")


def by_shading(sheet: Sheet, secret: Secret) -> None:
    sheet.say(secret)
    dark = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([0]), C1=Array([0]))
    shading = Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceGray,
        Coords=Array([0, 0, 500, 0]),
        Function=dark,
        Extend=Array([True, True]),
    )
    sheet.resource("Shading", "S0", shading)
    sheet.paint(f"q {RECT} W n /S0 sh Q")


def by_spot_colour(sheet: Sheet, secret: Secret) -> None:
    sheet.say(secret)
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([1]), C1=Array([0]))
    space = Array([Name.Separation, Name.Black, Name.DeviceGray, tint])
    sheet.resource("ColorSpace", "CS0", space)
    sheet.paint(f"q /CS0 cs 1 scn {RECT} f Q")


def on_a_turned_page(sheet: Sheet, secret: Secret) -> None:
    sheet.say(secret)
    sheet.page.Rotate = 90
    sheet.paint(f"q 0 g {RECT} f Q")


def in_a_shown_layer(sheet: Sheet, secret: Secret) -> None:
    sheet.say(secret)
    layer = _layer(sheet, shown=True)
    sheet.resource("Properties", "L0", layer)
    sheet.paint(f"/OC /L0 BDC q 0 g {RECT} f Q EMC")


def _layer(sheet: Sheet, *, shown: bool, base_off: bool = False, **more: object) -> object:
    layer = sheet.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Marks"), **more))
    if Name.OCProperties not in sheet.pdf.Root:
        setting = Dictionary(OFF=Array([]), ON=Array([]), Order=Array([]))
        sheet.pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=setting)
    properties = sheet.pdf.Root.OCProperties
    properties.OCGs.append(layer)
    if base_off:
        properties.D.BaseState = Name.OFF
    if not shown:
        properties.D.OFF.append(layer)
    return layer


def in_a_hidden_layer(sheet: Sheet, secret: Secret) -> None:
    sheet.resource("Properties", "L0", _layer(sheet, shown=False))
    sheet.say(secret, "/OC /L0 BDC", "EMC")


def in_a_layer_that_is_off_by_default(sheet: Sheet, secret: Secret) -> None:
    layer = _layer(sheet, shown=True, base_off=True)
    sheet.resource("Properties", "L0", layer)
    sheet.say(secret, "/OC /L0 BDC", "EMC")


def in_a_layer_for_print_only(sheet: Sheet, secret: Secret) -> None:
    usage = Dictionary(View=Dictionary(ViewState=Name.OFF), Print=Dictionary(PrintState=Name.ON))
    layer = _layer(sheet, shown=True, Usage=usage)
    event = Dictionary(Event=Name.View, OCGs=Array([layer]), Category=Array([Name.View]))
    sheet.pdf.Root.OCProperties.D.AS = Array([event])
    sheet.resource("Properties", "L0", layer)
    sheet.say(secret, "/OC /L0 BDC", "EMC")


def in_a_hidden_membership(sheet: Sheet, secret: Secret) -> None:
    layer = _layer(sheet, shown=False)
    both = Dictionary(Type=Name.OCMD, OCGs=Array([layer]), P=Name.AllOn)
    sheet.resource("Properties", "L0", sheet.pdf.make_indirect(both))
    sheet.say(secret, "/OC /L0 BDC", "EMC")


def hidden_form_of_a_layer(sheet: Sheet, secret: Secret) -> None:
    said = f"BT /F1 12 Tf 74 600 Td (The price of {secret}) Tj ET"
    sheet.resource("XObject", "Fm0", sheet.form(said, OC=_layer(sheet, shown=False)))
    sheet.paint("/Fm0 Do")


def under_a_soft_mask(sheet: Sheet, secret: Secret) -> None:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    black = sheet.form("0 g 0 0 595 842 re f", Group=group)
    mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=sheet.pdf.make_indirect(black))
    sheet.resource("ExtGState", "G0", Dictionary(SMask=mask))
    sheet.say(secret, "q /G0 gs", "Q")


def outside_the_crop_box(sheet: Sheet, secret: Secret) -> None:
    sheet.page.CropBox = Array([0, 700, 595, 842])
    sheet.say(secret)


def bookmark_of_redacted_words(sheet: Sheet, secret: Secret) -> None:
    from pikepdf import OutlineItem

    with sheet.pdf.open_outline() as outline:
        page = len(sheet.pdf.pages) - 1
        outline.root.append(OutlineItem(f"The price of {secret}", page))
    sheet.paint(f"q 0 g {RECT} f Q")


# --- what a screen reader or a copy hears instead of what is seen --------------------------------


def lying_map(sheet: Sheet, secret: Secret) -> None:
    """The page shows one word, and copying it gives another."""
    shown = "May May May May"[: len(str(secret))].ljust(len(str(secret)), "x")
    pairs = "".join(
        f"<{number + 1:02X}> <{ord(letter):04X}>\n" for number, letter in enumerate(str(secret))
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /M def 1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(str(secret))} beginbfchar\n{pairs}endbfchar endcmap end end"
    )
    names = [Name("/space") if c == " " else Name("/" + c) for c in shown]
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Dictionary(Differences=Array([1, *names])),
        ToUnicode=Stream(sheet.pdf, cmap.encode()),
    )
    sheet.resource("Font", "F2", sheet.pdf.make_indirect(font))
    codes = "".join(f"{number + 1:02X}" for number in range(len(str(secret))))
    sheet.paint(f"BT /F2 12 Tf 74 600 Td <{codes}> Tj ET")


def span(key: str) -> Plant:
    """A marked piece of a page that says something else, or something where nothing is."""

    def plant(sheet: Sheet, secret: Secret) -> None:
        sheet.resource(
            "Properties", "M0", Dictionary({key: String(f"The price of {secret}"), "/MCID": 0})
        )
        sheet.paint("/Span /M0 BDC BT /F1 12 Tf 74 600 Td (It is fair) Tj ET EMC")

    return plant


def empty_span(sheet: Sheet, secret: Secret) -> None:
    sheet.paint(f"/Span <</ActualText (The price of {secret})>> BDC EMC")


# --- scans and pictures --------------------------------------------------------------------------


def scan(sheet: Sheet, *, bar: bool, colour: tuple[int, int, int] | None = None) -> Stream:
    """A page of a scanner: two lines of words, with a black bar on the second, or a colour."""
    picture = Image.new("RGB", (595, 842), (250, 250, 246))
    draw = ImageDraw.Draw(picture)
    face = ROOT / "src/panel_papers/core/fonts/LiberationSans-Regular.ttf"
    font = ImageFont.truetype(str(face), 12)
    draw.text((72, 70), "The depot opens in May.", (20, 20, 20), font=font)
    if colour:
        draw.rectangle((70, 222, 320, 252), colour)
        draw.text((76, 230), "The lowest price", (255, 255, 255), font=font)
    if bar:
        draw.rectangle((70, 222, 320, 252), (0, 0, 0))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92)
    return Stream(
        sheet.pdf,
        out.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=595,
        Height=842,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )


def _scanned(sheet: Sheet, picture: Stream) -> None:
    sheet.page.Contents = Array([])
    sheet.resource("XObject", "Im0", picture)
    sheet.paint("q 595 0 0 842 0 0 cm /Im0 Do Q")
    sheet.paint("BT 3 Tr /F1 12 Tf 72 760 Td (The depot opens in May.) Tj ET")


def ocr_under_a_bar(sheet: Sheet, secret: Secret) -> None:
    _scanned(sheet, scan(sheet, bar=True))
    sheet.say(secret, "q 3 Tr", "Q")


def ocr_where_the_picture_is_blank(sheet: Sheet, secret: Secret) -> None:
    _scanned(sheet, scan(sheet, bar=False))
    sheet.say(secret, "q 3 Tr", "Q")


def ocr_before_the_picture(sheet: Sheet, secret: Secret) -> None:
    """Scanners that write the words first and lay the picture over them."""
    sheet.page.Contents = Array([])
    sheet.paint("BT /F1 12 Tf 72 760 Td (The depot opens in May.) Tj ET")
    sheet.say(secret)
    sheet.resource("XObject", "Im0", scan(sheet, bar=True))
    sheet.paint("q 595 0 0 842 0 0 cm /Im0 Do Q")


def box_over_a_scan(sheet: Sheet, secret: Secret) -> None:
    _scanned(sheet, scan(sheet, bar=False, colour=secret.colour))
    sheet.paint(f"q 0 g {RECT} f Q")


def mark_over_a_scan(sheet: Sheet, secret: Secret) -> None:
    _scanned(sheet, scan(sheet, bar=False, colour=secret.colour))
    sheet.annotate("Square", IC=Array([0, 0, 0]), C=Array([0, 0, 0]))


def clipped_picture(sheet: Sheet, secret: Secret) -> None:
    sheet.resource("XObject", "Im0", sheet.image(GREEN, secret.colour))
    sheet.paint("q 70 500 100 100 re W n 200 0 0 100 70 500 cm /Im0 Do Q")


def picture_over_the_edge(sheet: Sheet, secret: Secret) -> None:
    sheet.resource("XObject", "Im0", sheet.image(GREEN, secret.colour))
    sheet.paint("q 200 0 0 100 495 500 cm /Im0 Do Q")


def picture_outside_the_crop(sheet: Sheet, secret: Secret) -> None:
    sheet.page.CropBox = Array([0, 400, 595, 842])
    sheet.resource("XObject", "Im0", sheet.image(secret.colour))
    sheet.paint("q 100 0 0 100 70 100 cm /Im0 Do Q")


def picture_under_a_picture(sheet: Sheet, secret: Secret) -> None:
    sheet.resource("XObject", "Im0", sheet.image(secret.colour))
    sheet.resource("XObject", "Im1", sheet.image(GREEN))
    sheet.paint("q 100 0 0 100 70 500 cm /Im0 Do Q q 100 0 0 100 70 500 cm /Im1 Do Q")


def masked_picture(sheet: Sheet, secret: Secret) -> None:
    mask = Stream(
        sheet.pdf,
        (b"\xff" * 20 + b"\0" * 20) * 20,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=40,
        Height=20,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    sheet.resource(
        "XObject", "Im0", sheet.image(GREEN, secret.colour, SMask=sheet.pdf.make_indirect(mask))
    )
    sheet.paint("q 200 0 0 100 70 500 cm /Im0 Do Q")


def colour_masked_picture(sheet: Sheet, secret: Secret) -> None:
    """The key hides the secret's colour and the white lines in it."""
    mask = [step for c in secret.colour or () for step in (c, 255)]
    picture = sheet.image(GREEN, secret.colour, Mask=Array(mask))
    sheet.resource("XObject", "Im0", picture)
    sheet.paint("q 200 0 0 100 70 500 cm /Im0 Do Q")


def unpainted_picture(sheet: Sheet, secret: Secret) -> None:
    sheet.resource("XObject", "Im9", sheet.image(secret.colour))


BLACK = {"C": [0, 0, 0]}

WAYS = [
    Way("pdf black rectangle over words", MANAFORT, STOP, covered(f"0 g {RECT} f")),
    Way("pdf white rectangle over words", PACER, STOP, covered(f"1 g {RECT} f")),
    Way("pdf grey rectangle over words", PACER, STOP, covered(f"0.5 g {RECT} f")),
    Way("pdf thick line over words", MANAFORT, STOP, covered("0 G 26 w 70 604 m 320 604 l S")),
    Way(
        "pdf box of curves over words",
        PACER,
        STOP,
        covered("0 g 60 604 m 60 700 330 700 330 604 c 330 500 60 500 60 604 c f"),
    ),
    Way(
        "pdf box in two halves over words",
        PACER,
        STOP,
        covered("0 g 70 590 130 30 re f 200 590 130 30 re f"),
    ),
    Way(
        "pdf word boxes one by one",
        TSA,
        STOP,
        covered("0 g 70 594 80 18 re 150 594 60 18 re 210 594 60 18 re 270 594 50 18 re f"),
    ),
    Way(
        "pdf inline picture over words",
        NSA,
        STOP,
        covered("250 0 0 30 70 590 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI"),
    ),
    Way("pdf picture over words", NSA, STOP, by_picture),
    Way("pdf photograph over words", NSA, STOP, by_photograph),
    Way("pdf form over words", TSA, STOP, by_form),
    Way("pdf box over words of a form", TSA, STOP, words_in_form),
    Way("pdf pattern over words", TSA, STOP, by_pattern),
    Way("pdf shading over words", TSA, STOP, by_shading),
    Way("pdf spot colour over words", TSA, STOP, by_spot_colour),
    Way("pdf box on a turned page", TSA, STOP, on_a_turned_page),
    Way("pdf box in a layer that shows", TSA, STOP, in_a_shown_layer),
    Way(
        "pdf multiplied box over words",
        PACER,
        STOP,
        with_state(f"{SAID} /G0 gs 0 g {RECT} f", BM=Name.Multiply),
    ),
    Way(
        "pdf nearly opaque box over words",
        PACER,
        STOP,
        with_state(f"{SAID} /G0 gs 0 g {RECT} f", ca=0.98),
    ),
    Way("pdf square mark", MANAFORT, STOP, marked("Square", IC=Array([0, 0, 0]), C=Array([0]))),
    Way(
        "pdf square mark without a look",
        MANAFORT,
        STOP,
        marked("Square", None, IC=Array([0, 0, 0]), C=Array([0, 0, 0])),
    ),
    Way(
        "pdf white box that says redacted",
        MANAFORT,
        STOP,
        marked(
            "FreeText",
            "1 g 0 0 250 30 re f 0 g BT /F1 12 Tf 4 9 Td (REDACTED) Tj ET",
            Contents=String("REDACTED"),
            DA=String("/Helv 12 Tf 0 g"),
        ),
    ),
    Way(
        "pdf black highlighter",
        MANAFORT,
        STOP,
        marked("Highlight", C=Array([0, 0, 0]), QuadPoints=Array(QUADS)),
    ),
    Way(
        "pdf black highlighter without a look",
        MANAFORT,
        STOP,
        marked("Highlight", None, C=Array([0, 0, 0]), QuadPoints=Array(QUADS)),
    ),
    *[
        Way(
            f"pdf white box that says redacted, to {done}",
            MANAFORT,
            STOP,
            marked(
                "FreeText",
                "1 g 0 0 250 30 re f 0 g BT /F1 12 Tf 4 9 Td (REDACTED) Tj ET",
                Contents=String("REDACTED"),
                DA=String("/Helv 12 Tf 0 g"),
            ),
            keys=f", annotations: {done}",
        )
        for done in ("remove", "print")
    ],
    Way("pdf redaction never applied", MANAFORT, STOP, marked("Redact", QuadPoints=Array(QUADS))),
    Way("pdf ink mark", PACER, STOP, marked("Ink", InkList=Array([Array([70, 604, 320, 604])]))),
    Way("pdf stamp mark", PACER, STOP, marked("Stamp", Name=Name("/Redacted"))),
    Way(
        "pdf line mark",
        PACER,
        STOP,
        marked("Line", "26 w 0 15 m 250 15 l S", L=Array([70, 604, 320, 604]), BS=Dictionary(W=26)),
    ),
    Way("pdf polygon mark", PACER, STOP, marked("Polygon", Vertices=Array([70, 590, 320, 620]))),
    Way(
        "pdf underline as thick as a line",
        PACER,
        STOP,
        marked("Underline", QuadPoints=Array(QUADS)),
    ),
    Way("pdf white words", NSA, STOP, worded("1 g BT /F1 12 Tf 74 600 Td ({S}) Tj ET")),
    Way(
        "pdf nearly white words",
        NSA,
        STOP,
        worded(".996 .996 1 rg BT /F1 12 Tf 74 600 Td ({S}) Tj ET"),
    ),
    Way(
        "pdf black words on a black ground",
        NSA,
        STOP,
        worded(f"0 g {RECT} f BT /F1 12 Tf 74 600 Td ({{S}}) Tj ET"),
    ),
    Way(
        "pdf red words on a red ground",
        NSA,
        STOP,
        worded(f".7 0 0 rg {RECT} f BT /F1 12 Tf 74 600 Td ({{S}}) Tj ET"),
    ),
    Way(
        "pdf transparent words",
        NSA,
        STOP,
        with_state("/G0 gs BT /F1 12 Tf 74 600 Td ({S}) Tj ET", ca=0),
    ),
    Way("pdf words of a tenth of a point", NSA, STOP, worded("BT /F1 .1 Tf 74 600 Td ({S}) Tj ET")),
    Way(
        "pdf words made small by the page",
        NSA,
        STOP,
        worded(".01 0 0 .01 74 600 cm BT /F1 12 Tf ({S}) Tj ET"),
    ),
    Way("pdf words without width", NSA, STOP, worded("BT /F1 12 Tf .05 Tz 74 600 Td ({S}) Tj ET")),
    Way(
        "pdf words clipped away",
        NSA,
        STOP,
        worded("10 10 5 5 re W n BT /F1 12 Tf 74 600 Td ({S}) Tj ET"),
    ),
    Way("pdf words that only clip", NSA, STOP, worded("BT 7 Tr /F1 12 Tf 74 600 Td ({S}) Tj ET")),
    Way(
        "pdf words that are not painted",
        NYT,
        STOP,
        worded("BT 3 Tr /F1 12 Tf 74 600 Td ({S}) Tj ET"),
    ),
    Way("pdf words below the page", NSA, STOP, worded("BT /F1 12 Tf 74 -300 Td ({S}) Tj ET")),
    Way("pdf words beside the page", NSA, STOP, worded("BT /F1 12 Tf 700 600 Td ({S}) Tj ET")),
    Way("pdf words outside the crop", NSA, STOP, outside_the_crop_box),
    Way("pdf words under a soft mask", NSA, STOP, under_a_soft_mask),
    Way("pdf hidden layer", TSA, CLEAN, in_a_hidden_layer),
    Way("pdf layer off by default", TSA, CLEAN, in_a_layer_that_is_off_by_default),
    Way("pdf layer for print only", TSA, CLEAN, in_a_layer_for_print_only),
    Way("pdf hidden membership of layers", TSA, CLEAN, in_a_hidden_membership),
    Way("pdf form of a hidden layer", TSA, CLEAN, hidden_form_of_a_layer),
    Way("pdf bookmark of redacted words", ASTRAZENECA, CLEAN, bookmark_of_redacted_words),
    Way("pdf map from letters that lies", NYT, STOP, lying_map),
    Way("pdf actual text that differs", NYT, STOP, span("/ActualText")),
    Way("pdf actual text of nothing", NYT, STOP, empty_span),
    Way("pdf expansion that differs", NYT, CLEAN, span("/E")),
    Way("pdf recognised words under a bar", NYT, STOP, ocr_under_a_bar),
    Way("pdf recognised words on blank paper", NYT, STOP, ocr_where_the_picture_is_blank),
    Way(
        "pdf words before their scan",
        NYT,
        STOP,
        ocr_before_the_picture,
        keys=", alt: A letter about the depot",
    ),
    Way("pdf box over a scan", TSA, STOP, box_over_a_scan, painted=True),
    Way("pdf mark over a scan", TSA, STOP, mark_over_a_scan, painted=True),
    Way("pdf clipped picture", CROPPED, CLEAN, clipped_picture, painted=True),
    Way("pdf picture over the edge", CROPPED, CLEAN, picture_over_the_edge, painted=True),
    Way("pdf picture outside the crop", CROPPED, CLEAN, picture_outside_the_crop, painted=True),
    Way("pdf picture under a picture", CROPPED, CLEAN, picture_under_a_picture, painted=True),
    Way("pdf picture under its mask", CROPPED, CLEAN, masked_picture, painted=True),
    Way("pdf picture of masked colours", CROPPED, CLEAN, colour_masked_picture, painted=True),
    Way("pdf picture never painted", NSA, CLEAN, unpainted_picture, painted=True),
]
