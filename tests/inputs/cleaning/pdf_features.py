"""A tagged PDF made by hand, and risky things to plant in it, each with a secret word inside."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

SECRET = "Xanthippe"
Plant = Callable[[Pdf], None]


def tagged_pdf(pages: int = 2) -> bytes:
    """Two tagged pages with a heading, links to the web and within, alt text and a bookmark."""
    pdf = Pdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary()))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree))
    tree.K = document
    elements, numbers = [], []
    for index in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(Font=Dictionary(AA=font))
        page.obj.Contents = pdf.make_stream(
            b"/P <</MCID 0>> BDC BT /AA 12 Tf 72 700 Td (Open words %d) Tj ET EMC" % index
        )
        page.obj.StructParents = index
        paragraph = element(pdf, document, Name.P, page.obj)
        paragraph.K, paragraph.Alt = 0, String(f"Described {index}")
        elements.append(paragraph)
        numbers += [index, Array([paragraph])]
    document.K = Array(elements)
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = pages
    first, last = pdf.pages[0].obj, pdf.pages[-1].obj
    web = Dictionary(S=Name.URI, URI=String("https://www.example.org/plan"))
    add_annotation(pdf, Dictionary(Subtype=Name.Link, A=web, Contents=String("The plan")))
    inside = Dictionary(Subtype=Name.Link, Dest=Array([last, Name.Fit]))
    add_annotation(pdf, inside, tag=Name.Link)
    outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    bookmark = pdf.make_indirect(
        Dictionary(Title=String("Start"), Parent=outlines, Dest=Array([first, Name.Fit]))
    )
    outlines.First = outlines.Last = bookmark
    outlines.Count = 1
    pdf.Root.Outlines = outlines
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = tree, Dictionary(Marked=True)
    pdf.Root.Lang = String("en-GB")
    pdf.docinfo["/Title"] = "The title"
    return saved(pdf)


def saved(pdf: Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()


def with_features(*plants: Plant, pages: int = 2) -> bytes:
    with Pdf.open(io.BytesIO(tagged_pdf(pages))) as pdf:
        for plant in plants:
            plant(pdf)
        return saved(pdf)


def element(pdf: Pdf, parent: Object, role: Name, page: Object) -> Object:
    return pdf.make_indirect(Dictionary(Type=Name.StructElem, S=role, P=parent, Pg=page))


def objects(page: Object) -> Object:
    """Return the list of what a page can paint by name."""
    if Name.XObject not in page.Resources:
        page.Resources.XObject = Dictionary()
    return page.Resources.XObject


def paint(pdf: Pdf, page: Object, content: bytes) -> None:
    """Paint more on a page that has one content stream or several."""
    if not isinstance(page.Contents, Array):
        page.Contents = Array([page.Contents])
    page.Contents.append(Stream(pdf, content))


def add_annotation(pdf: Pdf, annotation: Object, tag: Name | None = None) -> Object:
    """Put an annotation on the first page; with `tag` it has an element in the tree."""
    page = pdf.pages[0].obj
    annotation.Type, annotation.Rect = Name.Annot, Array([72, 600, 200, 620])
    annotation = pdf.make_indirect(annotation)
    if Name.Annots not in page:
        page.Annots = Array([])
    page.Annots.append(annotation)
    if tag:
        tree = pdf.Root.get(Name.StructTreeRoot)
        if tree is None:  # while it is being made
            return annotation
        holder = element(pdf, tree.K, tag, page)
        holder.Alt = String(f"{SECRET} alternative")
        holder.K = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
        tree.K.K.append(holder)
        key = int(tree.ParentTreeNextKey)
        annotation.StructParent = key
        tree.ParentTree.Nums.extend([key, holder])
        tree.ParentTreeNextKey = key + 1
    return annotation


def script() -> Object:
    return Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))


def launch() -> Object:
    return Dictionary(S=Name.Launch, F=String(f"{SECRET}.exe"))


def filespec(pdf: Pdf) -> Object:
    data = Stream(pdf, f"{SECRET} file".encode(), Type=Name.EmbeddedFile)
    return pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F=String(f"{SECRET}.xlsx"), EF=Dictionary(F=data))
    )


def picture_of(pdf: Pdf, words: str) -> Object:
    """An appearance stream that paints words."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    return Stream(
        pdf,
        f"BT /F1 10 Tf 2 4 Td ({words}) Tj ET".encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 128, 20]),
        Resources=Dictionary(Font=Dictionary(F1=font)),
    )


def catalogue_script(pdf: Pdf) -> None:
    pdf.Root.AA = Dictionary(WC=script())


def named_script(pdf: Pdf) -> None:
    names = pdf.Root.get(Name.Names, Dictionary())
    names.JavaScript = Dictionary(Names=Array([String("one"), script()]))
    pdf.Root.Names = names


