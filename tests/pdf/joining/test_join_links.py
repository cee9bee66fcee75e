"""Every link of a part lands on the same content as before, and parts link to one another."""

import datetime
import io

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from pikepdf import Array, Dictionary, Name, NumberTree, Pdf, String

from panel_papers.pdf.joining import JoinError, Options, Part, Stamp, join

DAY = datetime.date(2024, 3, 1)
BASE = "https://pack.invalid/"


def options(**more):
    return Options(
        title="Pack", language="en-GB", created=DAY, stamp=Stamp(), link_base=BASE, **more
    )


def part(maker, name, targets, number):
    """A part with a page for each target; page i links to page targets[i], in one of three ways."""
    made = maker()
    pages = [made.page() for _ in targets]
    names = []
    for index, (page, target) in enumerate(zip(pages, targets, strict=True)):
        made.tag("P", page, f"{name}{index}")
        place = Array([pages[target], Name.FitH, 800])
        way = (index + number) % 3
        if way == 0:
            made.link(page, Dest=place)
        elif way == 1:
            made.link(page, A=Dictionary(S=Name.GoTo, D=place))
        else:
            names += [String(f"n{index:03}"), Dictionary(D=place)]
            made.link(page, Dest=String(f"n{index:03}"))
    if names:
        made.pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(names)))
    return made.done()


targets = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.integers(0, n - 1), min_size=n, max_size=n)
)


@given(st.lists(targets, min_size=1, max_size=4), st.booleans(), st.integers(1, 9))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_link_lands_on_the_same_content(maker, listen, parts, odd, first):
    made = [Part("T", part(maker, "abcd"[i], targets, i)) for i, targets in enumerate(parts)]
    joined = join(made, options(odd_starts=odd, first_page=first))
    listen(joined.pdf)
    reader = pypdf.PdfReader(io.BytesIO(joined.pdf))
    assert reader.page_labels == [str(first + i) for i in range(joined.pages)]
    texts = [page.extract_text() for page in reader.pages]
    by_page = dict(zip((p.indirect_reference.idnum for p in reader.pages), texts, strict=True))

    def landing(page):
        return by_page[list.__getitem__(page["/Annots"][0]["/Dest"], 0).idnum].split()[0]

    found = [
        (text.split()[0], landing(page))
        for page, text in zip(reader.pages, texts, strict=True)
        if "/Annots" in page
    ]
    assert found == [
        (f"{'abcd'[i]}{index}", f"{'abcd'[i]}{target}")
        for i, one in enumerate(parts)
        for index, target in enumerate(one)
    ]
    for index, one in enumerate(joined.ranges):
        assert one.last - one.first + 1 == len(parts[index])
        assert not odd or one.first % 2 == 1
        assert texts[one.first - first].split()[0] == f"{'abcd'[index]}0"
        assert texts[one.first - first].split()[-1] == str(one.first)


def test_a_link_to_a_name_in_a_part_leads_there(maker):
    made = maker()
    made.link(made.page(), A=Dictionary(S=Name.URI, URI=String(f"{BASE}part/2#n%30%302")))
    joined = join([Part("A", made.done()), Part("B", part(maker, "b", [0, 1, 1], 0))], options())
    with Pdf.open(io.BytesIO(joined.pdf)) as pdf:
        destination = pdf.pages[0].obj.Annots[0].Dest
        assert destination[0].objgen == pdf.pages[2].obj.objgen
        assert list(destination)[1:] == [Name.FitH, 800]


@pytest.mark.parametrize("address", ["part/0", "part/3", "part/x", "part/2#nowhere", ""])
def test_a_link_to_what_is_not_there_is_refused(maker, address):
    made = maker()
    made.link(made.page(), A=Dictionary(S=Name.URI, URI=String(f"{BASE}{address}")))
    with pytest.raises(JoinError) as caught:
        join([Part("A", made.done()), Part("B", part(maker, "b", [0], 0))], options())
    assert caught.value.part == 0


