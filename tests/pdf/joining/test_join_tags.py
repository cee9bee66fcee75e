"""A joined PDF keeps what assistive software reads of each part, and adds nothing of its own."""

import datetime
import io

import page as page_validation
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from panel_papers.pdf.joining import Barrier, Options, Part, Stamp, claim_pdf_ua, join

DAY = datetime.date(2024, 3, 1)
OPTIONS = Options(title="Pack", language="en-GB", created=DAY, stamp=Stamp(), link_base="x:/")


def opened(joined):
    return Pdf.open(io.BytesIO(joined.pdf))


def simple(maker, *texts, **more):
    made = maker(**more)
    for text in texts:
        page = made.page()
        made.tag("H1", page, f"{text} heading")
        made.tag("P", page, f"{text} words")
    return made.done()


def test_every_part_is_a_titled_part_of_one_document(maker, listen):
    parts = [Part("First", simple(maker, "a", "b")), Part("Second", simple(maker, "c"))]
    joined = join(parts, OPTIONS)
    heard, left = listen(joined.pdf)
    assert heard.kind == "Document"
    assert [(kid.kind, kid.title) for kid in heard.kids] == [("Part", "First"), ("Part", "Second")]
    assert heard.flat() == [
        (kind, f"{text} {word}")
        for text in "abc"
        for kind, word in (("H1", "heading"), ("P", "words"))
    ]
    assert left == []
    assert [report.tagged for report in joined.reports] == [True, True]
    assert [report.barriers for report in joined.reports] == [(), ()]


def test_a_part_that_does_not_say_its_language_stands_in_the_way_of_a_claim(maker):
    parts = [Part("A", simple(maker, "a")), Part("B", simple(maker, "b", language=None))]
    joined = join(parts, OPTIONS)
    assert [report.notes for report in joined.reports] == [(), ("it does not say its language",)]
    assert [report.tagged for report in joined.reports] == [True, True]
    assert [report.barriers for report in joined.reports] == [(), (Barrier.NO_LANGUAGE,)]


@pytest.mark.parametrize("claim", [True, False])
def test_what_a_part_says_of_itself_counts_for_nothing(maker, claim):
    part = simple(maker, "a", claim=claim)
    assert (b"pdfuaid:part" in part) == claim
    joined = join([Part("A", part)], OPTIONS)
    assert joined.reports[0].barriers == ()
    assert b"pdfuaid:part" not in joined.pdf


def test_the_claim_is_written_in_its_place_and_nothing_else_changes(maker):
    joined = join([Part("A", simple(maker, "a"))], OPTIONS)
    claimed = claim_pdf_ua(joined.pdf)
    assert len(claimed) == len(joined.pdf)
    changed = [
        at for at, pair in enumerate(zip(joined.pdf, claimed, strict=True)) if pair[0] != pair[1]
    ]
    assert changed[-1] - changed[0] < len("<pdfuaid:part>1</pdfuaid:part>")
    with pikepdf.open(io.BytesIO(claimed)) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert pdf.open_metadata()["dc:title"] == OPTIONS.title
    with pytest.raises(ValueError, match="no room"):
        claim_pdf_ua(claimed)


def test_one_role_with_two_meanings_keeps_both(maker, listen):
    def part(meaning, text):
        made = maker()
        made.tag("HeadText", made.page(), text)
        made.tag("Own", made.page(), text)
        roles = Dictionary(
            HeadText=Name.Between, Between=Name("/" + meaning), Own=Name.Span, P=Name.H1
        )
        return made.done(RoleMap=roles)

    joined = join(
        [Part("A", part("P", "a")), Part("B", part("H2", "b")), Part("C", part("H2", "c"))], OPTIONS
    )
    heard, _ = listen(joined.pdf)
    assert heard.flat() == [
        ("P", "a"), ("Span", "a"), ("H2", "b"), ("Span", "b"), ("H2", "c"), ("Span", "c"),
    ]  # fmt: skip


