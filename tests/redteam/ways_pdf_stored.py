"""PDFs that hold, beside their pages, what no page shows."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageCms

from .model import CAMERA, DOSSIER, ICO, NSA, PACER, TSA, Ends, Secret, Way
from .sheets import GREEN, Sheet

STOP, CLEAN = Ends.STOPPED, Ends.CLEANED
Plant = Callable[[Sheet, Secret], object]


def _words(secret: Secret) -> String:
    return String(f"The price of {secret}")


# --- annotations, forms and actions --------------------------------------------------------------


def note(subtype: str, **keys: object) -> Plant:
    """An annotation with the secret among its words, beside all that the page says."""

    def plant(sheet: Sheet, secret: Secret) -> None:
        sheet.annotate(subtype, Contents=_words(secret), **keys)

    return plant


def note_keys(subtype: str, make: Callable[[Sheet, Secret], dict[str, object]]) -> Plant:
    def plant(sheet: Sheet, secret: Secret) -> None:
        sheet.annotate(subtype, **make(sheet, secret))

    return plant


def _file(sheet: Sheet, secret: Secret) -> object:
    data = Stream(sheet.pdf, f"The price of {secret}".encode(), Type=Name.EmbeddedFile)
    return sheet.pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F=String("prices.txt"), EF=Dictionary(F=data))
    )


def _script(secret: Secret) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(f"// {secret}"))


def _link(action: dict[str, object]) -> Dictionary:
    return Dictionary({"/Type": Name.Action, **action})


def named(tree: str, make: Callable[[Sheet, Secret], object], *, key: str = "one") -> Plant:
    """Something in one of the document's name trees; with key “” the name is the secret."""

    def plant(sheet: Sheet, secret: Secret) -> None:
        if Name.Names not in sheet.pdf.Root:
            sheet.pdf.Root.Names = Dictionary()
        entry = Array([String(key or str(secret)), make(sheet, secret)])
        sheet.pdf.Root.Names[Name("/" + tree)] = Dictionary(Names=entry)

    return plant


def in_root(key: str, make: Callable[[Sheet, Secret], object]) -> Plant:
    def plant(sheet: Sheet, secret: Secret) -> None:
        sheet.pdf.Root[Name("/" + key)] = make(sheet, secret)

    return plant


def in_page(key: str, make: Callable[[Sheet, Secret], object]) -> Plant:
    def plant(sheet: Sheet, secret: Secret) -> None:
        sheet.page[Name("/" + key)] = make(sheet, secret)

    return plant


def in_info(key: str) -> Plant:
    def plant(sheet: Sheet, secret: Secret) -> None:
        sheet.pdf.docinfo[Name("/" + key)] = _words(secret)

    return plant


def field(*, hidden: bool = False, **keys: Callable[[Secret], object]) -> Plant:
    """A field of a form that says “Depot”, with the secret in some key of it."""

    def plant(sheet: Sheet, secret: Secret) -> None:
        root = sheet.pdf.Root
        if Name.AcroForm not in root:
            font = Dictionary(F1=sheet.page.Resources.Font.F1)
            form = Dictionary(Fields=Array([]), DR=Dictionary(Font=font))
            root.AcroForm = sheet.pdf.make_indirect(form)
        entries: dict[str, object] = {
            "FT": Name.Tx,
            "T": String(f"field{len(root.AcroForm.Fields)}"),
            "V": String("Depot"),
            "TU": String("Name of the depot"),
            "DA": String("/F1 12 Tf 0 g"),
        }
        entries |= {key: make(secret) for key, make in keys.items()}
        widget = sheet.annotate("Widget", **entries)
        widget.F = 2 if hidden else 4
        root.AcroForm.Fields.append(widget)

    return plant


# --- metadata and structure ----------------------------------------------------------------------

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" '
    'xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#">{element}'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)