def test_web_links_stay_as_they_are(maker):
    made = maker()
    made.link(made.page(), A=Dictionary(S=Name.URI, URI=String("https://example.org/part/2")))
    with Pdf.open(io.BytesIO(join([Part("A", made.done())], options()).pdf)) as pdf:
        assert str(pdf.pages[0].obj.Annots[0].A.URI) == "https://example.org/part/2"


def test_a_dead_link_is_told(maker):
    made = maker()
    made.link(made.page(), Dest=String("nowhere"))
    joined = join([Part("A", made.done())], options())
    assert joined.reports[0].notes == ("1 link in it leads nowhere",)


def test_a_large_tree_is_split_and_says_its_limits(maker):
    made = maker()
    for index in range(300):
        made.tag("P", made.page(), f"p{index}")
    with Pdf.open(io.BytesIO(join([Part("A", made.done())], options()).pdf)) as pdf:
        tree = pdf.Root.StructTreeRoot
        leaves = list(tree.ParentTree.Kids)
        assert [list(leaf.Limits) for leaf in leaves] == [[0, 127], [128, 255], [256, 299]]
        assert [len(leaf.Nums) for leaf in leaves] == [256, 256, 88]
        assert len(NumberTree(tree.ParentTree)) == 300
        assert tree.ParentTreeNextKey == 300


def test_a_deep_outline_does_not_exhaust_the_stack(maker):
    made = maker()
    page = made.page()
    made.tag("P", page, "words")
    top = held = made.pdf.make_indirect(Dictionary())
    for level in range(2000):
        item = made.pdf.make_indirect(
            Dictionary(Title=String(f"{level}"), Dest=Array([page, Name.Fit]), Parent=held)
        )
        held.First = held.Last = item
        held = item
    made.pdf.Root.Outlines = top
    assert join([Part("A", made.done())], options()).pages == 1


def test_a_damaged_file_that_can_be_repaired_is_joined_and_told(maker):
    data = part(maker, "a", [0], 0)
    broken = data.replace(b"startxref", b"startxxxx")
    joined = join([Part("A", broken)], options())
    assert joined.reports[0].notes[0] == "it was damaged and has been repaired"


def test_everything_at_once_gives_the_same_bytes_twice(maker):
    parts = [Part(f"T{i}", part(maker, "abc"[i], [1, 0, 2], i)) for i in range(3)]
    asked = options(odd_starts=True, first_page=2)
    assert join(parts, asked) == join(parts, asked)


def test_parts_of_one_group_are_below_its_bookmark(maker):
    def one():
        made = maker()
        made.tag("P", made.page(), "text")
        return made.done()

    parts = [
        Part("Agenda", one()),
        Part("Report", one(), group="1. Roads"),
        Part("Appendix 1", one(), group="1. Roads"),
        Part("Report", one(), group="2. Schools"),
    ]
    reader = pypdf.PdfReader(io.BytesIO(join(parts, options()).pdf))

    def shown(marks):
        return [
            shown(each)
            if isinstance(each, list)
            else (each.title, reader.get_destination_page_number(each))
            for each in marks
        ]

    assert shown(reader.outline) == [
        ("Agenda", 0),
        ("1. Roads", 1),
        [("Report", 1), ("Appendix 1", 2)],
        ("2. Schools", 3),
        [("Report", 3)],
    ]


def test_a_part_may_count_the_parts_that_it_links_to_from_another_number(maker):
    made = maker()
    page = made.page()
    made.tag("P", page, "text")
    made.link(page, A=Dictionary(S=Name.URI, URI=String(f"{BASE}part/2")))
    linking = made.done()
    plain = maker()
    plain.tag("P", plain.page(), "text")
    parts = [Part("Agenda", plain.done()), Part("A", linking), Part("B", linking, link_offset=1)]
    reader = pypdf.PdfReader(io.BytesIO(join(parts, options()).pdf))
    numbers = {p.indirect_reference.idnum: n for n, p in enumerate(reader.pages)}
    landing = [numbers[p["/Annots"][0].get_object()["/Dest"][0].idnum] for p in reader.pages[1:]]
    assert landing == [1, 2]
    with pytest.raises(JoinError, match="there is"):
        join([Part("A", linking, link_offset=5)], options())