def test_a_role_that_one_part_leaves_unmapped_takes_no_meaning_from_another(maker, listen):
    made = maker()
    made.tag("Foo", made.page(), "a")
    mapped = made.done(RoleMap=Dictionary(Foo=Name.H1))
    bare = maker()
    bare.tag("Foo", bare.page(), "b")
    heard, _ = listen(join([Part("A", mapped), Part("B", bare.done())], OPTIONS).pdf)
    assert heard.flat() == [("H1", "a"), ("part2.Foo", "b")]


def test_headings_without_a_number_get_one_beside_a_part_that_numbers_its_own(maker, listen):
    made = maker()
    page = made.page()
    made.tag("H", page, "top")
    outer = made.element("Sect", made.document)
    made.document.K.append(outer)
    made.tag("H", page, "outer", outer)
    inner = made.element("Sect", outer)
    outer.K.append(inner)
    made.tag("Head", page, "inner", inner)
    data = made.done(RoleMap=Dictionary(Head=Name.H))
    heard, _ = listen(join([Part("A", data)], OPTIONS).pdf)
    assert heard.flat() == [("H", "top"), ("H", "outer"), ("H", "inner")]
    heard, _ = listen(join([Part("A", data), Part("B", simple(maker, "b"))], OPTIONS).pdf)
    assert heard.flat()[:3] == [("H1", "top"), ("H2", "outer"), ("H3", "inner")]


def test_a_part_in_another_language_says_so(maker, listen):
    parts = [
        Part("A", simple(maker, "a")),
        Part("B", simple(maker, "b", language="cy-GB")),
        Part("C", simple(maker, "c", language="EN-gb")),
        Part("D", simple(maker, "d", language=None), language="fr"),
    ]
    joined = join(parts, OPTIONS)
    heard, _ = listen(joined.pdf)
    assert [kid.language for kid in heard.kids] == [None, "cy-GB", None, "fr"]
    assert [report.barriers for report in joined.reports] == [()] * 4


def test_the_language_of_a_part_s_own_document_element_holds_unless_it_is_known_better(
    maker, listen
):
    made = maker("fr")
    made.tag("P", made.page(), "a")
    made.document.Lang = String("cy-GB")
    data = made.done()
    parts = [Part("A", data), Part("B", data, language="en-GB"), Part("C", data, language="de")]
    heard, _ = listen(join(parts, OPTIONS).pdf)
    assert [kid.language for kid in heard.kids] == ["cy-GB", None, "de"]


def test_equal_identifiers_stay_apart_and_header_cells_are_found(maker):
    def table():
        made = maker()
        page = made.page()
        made.tag("TH", page, "head", ID=String("cell1"))
        attributes = Dictionary(O=Name.Table, Headers=Array([String("cell1")]))
        made.tag("TD", page, "data", A=made.pdf.make_indirect(attributes))
        return made.done()

    with opened(join([Part("A", table()), Part("B", table())], OPTIONS)) as pdf:
        names = pdf.Root.StructTreeRoot.IDTree.Names
        assert [str(name) for name in list(names)[::2]] == ["part1.cell1", "part2.cell1"]
        for index, part in enumerate(pdf.Root.StructTreeRoot.K[0].K, 1):
            head, data = part.K
            assert str(head.ID) == str(data.A.Headers[0]) == f"part{index}.cell1"
            assert head.objgen == names[2 * index - 1].objgen


def test_one_attribute_class_with_two_contents_keeps_both(maker):
    def part(space):
        made = maker()
        made.tag("P", made.page(), "words", C=Name.Body)
        attributes = Dictionary(O=Name.Layout, SpaceAfter=space)
        return made.done(ClassMap=Dictionary(Body=attributes, Same=Dictionary(O=Name.List)))

    with opened(join([Part("A", part(6)), Part("B", part(9)), Part("C", part(6))], OPTIONS)) as pdf:
        tree = pdf.Root.StructTreeRoot
        spaces = [tree.ClassMap[str(part.K[0].C)].SpaceAfter for part in tree.K[0].K]
        assert spaces == [6, 9, 6]
        assert set(tree.ClassMap.keys()) == {"/Body", "/part2.Body", "/Same"}