HISTORY = (
    '<xmpMM:History><rdf:Seq><rdf:li rdf:parseType="Resource"><stEvt:parameters>{S}'
    "</stEvt:parameters></rdf:li></rdf:Seq></xmpMM:History>"
)
SUBJECT = "<dc:subject><rdf:Bag><rdf:li>{S}</rdf:li></rdf:Bag></dc:subject>"


def _xmp(sheet: Sheet, secret: Secret, element: str = SUBJECT) -> Stream:
    text = XMP.replace("{element}", element).replace("{S}", str(secret))
    return Stream(sheet.pdf, text.encode(), Type=Name.Metadata, Subtype=Name.XML)


def xmp(element: str = SUBJECT, comment: str = "") -> Plant:
    """XMP of the document; it has one, so the ways add to it what each holds."""

    def plant(sheet: Sheet, secret: Secret) -> None:
        old = sheet.pdf.Root.get(Name.Metadata)
        text = (_xmp(sheet, secret, element="") if old is None else old).read_bytes().decode()
        head, more = "<rdf:Description ", "</rdf:Description>"
        text = text.replace(head, comment.replace("{S}", str(secret)) + head, 1)
        text = text.replace(more, element.replace("{S}", str(secret)) + more, 1)
        sheet.pdf.Root.Metadata = Stream(
            sheet.pdf, text.encode(), Type=Name.Metadata, Subtype=Name.XML
        )

    return plant


def structure(key: str) -> Plant:
    """An element of the tags without content, that says the secret."""

    def plant(sheet: Sheet, secret: Secret) -> None:
        root = sheet.pdf.Root
        if Name.StructTreeRoot not in root:
            tree = sheet.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([])))
            root.StructTreeRoot, root.MarkInfo = tree, Dictionary(Marked=True)
        tree = root.StructTreeRoot
        entries = {"/Type": Name.StructElem, "/S": Name.P, "/P": tree, f"/{key}": _words(secret)}
        tree.K.append(sheet.pdf.make_indirect(Dictionary(entries)))

    return plant


def drawing(**more: Callable[[Sheet, Secret], object]) -> Plant:
    """A drawing (a form XObject) that is painted, with more in its dictionary."""

    def plant(sheet: Sheet, secret: Secret) -> None:
        keys = {key.replace("_", "."): make(sheet, secret) for key, make in more.items()}
        form = sheet.form("0 .6 0 rg 70 500 40 40 re f")
        for key, value in keys.items():
            form[Name("/" + key)] = value
        sheet.resource("XObject", "Fm0", form)
        sheet.paint("/Fm0 Do")

    return plant


def picture(**more: Callable[[Sheet, Secret], object]) -> Plant:
    """A green picture that is painted, with more in its dictionary."""

    def plant(sheet: Sheet, secret: Secret) -> None:
        keys = {key: make(sheet, secret) for key, make in more.items()}
        sheet.resource("XObject", "Im0", sheet.image(GREEN, **keys))
        sheet.paint("q 60 0 0 60 70 500 cm /Im0 Do Q")

    return plant


def encoded(kind: str, change: Callable[[bytes, Secret], bytes]) -> Plant:
    """A green picture in an encoding that has room for words of its own."""

    def plant(sheet: Sheet, secret: Secret) -> None:
        out = io.BytesIO()
        Image.new("RGB", (40, 40), GREEN).save(out, "JPEG" if kind == "DCTDecode" else "JPEG2000")
        image = sheet.image(GREEN)
        image.write(change(out.getvalue(), secret), filter=Name("/" + kind))
        image.Width = image.Height = 40
        if kind == "JPXDecode":
            del image.ColorSpace, image.BitsPerComponent
        sheet.resource("XObject", "Im0", image)
        sheet.paint("q 60 0 0 60 70 500 cm /Im0 Do Q")

    return plant