def opening_action(pdf: Pdf) -> None:
    pdf.Root.OpenAction = script()


def page_action(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=script())


def link_action(pdf: Pdf, kind: str) -> None:
    action = Dictionary(S=Name("/" + kind), F=String(SECRET), D=Array([0, Name.Fit]))
    add_annotation(pdf, Dictionary(Subtype=Name.Link, A=action))


def chained_action(pdf: Pdf) -> None:
    web = Dictionary(S=Name.URI, URI=String("https://www.example.org/"), Next=launch())
    add_annotation(pdf, Dictionary(Subtype=Name.Link, A=web))


def link_to_desk(pdf: Pdf) -> None:
    web = Dictionary(S=Name.URI, URI=String(f"file:///C:/Users/{SECRET}/plan.docx"))
    add_annotation(pdf, Dictionary(Subtype=Name.Link, A=web))


def link_events(pdf: Pdf) -> None:
    dest = Array([pdf.pages[1].obj, Name.Fit])
    add_annotation(pdf, Dictionary(Subtype=Name.Link, Dest=dest, AA=Dictionary(E=script())))


def bookmark_action(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.A = launch()


def embedded_file(pdf: Pdf) -> None:
    names = pdf.Root.get(Name.Names, Dictionary())
    names.EmbeddedFiles = Dictionary(Names=Array([String(SECRET), filespec(pdf)]))
    pdf.Root.Names = names


def associated_file(pdf: Pdf) -> None:
    pdf.Root.AF = Array([filespec(pdf)])
    pdf.pages[0].obj.AF = Array([filespec(pdf)])
    pdf.Root.StructTreeRoot.K.AF = Array([filespec(pdf)])


def attached_to_page(pdf: Pdf) -> None:
    add_annotation(pdf, Dictionary(Subtype=Name.FileAttachment, FS=filespec(pdf)), tag=Name.Annot)


def media(pdf: Pdf, kind: str) -> None:
    payload = Stream(pdf, SECRET.encode())
    add_annotation(
        pdf,
        Dictionary(
            {
                "/Subtype": Name("/" + kind),
                "/Contents": String(SECRET),
                "/Sound": payload,
                "/RichMediaContent": Dictionary(Assets=payload),
                "/3DD": payload,
                "/Movie": Dictionary(F=String(SECRET)),
                "/A": Dictionary(S=Name.Rendition, R=payload),
            }
        ),
    )


def comment(pdf: Pdf, kind: str = "Text") -> None:
    note = add_annotation(
        pdf,
        Dictionary(
            Subtype=Name("/" + kind),
            Contents=String(f"{SECRET} says no"),
            T=String(SECRET),
            AP=Dictionary(N=picture_of(pdf, SECRET)),
        ),
        tag=Name.Annot,
    )
    popup = Dictionary(Subtype=Name.Popup, Parent=note, Contents=String(SECRET))
    note.Popup = add_annotation(pdf, popup)


def private_data(pdf: Pdf) -> None:
    page = pdf.pages[0].obj
    page.PieceInfo = Dictionary(App=Dictionary(Private=String(SECRET)))
    page.Thumb = Stream(pdf, SECRET.encode(), Width=1, Height=1)
    page[Name("/App.Path")] = String(f"C:/{SECRET}")
    pdf.Root.SpiderInfo = Dictionary(V=1, C=String(SECRET))
    pdf.Root[Name("/App.Data")] = String(SECRET)
    pdf.trailer[Name("/App.Mark")] = String(SECRET)


def form_private_data(pdf: Pdf) -> None:
    form = picture_of(pdf, "drawn")
    form[Name("/PTEX.FileName")] = String(f"/home/{SECRET}/figure.pdf")
    page = pdf.pages[1].obj
    objects(page).JS = form
    paint(pdf, page, b" q /JS Do Q")


def info(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = SECRET
    pdf.docinfo["/Keywords"] = SECRET
    pdf.docinfo["/Company"] = SECRET


XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
    ' pdfuaid:part="1"{attribute}>'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">The title</rdf:li></rdf:Alt></dc:title>'
    "{element}</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def xmp_stream(pdf: Pdf, attribute: str = "", element: str = "") -> Object:
    text = XMP.format(attribute=attribute, element=element)
    return Stream(pdf, text.encode(), Type=Name.Metadata, Subtype=Name.XML)


def xmp(pdf: Pdf) -> None:
    author = f"<dc:creator><rdf:Seq><rdf:li>{SECRET}</rdf:li></rdf:Seq></dc:creator>"
    pdf.Root.Metadata = xmp_stream(pdf, f' pdf:Keywords="{SECRET}"', f"<!-- {SECRET} -->{author}")


def unreadable_xmp(pdf: Pdf) -> None:
    pdf.Root.Metadata = Stream(pdf, f"<x {SECRET}".encode(), Type=Name.Metadata, Subtype=Name.XML)


def picture_metadata(pdf: Pdf) -> None:
    image = Stream(
        pdf,
        b"\x80",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    image.Metadata = xmp_stream(pdf, element=f"<dc:creator>{SECRET}</dc:creator>")
    image.Alternates = Array([Dictionary(Image=Stream(pdf, SECRET.encode()))])
    page = pdf.pages[0].obj
    objects(page).Metadata = image
    paint(pdf, page, b" q 20 0 0 20 72 500 cm /Metadata Do Q")


def hidden_layer(pdf: Pdf) -> None:
    hidden = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(f"{SECRET} layer")))
    shown = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Map")))
    both = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([hidden]), P=Name.AllOn))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([hidden, shown]), D=Dictionary(OFF=Array([hidden]), Order=Array([hidden]))
    )
    page = pdf.pages[1].obj
    form = picture_of(pdf, SECRET)
    form.OC = hidden
    within = picture_of(pdf, SECRET)
    page.Resources.Properties = Dictionary(L0=hidden, L1=shown, L2=both)
    objects(page).Fm0, objects(page).Fm1 = form, within
    paint(
        pdf,
        page,
        f"/OC /L0 BDC BT /AA 9 Tf 72 300 Td ({SECRET}) Tj ET /Fm1 Do EMC"
        f" /OC /L2 BDC BT /AA 9 Tf 72 280 Td ({SECRET}) Tj ET EMC"
        " /OC /L1 BDC BT /AA 9 Tf 72 260 Td (Shown map) Tj ET EMC /Fm0 Do".encode(),
    )