def test_alternative_and_actual_text_stay(maker):
    made = maker()
    page = made.page()
    made.tag("Figure", page, "x", Alt=String("A chart of crime"), ActualText=String("chart"))
    with opened(join([Part("A", made.done())], OPTIONS)) as pdf:
        (figure,) = pdf.Root.StructTreeRoot.K[0].K[0].K
        assert (str(figure.Alt), str(figure.ActualText)) == ("A chart of crime", "chart")


def test_links_are_tagged_and_lead_where_they_led(maker, listen):
    def part(name):
        made = maker()
        first, second = made.page(), made.page()
        made.tag("P", first, f"{name}1")
        made.tag("P", second, f"{name}2")
        made.link(first, Dest=Array([second, Name.Fit]))
        made.link(second, A=Dictionary(S=Name.GoTo, D=Array([first, Name.XYZ, 0, 842, None])))
        return made.done()

    joined = join([Part("A", part("a")), Part("B", part("b"))], OPTIONS)
    listen(joined.pdf)  # checks that each link's element and annotation find each other
    with opened(joined) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        links = [pages.index(page.obj.Annots[0].Dest[0].objgen) for page in pdf.pages]
        assert links == [1, 0, 3, 2]
        assert all(page.obj.Tabs == Name.S for page in pdf.pages)
        assert all(int(page.obj.Annots[0].F) & 4 for page in pdf.pages)


def test_marks_inside_a_form_are_found_again(maker):
    def part():
        made = maker()
        page = made.page()
        made.tag("P", page, "words")
        form = made.pdf.make_stream(
            b"/P <</MCID 0>> BDC BT /F1 12 Tf 72 500 Td (formed) Tj ET EMC",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 595, 842]),
            Resources=Dictionary(Font=Dictionary(F1=made.font)),
        )
        page.Resources.XObject = Dictionary(X1=form)
        made.paint(page, "/X1 Do")
        element = made.element("P", made.document, Pg=page)
        element.K.append(Dictionary(Type=Name.MCR, MCID=0, Stm=form, Pg=page))
        made.document.K.append(element)
        form.StructParents = len(made.parents)
        made.parents[len(made.parents)] = [element]
        return made.done()

    joined = join([Part("A", part()), Part("B", part())], OPTIONS)
    assert [report.coverage for report in joined.reports] == [1.0, 1.0]
    with opened(joined) as pdf:
        tree = pdf.Root.StructTreeRoot
        parents = dict(pikepdf.NumberTree(tree.ParentTree).items())
        for page, part in zip(pdf.pages, tree.K[0].K, strict=True):
            form = page.obj.Resources.XObject.X1
            assert parents[int(form.StructParents)][0].objgen == part.K[1].objgen
            assert part.K[1].K[0].Stm.objgen == form.objgen


def test_namespaces_of_pdf_2_are_kept_and_validators_know_it_is_no_pdf_ua_1(maker):
    def part():
        made = maker()
        space = made.pdf.make_indirect(
            Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn"))
        )
        made.tag("Title", made.page(), "words", NS=space)
        return made.done(Namespaces=Array([space]))

    joined = join([Part("A", part()), Part("B", part())], OPTIONS)
    found = page_validation.validate_pdf_bytes(claim_pdf_ua(joined.pdf), profile="ua1")
    rules = [each.rule_id for each in found.failures]
    assert "PDFUA1-HEADER-001" in rules
    assert "PDF 2.0" in joined.reports[0].notes[0]
    with opened(joined) as pdf:
        tree = pdf.Root.StructTreeRoot
        assert len(tree.Namespaces) == 1
        assert [part.K[0].NS.objgen for part in tree.K[0].K] == [tree.Namespaces[0].objgen] * 2
        assert [str(part.K[0].S) for part in tree.K[0].K] == ["/Title", "/Title"]
        assert pdf.pdf_version == "2.0"