def jpeg_segment(marker: int, head: bytes = b"") -> Callable[[bytes, Secret], bytes]:
    def change(data: bytes, secret: Secret) -> bytes:
        body = head + f"The price of {secret}".encode()
        size = (len(body) + 2).to_bytes(2, "big")
        return data[:2] + bytes([0xFF, marker]) + size + body + data[2:]

    return change


def exif(data: bytes, secret: Secret) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        tags = Image.Exif()
        tags[0x010E] = f"The price of {secret}"
        out = io.BytesIO()
        image.save(out, "JPEG", exif=tags)
    return out.getvalue()


def jp2_box(data: bytes, secret: Secret) -> bytes:
    body = f"<note>The price of {secret}</note>".encode()
    return data + (len(body) + 8).to_bytes(4, "big") + b"xml " + body


def _profile(sheet: Sheet, secret: Secret) -> object:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile += f"The price of {secret}".encode()
    profile = len(profile).to_bytes(4, "big") + profile[4:]
    stream = Stream(sheet.pdf, profile, N=3, Alternate=Name.DeviceRGB)
    return Array([Name.ICCBased, sheet.pdf.make_indirect(stream)])


def font_keys(**more: Callable[[Sheet, Secret], object]) -> Plant:
    """A font whose dictionary has more than its page uses."""

    def plant(sheet: Sheet, secret: Secret) -> None:
        keys = {f"/{key}": make(sheet, secret) for key, make in more.items()}
        entries = {"/Type": Name.Font, "/Subtype": Name.Type1, "/BaseFont": Name.Helvetica}
        font = Dictionary({**entries, **keys})
        sheet.resource("Font", "F4", sheet.pdf.make_indirect(font))
        sheet.paint("BT /F4 12 Tf 74 640 Td (Fair) Tj ET")

    return plant


def _leftover_map(sheet: Sheet, secret: Secret) -> Stream:
    """A map for codes that no page uses, in the order in which the words were typed."""
    pairs = "".join(f"<{128 + n:02X}> <{ord(c):04X}>\n" for n, c in enumerate(str(secret)))
    same = "".join(f"<{ord(c):02X}> <{ord(c):04X}>\n" for c in "Fair")
    count = len(str(secret)) + 4
    text = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{count} beginbfchar\n{same}{pairs}endbfchar\n% The price of {secret}\nendcmap end end"
    )
    return Stream(sheet.pdf, text.encode())


def unused_form(sheet: Sheet, secret: Secret) -> None:
    form = sheet.form(f"BT /F1 12 Tf 74 600 Td (The price of {secret}) Tj ET")
    sheet.resource("XObject", "Fm9", form)


def page_cut_off(sheet: Sheet, secret: Secret) -> None:
    """A page that was taken out of the list of pages, and stayed in the file."""
    stream = Stream(sheet.pdf, f"BT (The price of {secret}) Tj ET".encode())
    page = Dictionary(Type=Name.Page, Contents=sheet.pdf.make_indirect(stream))
    sheet.page.PieceInfo = Dictionary(A=Dictionary(Private=sheet.pdf.make_indirect(page)))


def property_name(sheet: Sheet, secret: Secret) -> None:
    sheet.paint(f"/{secret} BMC BT /F1 12 Tf 74 640 Td (Fair) Tj ET EMC")


def property_list(sheet: Sheet, secret: Secret) -> None:
    sheet.paint(f"/Note <</Said ({secret})>> BDC BT /F1 12 Tf 74 640 Td (Fair) Tj ET EMC")


def unseen_bookmark_action(sheet: Sheet, secret: Secret) -> None:
    with sheet.pdf.open_outline() as outline:
        item = pikepdf.OutlineItem("The depot", len(sheet.pdf.pages) - 1)
        item.action = Dictionary(S=Name.URI, URI=String(f"file:///C:/Users/{secret}/plan.docx"))
        item.destination = None
        outline.root.append(item)