def lonely_object(pdf: Pdf) -> None:
    """An element of the tree holds a launching annotation that is on no page."""
    tree = pdf.Root.StructTreeRoot
    lost = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([0, 0, 9, 9]),
            A=launch(),
        )
    )
    holder = element(pdf, tree.K, Name.Link, pdf.pages[0].obj)
    holder.K = Array([Dictionary(Type=Name.OBJR, Obj=lost)])
    holder.ActualText = String(SECRET)
    tree.K.K.append(holder)
    tree.IDTree = Dictionary(Names=Array([String(SECRET), holder]))


def field(pdf: Pdf, **keys: object) -> Object:
    if Name.AcroForm not in pdf.Root:
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([])))
    widget = Dictionary({"/Subtype": Name.Widget, "/F": 4, **{f"/{k}": v for k, v in keys.items()}})
    widget = add_annotation(pdf, widget)
    pdf.Root.AcroForm.Fields.append(widget)
    return widget


def filled_field(pdf: Pdf) -> None:
    field(
        pdf,
        FT=Name.Tx,
        T=String(SECRET),
        V=String("Filled in"),
        TU=String("Your name"),
        AP=Dictionary(N=picture_of(pdf, "Filled in")),
        AA=Dictionary(K=script()),
    )


def form_data(pdf: Pdf) -> None:
    filled_field(pdf)
    pdf.Root.AcroForm.XFA = Stream(pdf, f"<xdp>{SECRET}</xdp>".encode())


FEATURES: dict[str, Plant] = (
    {
        "catalogue script": catalogue_script,
        "named script": named_script,
        "opening action": opening_action,
        "page action": page_action,
        "chained action": chained_action,
        "link to a desk": link_to_desk,
        "link events": link_events,
        "bookmark action": bookmark_action,
        "embedded file": embedded_file,
        "associated file": associated_file,
        "attached to page": attached_to_page,
        "private data": private_data,
        "form's private data": form_private_data,
        "info": info,
        "xmp": xmp,
        "picture metadata": picture_metadata,
        "hidden layer": hidden_layer,
        "lonely object": lonely_object,
        "filled field": filled_field,
        "form data": form_data,
        "comment": comment,
    }
    | {
        f"{kind} action": (lambda pdf, kind=kind: link_action(pdf, kind))
        for kind in (
            "Launch",
            "GoToR",
            "GoToE",
            "SubmitForm",
            "ImportData",
            "Rendition",
            "Movie",
            "Sound",
            "Named",
            "SetOCGState",
        )
    }
    | {
        f"{kind} annotation": (lambda pdf, kind=kind: media(pdf, kind))
        for kind in ("Screen", "RichMedia", "3D", "Movie", "Sound")
    }
    | {
        f"{kind} mark": (lambda pdf, kind=kind: comment(pdf, kind))
        for kind in ("FreeText", "Highlight", "Ink", "Stamp", "Caret", "StrikeOut")
    }
)