def test_stamps_are_artifacts(maker, listen):
    heard, left = listen(join([Part("A", simple(maker, "a"))], OPTIONS).pdf)
    assert heard.flat() == [("H1", "a heading"), ("P", "a words")]
    assert left == []  # nothing is painted outside a mark: page number and DRAFT are inside one


def test_an_untagged_part_is_read_page_by_page_and_nothing_is_claimed(maker, listen):
    untagged = maker()
    for text in ("one", "two"):
        untagged.text(untagged.page(), text)
    del untagged.pdf.Root["/Metadata"]
    data = io.BytesIO()
    untagged.pdf.save(data)
    parts = [Part("A", simple(maker, "a")), Part("Plain", data.getvalue())]
    joined = join(parts, OPTIONS)
    heard, left = listen(joined.pdf)
    assert heard.flat()[2:] == [("P", "one"), ("P", "two")]
    assert left == []
    assert [report.tagged for report in joined.reports] == [True, False]
    assert joined.reports[1].notes == ("it has no tags: each of its pages is tagged as a whole",)
    assert [report.barriers for report in joined.reports] == [(), (Barrier.UNTAGGED,)]


def test_links_of_an_untagged_part_are_tagged_and_described(maker, listen):
    made = maker()
    page = made.page()
    made.text(page, "one")
    made.link(page, A=Dictionary(S=Name.URI, URI=String("https://example.org/")))
    del page.Annots[0]["/Contents"]
    buffer = io.BytesIO()
    made.pdf.save(buffer)
    heard, _ = listen(join([Part("A", buffer.getvalue())], OPTIONS).pdf)
    assert [(kid.kind, kid.alt) for kid in heard.kids[0].kids] == [
        ("P", None), ("Link", "https://example.org/"),
    ]  # fmt: skip


def test_marks_without_an_element_behind_them_do_not_count(maker):
    made = maker()
    page = made.page()
    made.tag("P", page, "x")
    made.paint(page, "/P <</MCID 77>> BDC BT /F1 12 Tf 72 100 Td (stale stale stale) Tj ET EMC")
    assert join([Part("A", made.done())], OPTIONS).reports[0].coverage < 0.1


def test_a_scanned_page_is_a_figure_with_an_alternative_text(maker, listen):
    made = maker()
    page = made.page()
    image = made.pdf.make_stream(
        b"\x80",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    page.Resources.XObject = Dictionary(Im1=image)
    made.paint(page, "q 595 0 0 842 0 0 cm /Im1 Do Q")
    buffer = io.BytesIO()
    made.pdf.save(buffer)
    heard, _ = listen(join([Part("Scan", buffer.getvalue())], OPTIONS).pdf)
    (figure,) = heard.kids[0].kids
    assert (figure.kind, figure.alt) == (
        "Figure",
        "Scan, page 1 of 1: a scanned image without text",
    )


def test_what_only_the_tree_holds_stays_behind(maker):
    made = maker()
    page = made.page()
    made.tag("P", page, "words")
    launch = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([0, 0, 1, 1]),
        A=Dictionary(S=Name.Launch, F=String("calc.exe")),
    )
    element = made.element("Link", made.document, Pg=page)
    element.K.append(Dictionary(Type=Name.OBJR, Obj=made.pdf.make_indirect(launch), Pg=page))
    made.document.K.append(element)
    joined = join([Part("A", made.done())], OPTIONS)
    with opened(joined) as pdf:
        held = b"".join(o.unparse(resolved=True) for o in pdf.objects if isinstance(o, Dictionary))
    assert b"(Pack)" in held  # the search finds what there is
    assert b"calc.exe" not in held


def test_a_tree_in_a_circle_ends(maker, listen):
    made = maker()
    element = made.tag("Sect", made.page(), "words")
    element.K.append(made.document)
    made.document.K.append(element)
    heard, _ = listen(join([Part("A", made.done())], OPTIONS).pdf)
    assert heard.flat() == [("Sect", "words")]