def layer_name(sheet: Sheet, secret: Secret) -> None:
    layer = sheet.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=_words(secret)))
    sheet.pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(ON=Array([layer]), Order=Array([layer]))
    )
    sheet.resource("Properties", "L5", layer)
    sheet.paint("/OC /L5 BDC BT /F1 12 Tf 74 640 Td (Fair) Tj ET EMC")


def destination(sheet: Sheet, _: Secret) -> object:
    return Array([sheet.page, Name.Fit])


# --- the bytes of the file -----------------------------------------------------------------------


def in_bytes(change: Callable[[bytes, Secret], bytes]) -> Plant:
    """What is done to the file as a whole, when all pages are made."""
    return lambda _, secret: lambda data: change(data, secret)


def earlier_revision(data: bytes, secret: Secret) -> bytes:
    """The words as they were first saved, and an update that writes the object anew."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.make_indirect(
            Stream(pdf, f"BT /F1 12 Tf 74 620 Td (The price of {secret}) Tj ET".encode())
        )
        pdf.pages[0].obj.Contents.append(content)
        number = content.objgen[0]
        out = io.BytesIO()
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
            static_id=True,
        )
    first = out.getvalue()
    with pikepdf.open(io.BytesIO(first)) as pdf:
        numbers = [
            o.objgen[0]
            for o in pdf.objects
            if isinstance(o, Stream) and str(secret).encode() in o.read_raw_bytes()
        ]
        number, size, root = numbers[0], len(pdf.objects) + 1, pdf.Root.objgen[0]
    start = int(first.rsplit(b"startxref", 1)[1].split()[0])
    body = b"%d 0 obj\n<< /Length 2 >>\nstream\nq \nendstream\nendobj\n" % number
    table = len(first) + len(body)
    new = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(first))
    new += b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (size, root, start)
    return first + body + new + b"startxref\n%d\n%%%%EOF\n" % table


def unused_object(data: bytes, secret: Secret) -> bytes:
    extra = b"\n7777 0 obj\n(The price of %s)\nendobj\n" % str(secret).encode()
    at = data.rindex(b"startxref")
    return data[:at] + extra + data[at:]


WAYS = [
    Way("pdf sticky note", PACER, CLEAN, note("Text")),
    Way("pdf author of a note", PACER, CLEAN, note_keys(
        "Text", lambda _, s: {"T": _words(s), "Contents": String("Seen")})),
    Way("pdf reply with rich text", PACER, CLEAN, note_keys(
        "Text", lambda _, s: {"RC": String(f"<body><p>{s}</p></body>")})),
    Way("pdf popup", PACER, CLEAN, note("Popup")),
    Way("pdf comment of a highlight", PACER, CLEAN, note("Highlight", QuadPoints=Array(
        [70, 780, 300, 780, 70, 750, 300, 750]), Rect=Array([70, 750, 300, 780]))),
    Way("pdf hidden annotation", NSA, CLEAN, note("Text", F=2)),
    Way("pdf link to a desk", DOSSIER, CLEAN, note_keys("Link", lambda _, s: {
        "A": _link({"/S": Name.URI, "/URI": String(f"file:///C:/Users/{s}/plan.docx")})})),
    Way("pdf link to a server of the office", DOSSIER, CLEAN, note_keys("Link", lambda _, s: {
        "A": _link({"/S": Name.URI, "/URI": String(f"\\\\srv01\\{s}\\plan.docx")})})),
    Way("pdf link that runs a program", NSA, CLEAN, note_keys("Link", lambda _, s: {
        "A": _link({"/S": Name.Launch, "/F": String(f"{s}.exe")})})),
    Way("pdf link into another file", DOSSIER, CLEAN, note_keys("Link", lambda _, s: {
        "A": _link({"/S": Name.GoToR, "/F": String(f"C:/{s}/b.pdf"), "/D": Array([0])})})),
    Way("pdf link by script", NSA, CLEAN, note_keys("Link", lambda _, s: {
        "A": _link({"/S": Name.URI, "/URI": String(f"javascript:say('{s}')")})})),
    Way("pdf attached file on a page", NSA, CLEAN, note_keys("FileAttachment", lambda sheet, s: {
        "FS": _file(sheet, s)})),
    Way("pdf attached file", NSA, CLEAN, named("EmbeddedFiles", _file)),
    Way("pdf associated file", NSA, CLEAN, in_root("AF", lambda sheet, s: Array(
        [_file(sheet, s)]))),
    Way("pdf script", NSA, CLEAN, named("JavaScript", lambda _, s: _script(s))),
    Way("pdf script at opening", NSA, CLEAN, in_root("OpenAction", lambda _, s: _script(s))),
    Way("pdf script of a page", NSA, CLEAN, in_page("AA", lambda _, s: Dictionary(O=_script(s)))),
    Way("pdf script at closing", NSA, CLEAN, in_root("AA", lambda _, s: Dictionary(
        WC=_script(s)))),
    Way("pdf page template", NSA, CLEAN, named("Templates", lambda sheet, s: (
        sheet.pdf.make_indirect(Dictionary(Type=Name.Template, Said=_words(s)))))),
    Way("pdf name of a destination", NSA, CLEAN, named("Dests", destination, key="")),
    Way("pdf hidden field", ICO, CLEAN, field(hidden=True, V=_words)),
    Way("pdf default of a field", ICO, CLEAN, field(DV=_words)),
    Way("pdf name of a field", ICO, CLEAN, field(T=_words, TM=_words)),
    Way("pdf script of a field", ICO, CLEAN, field(AA=lambda s: Dictionary(K=_script(s)))),
    Way("pdf choices that were not taken", ICO, CLEAN, field(
        FT=lambda _: Name.Ch, Ff=lambda _: 131072, Opt=lambda s: Array(
            [String("Depot"), _words(s)]))),
    Way("pdf rich value of a field", ICO, CLEAN, field(RV=lambda s: String(f"<body>{s}</body>"))),
    Way("pdf spider's log", DOSSIER, CLEAN, in_root("SpiderInfo", lambda _, s: Dictionary(
        V=1, C=_words(s)))),
    *[
        Way(f"pdf information: {key}", DOSSIER, CLEAN, in_info(key))
        for key in ("Author", "Subject", "Keywords", "Creator", "Company", "SourceModified")
    ],
    Way("pdf xmp subject", DOSSIER, CLEAN, xmp()),
    Way("pdf xmp history", DOSSIER, CLEAN, xmp(element=HISTORY)),
    Way("pdf xmp comment", DOSSIER, CLEAN, xmp(element="", comment="<!-- {S} -->")),
    Way("pdf xmp of a page", DOSSIER, CLEAN, in_page("Metadata", _xmp)),
    Way("pdf xmp of a picture", CAMERA, CLEAN, picture(Metadata=_xmp)),
    Way("pdf thumbnail of a page", TSA, CLEAN, in_page("Thumb", lambda sheet, s: Stream(
        sheet.pdf, str(s).encode(), Width=1, Height=1))),
    Way("pdf private data of a page", NSA, CLEAN, in_page("PieceInfo", lambda _, s: Dictionary(
        App=Dictionary(Private=_words(s))))),
    Way("pdf private data of the file", NSA, CLEAN, in_root("PieceInfo", lambda _, s: Dictionary(
        App=Dictionary(Private=_words(s))))),
    Way("pdf key that nobody knows", NSA, CLEAN, in_root("OfficeData", lambda _, s: _words(s))),
    Way("pdf reading threads", NSA, CLEAN, in_root("Threads", lambda sheet, s: Array(
        [sheet.pdf.make_indirect(Dictionary(Type=Name.Thread, I=Dictionary(Title=_words(s))))]))),
    Way("pdf words before page numbers", NSA, CLEAN, in_root("PageLabels", lambda _, s: Dictionary(
        Nums=Array([0, Dictionary(S=Name.D, P=_words(s))])))),
    Way("pdf output intent", NSA, CLEAN, in_root("OutputIntents", lambda _, s: Array([Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=_words(s))]))),
    Way("pdf parts of a print job", NSA, CLEAN, in_root("DPartRoot", lambda sheet, s: Dictionary(
        Type=Name.DPartRoot, DPM=Dictionary(Said=_words(s))))),
    Way("pdf web address base", DOSSIER, CLEAN, in_root("URI", lambda _, s: Dictionary(
        Base=String(f"https://intranet.example.org/{s}/")))),
    Way("pdf path of a drawing", DOSSIER, CLEAN, drawing(PTEX_FileName=lambda _, s: String(
        f"/home/{s}/figure.pdf"))),
    Way("pdf private data of a drawing", NSA, CLEAN, drawing(PieceInfo=lambda _, s: Dictionary(
        App=Dictionary(Private=_words(s))))),
    Way("pdf drawing's own picture to replace", NSA, CLEAN, drawing(OPI=lambda _, s: Dictionary(
        {"/2.0": Dictionary(Type=Name.OPI, F=_words(s))}))),
    Way("pdf other versions of a picture", NSA, CLEAN, picture(Alternates=lambda sheet, s: Array(
        [Dictionary(Image=Stream(sheet.pdf, str(s).encode()))]))),
    Way("pdf profile of a picture", CAMERA, CLEAN, picture(ColorSpace=_profile)),
    Way("pdf comment of a jpeg", CAMERA, CLEAN, encoded("DCTDecode", jpeg_segment(0xFE))),
    Way("pdf exif of a jpeg", CAMERA, CLEAN, encoded("DCTDecode", exif)),
    Way("pdf iptc of a jpeg", CAMERA, CLEAN, encoded(
        "DCTDecode", jpeg_segment(0xED, b"Photoshop 3.0\x00"))),
    Way("pdf bytes after a jpeg", CAMERA, CLEAN, encoded(
        "DCTDecode", lambda data, s: data + str(s).encode())),
    Way("pdf box of a jpeg 2000", CAMERA, CLEAN, encoded("JPXDecode", jp2_box)),
    Way("pdf name of a font", NSA, CLEAN, font_keys(Name=lambda _, s: Name("/" + str(s)))),
    Way("pdf map of letters that were taken out", NSA, CLEAN, font_keys(ToUnicode=_leftover_map)),
    Way("pdf drawing never painted", NSA, CLEAN, unused_form),
    Way("pdf page taken out", TSA, CLEAN, page_cut_off),
    Way("pdf name of marked content", NSA, CLEAN, property_name),
    Way("pdf list of marked content", NSA, CLEAN, property_list),
    Way("pdf bookmark to a desk", DOSSIER, CLEAN, unseen_bookmark_action),
    Way("pdf name of a layer", TSA, CLEAN, layer_name),
    Way("pdf comment in a page's content", NSA, CLEAN, lambda sheet, s: sheet.paint(
        f"% The price of {s}\n")),
    *[
        Way(f"pdf tag without content: {key}", NSA, CLEAN, structure(key))
        for key in ("Alt", "E", "T")
    ],
    Way("pdf tag without content: ActualText", NSA, STOP, structure("ActualText")),
    Way("pdf earlier revision", PACER, CLEAN, in_bytes(earlier_revision)),
    Way("pdf object that nothing uses", PACER, CLEAN, in_bytes(unused_object)),
    Way("pdf bytes after the end", NSA, CLEAN, in_bytes(
        lambda data, s: data + f"\nThe price of {s}\n".encode())),
    Way("pdf bytes before the start", NSA, CLEAN, in_bytes(
        lambda data, s: data.replace(b"%PDF-", f"% {s}\n%PDF-".encode(), 1))),
    Way("pdf comment between objects", NSA, CLEAN, in_bytes(
        lambda data, s: f"% {s}\nstartxref".encode().join(data.rsplit(b"startxref", 1)))),
]  # fmt: skip
