"""Values print as typed wherever they stand, run nowhere, and a tag that fails is told by place."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from panel_papers.core.problems import Place, Problem, TemplatesError
from panel_papers.core.values import Link, Missing, PlacedText, Prose
from panel_papers.word.filling.fill import WordTemplate, fill
from panel_papers.word.filling.slots import Slots

HOSTILE = [
    "{{ 7*7 }}",
    "{% for x in y %}",
    "& <w:p> ]]>",
    "{{ cycler.__init__.__globals__ }}",
    "👩‍👩‍👧 café",
    "שלום עולם, مرحبا",
    "x" * 10_000,
    "a\tb\nc",
    "  two  spaces  ",
    "\U000f0000\U000f0010\U000f0001",
    "</w:t></w:r></w:p>",
    "&amp; &lt; &#8216;",
]
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def everywhere(build, value):
    """What prints of a value in body, cell, header, footer, footnote and endnote."""
    from docx import Document

    document = Document()
    document.add_paragraph("[{{ t }}]")
    build.add(document, build.table(["[{{ t }}]"]) + build.p("end"))
    build.add_footnote(document, "[{{ t }}]")
    build.add_footnote(document, "[{{ t }}]", "endnote")
    document.sections[0].header.paragraphs[0].text = "[{{ t }}]"
    document.sections[0].footer.paragraphs[0].text = "[{{ t }}]"
    document.add_section()
    data = build.save(document)
    body = build.filled(data, {"t": value})
    paper = build.filled(data, {"t": value}, stationery=True)
    parts = [(body, "document"), (body, "footnotes"), (body, "endnotes")]
    parts += [(paper, "header1"), (paper, "footer1")]
    found = [build.text(build.part_xml(docx, f"word/{name}.xml")) for docx, name in parts]
    return [t for texts in found for t in texts if t.startswith("[")]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_prints_as_typed_everywhere(build, value):
    assert everywhere(build, value) == [f"[{value}]"] * 6


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")


@QUICK
@given(st.text(LETTERS | st.sampled_from("\t\n{}%#&<>\"'"), min_size=1))
def test_any_text_prints_as_typed_everywhere(build, value):
    assert everywhere(build, value) == [f"[{value}]"] * 6


HALVES = ("{{", "{%", "{#", "}}", "%}", "#}")
STATIC = st.text(st.sampled_from("ab{}%#&<>-"), min_size=1, max_size=6).filter(
    lambda text: not any(half in text for half in HALVES)
)


@st.composite
def valid_templates(draw, depth=2):
    """Paragraphs of a template as XML, and what they print when `t` is “T” and `n` holds two."""
    paragraphs, printed = [], []
    for kind in draw(st.lists(st.sampled_from(["text", "value", "inline", "if", "for"]))):
        static = draw(STATIC)
        shown = static.replace("&", "&amp;").replace("<", "&lt;")
        if kind == "text":
            paragraphs.append([shown])
            printed.append(static)
        elif kind == "value":
            paragraphs.append([f"{shown} ", "{{ t", " }}", f" {shown}"])
            printed.append(f"{static} T {static}")
        elif kind == "inline":
            paragraphs.append(["{% if t", f" %}}{shown} ", "{% else %}no{% endif %}", shown])
            printed.append(f"{static} {static}")
        elif depth:
            begin, end, times = {
                "if": ("{%p if t %}", "{% endif %}", 1),
                "for": ("{% for i in n %}", "{%p endfor %}", 2),
            }[kind]
            inner, inside = draw(valid_templates(depth=depth - 1))
            paragraphs += [[begin], *inner, [end]]
            printed += inside * times
    return paragraphs, printed


@QUICK
@given(valid_templates())
def test_filling_loses_no_text_of_the_template(build, made):
    paragraphs, printed = made
    xml = "".join(build.p(*texts) for texts in paragraphs)
    assert build.body(build.template(xml=xml), {"t": "T", "n": ["1", "2"]}) == printed


def fault(build, *paragraphs, fields, xml=""):
    (problem,) = build.problems(build.template(*paragraphs, xml=xml), fields)
    return problem


def test_an_undefined_attribute_names_its_tag_and_what_there_is(build):
    problem = fault(
        build, "{{ g.title }} {{ g.titel }} {{ g.title }}", fields={"g": {"title": "x"}}
    )
    assert problem == Problem(
        "unknown-field",
        Place("t.docx", where="paragraph 1"),
        "“{{ g.titel }}” asks for “titel”, which does not exist there",
        "one of title",
        "write “title” if you mean that",
    )


def test_going_through_a_list_that_is_not_there_names_the_tag(build):
    problem = fault(
        build,
        "{{ g.title }}",
        "{%p for x in g.tilte %}",
        "{{ x }}",
        "{%p endfor %}",
        fields={"g": {"title": "x"}},
    )
    assert problem == Problem(
        "unknown-field",
        Place("t.docx", where="paragraph 2"),
        "“{%p for x in g.tilte %}” asks for “tilte”, which does not exist there",
        "one of title",
        "write “title” if you mean that",
    )


def test_if_takes_a_field_that_a_group_leaves_out_as_no(build):
    data = build.template(
        "{%p if g.nope %}", "x", "{%p endif %}", "{% if not g.nope %}y{% endif %}"
    )
    assert build.body(data, {"g": {"title": "x"}}) == ["y"]


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ g.a / 0 }}", "“{{ g.a / 0 }}” could not be filled: "),
        ("{{ g.n | length }}", "“{{ g.n | length }}” could not be filled: "),
        ("{{ g.n | join }}", "“{{ g.n | join }}” could not be filled: "),
        ("{{ g.s + g.n }}", "“{{ g.s + g.n }}” could not be filled: "),
        (
            "{{ g.l | markdown }}",
            "“{{ g.l | markdown }}” could not be filled: “markdown” needs a text, not a list",
        ),
        ("{% if g.s > 3 %}{% endif %}", "“{% if g.s > 3 %}” could not be filled: "),
        ("{{ g.l }}", "“{{ g.l }}” prints one text, but the field is a list"),
        ("{{ g }}", "“{{ g }}” prints one text, but the field is a group of fields (a, n, s, l)"),
    ],
)
@pytest.mark.parametrize("place", ["first", "last", "cell", "loop", "footnote"])
def test_a_tag_that_fails_is_told_at_its_own_place(build, tag, said, place):
    fields = {"g": {"a": "1", "n": 5, "s": "x", "l": ["1"]}, "t": "T"}
    fine = "{{ t }}{% if t %}{{ t }}{% endif %}"
    if place == "footnote":
        data, where = (
            build.template("# H", fine, footnote=f"{fine} {tag}"),
            "footnote 1",
        )
    else:
        escaped = tag.replace(">", "&gt;")
        data, where = {
            "first": (build.template(f"{tag} {fine}", fine), "paragraph 1"),
            "last": (
                build.template("# H", fine, f"{fine} {tag}"),
                "under the heading “H”, paragraph 3",
            ),
            "cell": (
                build.template(
                    "# H",
                    fine,
                    xml=build.table([fine, fine], [fine, f"{fine}{escaped}"]) + build.p("e"),
                ),
                "under the heading “H”, table 1, row 2, column 2",
            ),
            "loop": (
                build.template("{%p for x in g.l %}", fine, f"{fine} {tag}", "{%p endfor %}"),
                "paragraph 3",
            ),
        }[place]
    problem = fault_in(build, data, fields)
    assert (problem.place, problem.found[: len(said)]) == (Place("t.docx", where=where), said)


def fault_in(build, data, fields):
    (problem,) = build.problems(data, fields)
    return problem


def test_every_undefined_attribute_that_prints_is_told_at_once(build):
    data = build.template("{{ g.a }}", "{{ g.b }}", footnote="{{ g.c }}")
    assert [(p.code, p.place.where) for p in build.problems(data, {"g": {}})] == [
        ("unknown-field", "paragraph 1"),
        ("unknown-field", "paragraph 2"),
        ("unknown-field", "footnote 1"),
    ]


def test_a_missing_value_is_bold_on_yellow_in_body_cell_and_header(build):
    data = build.template(
        "for {{ t }}", xml=build.table(["{{ t }}"]) + build.p("e"), header="{{ t }}"
    )
    missing = Missing("title")
    for stationery, name, count in ((False, "document", 2), (True, "header1", 1)):
        root = build.part_xml(
            build.filled(data, {"t": missing}, stationery=stationery), f"word/{name}.xml"
        )
        runs = [r for r in root.iter(build.W + "r") if "".join(r.itertext()) == "[[title missing]]"]
        looks = [
            [(e.tag.removeprefix(build.W), dict(e.attrib)) for e in r.find(build.W + "rPr")]
            for r in runs
        ]
        assert looks == [[("b", {}), ("highlight", {build.W + "val": "yellow"})]] * count


def test_a_link_in_a_link_is_a_fault(build):
    xml = "<w:p><w:hyperlink w:anchor='x'><w:r><w:t>{{ t }}</w:t></w:r></w:hyperlink></w:p>"
    assert build.problems(build.template(xml=xml), {"t": Link("a", "mailto:a@example.org")}) == [
        Problem(
            "misplaced-link",
            Place("t.docx", where="paragraph 1"),
            "“{{ t }}” is a link and is inside a link",
            "“{{ t }}” as plain text: it brings its own link",
            "take the link off the tag",
        )
    ]


def test_prose_beside_a_picture_does_not_take_its_place(build):
    xml = "<w:p><w:r><w:pict/></w:r><w:r><w:t>{{ t }}</w:t></w:r></w:p>"
    root = build.part_xml(
        build.filled(build.template(xml=xml), {"t": Prose("words", Place("p.md", 1))}),
        "word/document.xml",
    )
    assert (len(list(root.iter(build.W + "pict"))), build.text(root)) == (1, ["words"])


def test_filters_work_on_values(build):
    data = build.template(
        "{{ t | upper }} {{ n | join(', ') }} {{ t ~ '&' ~ t }} {{ n | length }} {{ 2 * 3 }}"
    )
    assert build.body(data, {"t": PlacedText("a<", Place("x", 1)), "n": ["1", "&"]}) == [
        "A< 1, & a<&a< 2 6"
    ]


def test_a_field_may_be_called_as_a_method_of_pythons_is(build):
    data = build.template("{{ chapter.items | join(', ') }} {{ chapter.keys }}")
    fields = {"chapter": {"items": ["a", "b"], "keys": "c"}}
    assert build.body(data, fields) == ["a, b c"]


def test_a_link_and_prose_joined_to_text_print_their_words(build):
    fields = {"l": Link("words", "https://example.org"), "m": Prose("prose", Place("p.md", 1))}
    assert build.body(build.template("{{ 'a ' ~ l }} {{ m ~ '!' }}"), fields) == ["a words prose!"]


def test_text_that_looks_like_a_tag_by_halves_prints(build):
    data = build.template("a {b} c", "50% {", "% of } and #", "{{ t }}")
    assert build.body(data, {"t": "}} {{"}) == ["a {b} c", "50% {", "% of } and #", "}} {{"]


def test_a_template_found_sound_for_one_paper_is_looked_through_for_another(build):
    sound = WordTemplate("t.docx", build.template("{% if title == 'Z' %}{{ author }}{% endif %}"))
    fields = {"title": "A", "author": "B"}
    for _ in range(2):
        fill(sound, fields, Slots())
    with pytest.raises(TemplatesError) as caught:
        fill(sound, {"title": "A", "year": "C"}, Slots())
    assert [p.code for p in caught.value.problems] == ["unknown-field"]