def test_a_damaged_content_stream_in_one_part_does_not_stop_the_join(maker):
    made = maker()
    page = made.page()
    page.Contents = made.pdf.make_stream(b"garbage", Filter=Name.DCTDecode)
    bad = made.done()
    joined = join([Part("A", simple(maker, "a")), Part("B", bad)], OPTIONS)
    assert joined.pages == 2
    assert "the content of its page 1 is damaged" in joined.reports[1].notes
    assert joined.reports[1].barriers == (Barrier.DAMAGED,)


def test_states_left_open_do_not_move_the_stamp(maker, listen):
    made = maker()
    page = made.page()
    made.tag("P", page, "words")
    made.paint(page, "Q Q q q 5 0 0 5 0 0 cm /P <</MCID 9>> BDC")
    joined = join([Part("A", made.done())], OPTIONS)
    listen(joined.pdf)
    with opened(joined) as pdf:
        operators = [str(i.operator) for i in pikepdf.parse_content_stream(pdf.pages[0])]
    depth = lowest = 0
    for operator in operators:
        depth += (operator == "q") - (operator == "Q")
        lowest = min(lowest, depth)
    assert (depth, lowest) == (0, 0)
    assert operators.count("BDC") == operators.count("EMC")


def test_a_part_begins_on_an_odd_page_after_a_tagged_blank_one(maker, listen):
    options = Options(
        title="Pack", language="en-GB", created=DAY, odd_starts=True, first_page=3, stamp=Stamp()
    )
    parts = [
        Part("A", simple(maker, "a")),
        Part("B", simple(maker, "b", "c")),
        Part("C", simple(maker, "d")),
    ]
    joined = join(parts, options)
    assert [(r.first, r.last) for r in joined.ranges] == [(3, 3), (5, 6), (7, 7)]
    heard, left = listen(joined.pdf)
    assert left == []
    assert [(kid.kind, kid.title) for kid in heard.kids] == [
        ("Part", "A"), ("Sect", "Blank page"), ("Part", "B"), ("Part", "C"),
    ]  # fmt: skip
    assert heard.kids[1].flat() == [("P", "This page is intentionally left blank")]


words = st.text(st.sampled_from("abcdefgh"), min_size=1, max_size=12)
pages = st.lists(st.lists(st.tuples(st.sampled_from(["P", "H1", "Own"]), words), max_size=4),
                 min_size=1, max_size=4)  # fmt: skip


@given(st.lists(st.tuples(pages, st.sampled_from(["P", "H2", "Span"])), min_size=1, max_size=5))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_element_of_every_part_is_met_once_and_in_order(maker, listen, parts):
    made, expected = [], []
    for contents, meaning in parts:
        one = maker()
        for content in contents:
            page = one.page()
            for kind, text in content:
                one.tag(kind, page, text)
                expected.append((meaning if kind == "Own" else kind, text))
        made.append(Part("Part", one.done(RoleMap=Dictionary(Own=Name("/" + meaning)))))
    joined = join(made, OPTIONS)
    assert joined.pages == sum(len(contents) for contents, _ in parts)
    heard, left = listen(joined.pdf)
    assert heard.flat() == expected
    assert left == []


@pytest.mark.parametrize("kind", ["/Page", "/Pages", "/X"])
@pytest.mark.parametrize("element", [False, True])
def test_tags_that_call_themselves_pages_are_not_lost(maker, listen, kind, element):
    with Pdf.open(io.BytesIO(simple(maker, "a"))) as pdf:
        root = pdf.Root.StructTreeRoot
        tops = list(root.K) if isinstance(root.K, Array) else [root.K]
        (tops[0] if element else root).Type = Name(kind)
        changed = io.BytesIO()
        pdf.save(changed)
    joined = join([Part("A", changed.getvalue()), Part("B", simple(maker, "b"))], OPTIONS)
    heard, left = listen(joined.pdf)
    assert heard.flat() == [
        (kind, f"{text} {word}")
        for text in "ab"
        for kind, word in (("H1", "heading"), ("P", "words"))
    ]
    assert left == []
