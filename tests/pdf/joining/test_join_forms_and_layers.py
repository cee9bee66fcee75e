"""Form fields, layers, fonts and images of several parts live together in one PDF."""

import datetime
import io

from pikepdf import Array, Dictionary, Name, Pdf, String

from panel_papers.pdf.joining import Options, Part, Stamp, join

OPTIONS = Options(title="Pack", language="en-GB", created=datetime.date(2024, 3, 1), stamp=Stamp())


def opened(joined):
    return Pdf.open(io.BytesIO(joined.pdf))


def data(made):
    buffer = io.BytesIO()
    made.pdf.save(buffer)
    return buffer.getvalue()


def field(made, page, name, value, **more):
    widget = made.pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String(name),
            V=String(value),
            Rect=Array([72, 600, 200, 620]),
            **more,
        )
    )
    if Name.Annots not in page:
        page.Annots = Array([])
    page.Annots.append(widget)
    return widget


def test_two_fields_of_one_name_stay_two(maker):
    def part(value):
        made = maker()
        widget = field(made, made.page(), "name", value)
        resources = Dictionary(Font=Dictionary(Helv=made.font))
        made.pdf.Root.AcroForm = Dictionary(
            Fields=Array([widget]), DR=resources, DA=String("/Helv 0 Tf")
        )
        return data(made)

    with opened(join([Part("A", part("a")), Part("B", part("b"))], OPTIONS)) as pdf:
        form = pdf.Root.AcroForm
        assert [(str(f.T), str(f.V), str(f.DA)) for f in form.Fields] == [
            ("name", "a", "/Helv 0 Tf"),
            ("part2_name", "b", "/Helv 0 Tf"),
        ]
        assert [f.objgen for f in form.Fields] == [p.obj.Annots[0].objgen for p in pdf.pages]
        assert "/Helv" in form.DR.Font


def test_a_field_on_no_page_stays_behind(maker):
    made = maker()
    page = made.page()
    parent = made.pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("group")))
    shown = field(made, page, "shown", "a", Parent=parent)
    lost = made.pdf.make_indirect(
        Dictionary(T=String("lost"), Parent=parent, A=Dictionary(S=Name.Launch, F=String("calc")))
    )
    parent.Kids = Array([lost, shown])
    made.pdf.Root.AcroForm = Dictionary(Fields=Array([parent]))
    with opened(join([Part("A", data(made))], OPTIONS)) as pdf:
        (group,) = pdf.Root.AcroForm.Fields
        assert [str(kid.T) for kid in group.Kids] == ["shown"]
        assert not any(
            isinstance(o, Dictionary) and o.get("/T") == String("lost") for o in pdf.objects
        )


def test_layers_of_all_parts_are_shown_as_they_were(maker):
    def part(names, **settings):
        made = maker()
        made.page()
        groups = [
            made.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in names
        ]
        chosen = {key: Array([groups[i] for i in value]) for key, value in settings.items()}
        default = Dictionary(AS=Array([]), Order=Array(groups), **chosen)
        if "ON" in settings:
            default.BaseState = Name.OFF
        made.pdf.Root.OCProperties = Dictionary(OCGs=Array(groups), D=default)
        return data(made)

    parts = [Part("A", part(["a1", "a2"], OFF=[1])), Part("B", part(["b1", "b2", "b3"], ON=[1]))]
    with opened(join(parts, OPTIONS)) as pdf:
        held = pdf.Root.OCProperties
        assert [str(g.Name) for g in held.OCGs] == ["a1", "a2", "b1", "b2", "b3"]
        assert [str(g.Name) for g in held.D.OFF] == ["a2", "b1", "b3"]
        assert [str(order[0]) for order in held.D.Order] == ["A", "B"]
        assert "/AS" not in held.D
        assert str(held.D.Name) == "Layers"


def test_fonts_and_images_that_parts_have_in_common_are_stored_once(maker):
    def part(grey):
        made = maker()
        page = made.page()
        program = made.pdf.make_stream(b"font program " * 50, Length1=650)
        descriptor = made.pdf.make_indirect(
            Dictionary(Type=Name.FontDescriptor, FontName=Name("/X"), FontFile2=program)
        )
        page.Resources.Font.F2 = made.pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.TrueType,
                BaseFont=Name("/X"),
                FontDescriptor=descriptor,
            )
        )
        page.Resources.XObject = Dictionary()
        for name, level in (("Same", b"\x80"), ("Own", grey)):
            page.Resources.XObject["/" + name] = made.pdf.make_stream(
                level,
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=1,
                Height=1,
                ColorSpace=Name.DeviceGray,
                BitsPerComponent=8,
            )
        return data(made)

    with opened(join([Part("A", part(b"\x10")), Part("B", part(b"\x20"))], OPTIONS)) as pdf:
        a, b = (page.obj.Resources for page in pdf.pages)
        assert a.Font.F2.objgen == b.Font.F2.objgen
        assert a.XObject.Same.objgen == b.XObject.Same.objgen
        assert a.XObject.Own.objgen != b.XObject.Own.objgen
        fonts = [o for o in pdf.objects if isinstance(o, Dictionary) and "/FontFile2" in o]
        assert len(fonts) == 2  # the part's, and the stamp's
