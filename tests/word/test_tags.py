"""A fault in a template's tags is told by its place in words; what Word does to them is mended."""

import sys

import pytest

from panel_papers.core.problems import Place, Problem

HERE = Place("t.docx", where="paragraph 1")


def codes(problems):
    return [(p.code, p.place.where) for p in problems]


def test_a_tag_split_over_runs_is_filled_in_the_look_of_the_first(build):
    xml = (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{</w:t></w:r><w:proofErr w:type='spellStart'/>"
        "<w:r><w:t>{ ti</w:t></w:r><w:bookmarkStart w:id='7' w:name='x'/><w:r><w:t>tle</w:t><w:br/>"
        "<w:t> }</w:t></w:r><w:bookmarkEnd w:id='7'/>"
        "<w:r><w:rPr><w:i/></w:rPr><w:t>} after</w:t></w:r></w:p>"
    )
    root = build.part_xml(
        build.filled(build.template(xml=xml), {"title": "A"}), "word/document.xml"
    )
    runs = [
        (
            "".join(t.text or "" for t in run.iter(build.W + "t")),
            [e.tag for e in run.iter() if e.tag in (build.W + "b", build.W + "i")],
        )
        for run in root.iter(build.W + "r")
        if any(t.text for t in run.iter(build.W + "t"))
    ]
    assert runs == [("A", [build.W + "b"]), (" after", [build.W + "i"])]
    assert [len(list(root.iter(build.W + n))) for n in ("bookmarkStart", "bookmarkEnd")] == [1, 1]


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        ("{% if t == 'R&amp;D' %}yes{% endif %}", "R&D"),
        ("{% if t == “R&amp;D” %}yes{% endif %}", "R&D"),
        ("{% if t == ‘R&amp;D’ %}yes{% endif %}", "R&D"),
        ("{% if t == ‘Mayor’s office’ %}yes{% endif %}", "Mayor’s office"),
        ("{% if t == “Mayor’s office” %}yes{% endif %}", "Mayor’s office"),
        ("{% if t == 'Mayor’s office' %}yes{% endif %}", "Mayor’s office"),
        ("{% if t == 'a &lt; b' %}yes{% endif %}", "a < b"),
        ("{%if t == 'x'%}yes{%endif%}", "x"),
        ("{%\u00a0if t\u00a0== 'x' %}yes{% endif %}", "x"),
    ],
)
def test_a_literal_is_compared_as_typed_whatever_its_quotes(build, tag, value):
    data = build.template(xml=build.p(tag))
    assert build.body(data, {"t": value}) == ["yes"]
    assert build.body(data, {"t": "other"}) == [""]


def test_a_constant_prints_as_typed(build):
    assert build.body(build.template("{{ 'R&D <x>' }}"), {}) == ["R&D <x>"]


def test_percent_and_braces_may_stand_in_a_control_tag(build):
    data = build.template(
        "{%p for i in n %}",
        "{%p if loop.index % 2 == 0 %}",
        "{{ i }}",
        "{%p endif %}",
        "{%p endfor %}",
    )
    assert build.body(data, {"n": ["a", "b", "c", "d"]}) == ["b", "d"]
    assert build.body(build.template("{%p if {'a': 1}[t] %}", "x", "{%p endif %}"), {"t": "a"}) == [
        "x"
    ]


def test_fields_may_be_called_r_p_and_tr(build):
    assert build.body(
        build.template("{{ r }}{{ p }}{{ tr }}{{r}}"), {"r": "1", "p": "2", "tr": "3"}
    ) == ["1231"]


def test_a_prefix_on_a_value_is_a_fault(build):
    assert build.problems(build.template("{{r name }}", "{{p\u00a0name }}"), {"name": "x"}) == [
        Problem(
            "prefix",
            Place("t.docx", where=f"paragraph {n}"),
            f"“{tag}” begins with a letter that is not needed",
            "“{{ name }}”, with a space behind the braces",
            "take the letter out; formatting is that of the tag itself",
        )
        for n, tag in ((1, "{{r name }}"), (2, "{{p\u00a0name }}"))
    ]


def test_an_en_dash_in_a_tag_is_told(build):
    assert build.problems(build.template("{{ a – b }}"), {"a": "1", "b": "2"}) == [
        Problem(
            "unreadable-tag",
            HERE,
            "“{{ a – b }}” cannot be read: it holds a long dash",
            "a field’s name, as in “{{ title }}”",
            "Word has turned a hyphen into a long dash: type a plain hyphen",
        )
    ]


def test_all_unknown_fields_are_told_at_once_with_the_nearest_name(build):
    data = build.template(
        "# Costs", "{{ titel }}", xml=build.table(["a", "{{ nope }} {{ titel }}"])
    )
    assert build.problems(data, {"title": "A"}) == [
        Problem(
            "unknown-field",
            Place("t.docx", where=where),
            f"“{{{{ {name} }}}}” asks for “{name}”, which is not a field here",
            "one of title",
            hint,
        )
        for where, name, hint in (
            ("under the heading “Costs”, paragraph 2", "titel", "write “title” if you mean that"),
            (
                "under the heading “Costs”, table 1, row 1, column 2",
                "nope",
                "in Word, write one of these names in the tag, or delete the tag",
            ),
            (
                "under the heading “Costs”, table 1, row 1, column 2",
                "titel",
                "write “title” if you mean that",
            ),
        )
    ]


def test_a_name_with_a_default_need_not_be_there(build):
    data = build.template("{{ nope | default('none') }}{% if nope is defined %}x{% endif %}")
    assert build.body(data, {}) == ["none"]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ cycler.__init__.__globals__.os.getcwd() }}",
        "{{ ''.__class__ }}",
        "{{ ''['__class__'] }}",
        "{% if title.__class__ %}{% endif %}",
        "{{ 9 ** 9 ** 9 }}",
    ],
)
def test_a_tag_that_reaches_into_the_program_is_refused(build, tag):
    (problem,) = build.problems(build.template(tag), {"title": "x"})
    assert (problem.code, problem.place) == ("unsafe-tag", HERE)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("{{ 'x' * 100000000 }}", "tag-failed"),
        ("{{ '{0.__class__}'.format(title) }}", "unknown-function"),
        ("{{ '{:>2000000000}'.format(1) }}", "unknown-function"),
        ("{{ title.zfill(2000000000) }}", "unknown-function"),
        ("{{ title.ljust(2000000000) }}", "unknown-function"),
        ("{{ title.replace('', title) }}", "unknown-function"),
        ("{{ (title ~ title).upper() }}", "unknown-function"),
        ("{{ title() }}", "tag-failed"),
        ("{{ " + "*".join(["999999"] * 30) + " }}", "tag-failed"),
        ("{{ " + "*".join(["999999"] * 300) + " }}", "unreadable-tag"),
        ("{{ " + "9" * 1_900 + " }}", "unreadable-tag"),
        ("{{ " + "9" * 6_000 + " }}", "unreadable-tag"),
        ("{{ 1e400 }}", "unreadable-tag"),
        ("{{ " + "(" * 300 + "1" + ")" * 300 + " }}", "unreadable-tag"),
        ("{{ title" + "|upper" * 300 + " }}", "unreadable-tag"),
        ("{{ 1" + "+1" * 500 + " }}", "unreadable-tag"),
        ("{% for a in title %}" * 25 + "{% endfor %}" * 25, "unreadable-tag"),
        ("{% if title %}" * 60 + "{% endif %}" * 60, "unreadable-tag"),
        ("{{ range(9) }}", "unknown-function"),
        ("{{ title | attr('x') }}", "unknown-filter"),
        ("{% if title is callabel %}{% endif %}", "unknown-filter"),
        ("{% cellbg title %}", "unknown-tag"),
        ("{% colspan title %}", "unknown-tag"),
        ("{% vm %}", "unknown-tag"),
        ("{% hm %}", "unknown-tag"),
        ("{% include 'x' %}", "unknown-tag"),
        ("{% macro x() %}", "unknown-tag"),
        ("{% raw %}", "unknown-tag"),
        ("{% set x %}", "unreadable-tag"),
        ("{% %}", "unknown-tag"),
        ("{{ }}", "unreadable-tag"),
        ("{{{ title }}", "unreadable-tag"),
        ("{%- if title %}", "dash-in-tag"),
        ("{% if title -%}", "dash-in-tag"),
        ("{{- title -}}", "dash-in-tag"),
        ("{%r if title %}", "prefix"),
        ("{%tr if title %}", "not-in-a-table"),
        ("{%p if title %} text", "beside-control"),
        ("{{ title", "half-a-tag"),
        ("title }}", "half-a-tag"),
        ("{% if title", "half-a-tag"),
        ("{# note", "half-a-tag"),
        ("{% else %}", "unbalanced"),
        ("{% endif %}", "unbalanced"),
        ("{% if title %}", "unclosed"),
    ],
)
def test_a_tag_that_cannot_work_is_a_fault_at_its_place(build, tag, code):
    problems = build.problems(build.template(tag), {"title": "x"})
    assert (problems[0].code, problems[0].place) == (code, HERE)


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ 1" + " + 1" * 30 + " }}", "31"),
        ("{{ title + '!' }}", "x!"),
        ("{{ 2 * 3 - 1 }}", "5"),
        ("{% for a in title %}" * 15 + "y" + "{% endfor %}" * 15, "y"),
        ("{% for a in title %}{{ loop.cycle('a', 'b') }}{% endfor %}", "a"),
    ],
)
def test_small_sums_and_loops_in_loops_are_filled(build, tag, printed):
    assert build.body(build.template(tag), {"title": "x"}) == [printed]


@pytest.mark.parametrize("loops", [5, 10, 15])
def test_loops_without_end_are_refused_at_their_tag(build, loops):
    tags = "{% for a in '" + "a" * 20 + "' %}"
    data = build.template(tags * loops + "x" + "{% endfor %}" * loops)
    (problem,) = build.problems(data, {})
    assert (problem.code, problem.place) == ("tag-failed", HERE)
    assert "more than 20,000 turns" in problem.found


def test_turns_are_counted_for_each_document_alone(build):
    tags = "{% for a in title %}"
    data = build.template(tags + tags + "x" + "{% endfor %}" * 2)
    for _ in range(3):
        assert build.body(data, {"title": "a" * 100}) == ["x" * 10_000]


def test_empty_turns_are_counted_too(build):
    data = build.template("{% for a in title %}" * 6 + "{% endfor %}" * 6)
    (problem,) = build.problems(data, {"title": "a" * 100})
    assert problem.code == "tag-failed"


def test_text_that_doubles_in_each_turn_is_refused(build):
    doubled = "{% set a = title %}" + "{% set a = a + a %}" * 40 + "{{ a }}"
    (problem,) = build.problems(build.template(doubled), {"title": "x" * 100})
    assert (problem.code, problem.place) == ("tag-failed", HERE)


def test_long_tag_is_not_repeated_whole(build):
    (problem,) = build.problems(build.template("{{ " + "9" * 6_000 + " }}"), {"title": "x"})
    assert len(problem.found) < 400


def test_the_space_in_front_of_a_prefix_is_told(build):
    problems = build.problems(
        build.template("{% p if title %}", "x", "{%p endif %}"), {"title": "x"}
    )
    assert problems[0] == Problem(
        "unknown-tag",
        HERE,
        "“{% p if title %}” is not a known tag (“p”)",
        "if, elif, else, endif, for, endfor or set",
        "take out the space before “p”",
    )


def test_text_beside_a_paragraph_tag_is_a_fault_and_not_lost(build):
    (problem,) = build.problems(
        build.template("Intro {%p if title %} more", "x", "{%p endif %}"), {"title": "x"}
    )
    assert problem == Problem(
        "beside-control",
        HERE,
        "“{%p if title %}” shares its paragraph with “Intro  more”, which would be lost",
        "a paragraph of its own",
        "move the tag to a paragraph that holds nothing else",
    )


def test_two_paragraph_tags_in_one_paragraph_are_faults(build):
    problems = build.problems(build.template("{%p if title %}{%p endif %}"), {"title": "x"})
    assert codes(problems) == [("beside-control", "paragraph 1")] * 2


PICTURE = "<w:r><w:pict/></w:r>"


def test_a_picture_beside_a_paragraph_tag_is_not_lost(build):
    explicit = build.template(
        xml=f"<w:p><w:r><w:t>{{%p if t %}}</w:t></w:r>{PICTURE}</w:p>"
        + build.p("x")
        + build.p("{%p endif %}")
    )
    assert codes(build.problems(explicit, {"t": "1"})) == [("beside-control", "paragraph 1")]
    block = ["<w:r><w:t>{% if t %}</w:t></w:r>", PICTURE, "<w:r><w:t>{% endif %}</w:t></w:r>"]
    plain = build.template(xml=f"<w:p>{''.join(block)}</w:p>")
    assert build.body(plain, {"t": "1"}) == [""]
    root = build.part_xml(build.filled(plain, {"t": "1"}), "word/document.xml")
    assert len(list(root.iter(build.W + "pict"))) == 1


def test_a_control_tag_alone_leaves_no_empty_paragraph(build):
    data = build.template(
        "a", "{% if t %}", "b", "{% else %}", "c", "{% endif %}", "{# note #}", "d"
    )
    assert build.body(data, {"t": "1"}) == ["a", "b", "d"]
    assert build.body(data, {"t": ""}) == ["a", "c", "d"]


def test_a_block_left_open_names_its_own_tag(build):
    problems = build.problems(
        build.template("# A", "{%p for x in n %}", "{%p if x %}", "{%p endfor %}"), {"n": []}
    )
    assert problems == [
        Problem(
            "unbalanced",
            Place("t.docx", where="under the heading “A”, paragraph 4"),
            "“{%p endfor %}” does not belong to the open tag “{%p if x %}” "
            "(under the heading “A”, paragraph 3)",
            "each “if” and “for” closed once, the inner one first",
        )
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["{%tr for x in n %}"], ["{{ x }}{% endfor %}"]],
        [["{% for x in n %}{{ x }}", "{% endfor %}"]],
        [["{% for x in n %}", "y"], ["{{ x }}", "y"], ["{%tr endfor %}", ""]],
        [["{%p for x in n %}"], ["{{ x }}"], ["{% endfor %}"]],
    ],
)
def test_a_block_that_ends_in_another_cell_or_row_is_a_fault(build, rows):
    problems = build.problems(build.template(xml=build.table(*rows)), {"n": ["1"]})
    assert [p.code for p in problems] == ["crossed-tags"]
    assert "table 1, row 1, column 1" in problems[0].found


def test_rows_and_cells_are_repeated(build):
    rows = build.table(["h"], ["{%tr for x in n %}"], ["{{ x }}"], ["{%tr endfor %}"])
    assert build.body(build.template(xml=rows), {"n": ["1", "2"]}) == ["h", "1", "2"]
    cells = build.table(["{%tc for x in n %}", "{{ x }}", "{%tc endfor %}", "end"])
    assert build.body(build.template(xml=cells), {"n": ["1", "2"]}) == ["1", "2", "end"]


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (["{% for x in n %}", ""], ["", "{% endfor %}"]),
        (["{%tr for x in n %}", ""], ["{% endfor %}", ""]),
        (["{% for x in n %}", "{# each #}"], ["{%tr endfor %}", ""]),
        (["{% for x in n %}", "{% if x %}"], ["{% endif %}{% endfor %}", ""]),
    ],
)
def test_a_row_of_control_tags_alone_repeats_rows_without_a_prefix(build, begin, end):
    rows = build.table(["h", "i"], begin, ["{{ x }}", "y"], end)
    assert build.body(build.template(xml=rows), {"n": ["1", "2"]}) == [
        *("h", "i", "1", "y", "2", "y")
    ]


def test_a_row_for_notes_alone_stays(build):
    rows = build.table(["{# to sign #}", "h"], ["{# to sign #}", ""])
    root = build.part_xml(build.filled(build.template(xml=rows), {}), "word/document.xml")
    assert [len(list(t.iter(build.W + "tr"))) for t in root.iter(build.W + "tbl")] == [2]


def test_control_tags_that_share_a_paragraph_leave_nothing_of_it(build):
    data = build.template(
        "{% for x in n %}{% if x %}",
        "{{ x }}",
        "{% endif %}{% endfor %}{% if n %}",
        "z",
        "{% endif %}",
    )
    assert build.body(data, {"n": ["1", "", "2"]}) == ["1", "2", "z"]


def test_a_table_or_row_that_a_loop_leaves_empty_goes(build):
    rows = build.table(["{%tr for x in n %}"], ["{{ x }}"], ["{%tr endfor %}"])
    cells = build.table(["{%tc for x in n %}", "{{ x }}", "{%tc endfor %}"])
    root = build.part_xml(
        build.filled(build.template("a", xml=rows + build.p("b") + cells), {"n": []}),
        "word/document.xml",
    )
    assert (build.text(root), len(list(root.iter(build.W + "tbl")))) == (["a", "b"], 0)


def test_a_cell_that_a_tag_empties_keeps_a_paragraph(build):
    cell = build.p("{%p if t %}") + build.p("x") + build.p("{%p endif %}")
    root = build.part_xml(
        build.filled(build.template(xml=build.table([cell])), {"t": ""}), "word/document.xml"
    )
    assert [len(c.findall(build.W + "p")) for c in root.iter(build.W + "tc")] == [1]


def test_a_section_break_in_a_control_paragraph_is_a_fault(build):
    tag = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{%p endif %}</w:t></w:r></w:p>"
    problems = build.problems(build.template(xml=build.p("{%p if t %}") + tag), {"t": ""})
    assert problems == [
        Problem(
            "break-in-control",
            Place("t.docx", where="paragraph 2"),
            "“{%p endif %}” is in a paragraph that ends a section",
            "",
            "put the section break in a paragraph of its own",
        )
    ]


def test_bookmarks_of_a_control_paragraph_stay(build):
    xml = (
        "<w:p><w:bookmarkStart w:id='3' w:name='all'/><w:r><w:t>{%p for x in n %}</w:t></w:r></w:p>"
        + build.p("{{ x }}")
        + "<w:p><w:r><w:t>{%p endfor %}</w:t></w:r><w:bookmarkEnd w:id='3'/></w:p>"
    )
    root = build.part_xml(
        build.filled(build.template(xml=xml), {"n": ["1", "2"]}), "word/document.xml"
    )
    order = [
        e.tag.removeprefix(build.W)
        for e in root.iter()
        if e.tag.removeprefix(build.W) in {"bookmarkStart", "bookmarkEnd", "p"}
    ]
    assert order == ["bookmarkStart", "p", "p", "bookmarkEnd"]


BOX = (
    "<w:p><w:r><w:t>before</w:t></w:r>"
    "<w:r><w:pict xmlns:v='urn:schemas-microsoft-com:vml'><v:shape>"
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>{{ t }}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
    "</v:shape></w:pict></w:r></w:p>"
)


def test_a_tag_is_filled_in_a_text_box_a_link_and_a_content_control(build):
    link = "<w:p><w:hyperlink w:anchor='x'><w:r><w:t>{{ t }}</w:t></w:r></w:hyperlink></w:p>"
    inner = build.p("{{ t }}")
    control = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    )
    data = build.template(xml=BOX + link + control)
    assert build.body(data, {"t": "A & B"}) == ["before", "A & B", "A & B", "A & B"]
    root = build.part_xml(build.filled(data, {"t": "x"}), "word/document.xml")
    assert not list(root.iter(build.W + "showingPlcHdr"))


def test_a_tag_in_alternative_text_is_filled(build):
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="n" descr="{{ t }} of {{ t }}"/>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    root = build.part_xml(
        build.filled(build.template(xml=drawing), {"t": '"A" & <B>'}), "word/document.xml"
    )
    assert root.xpath("//*[local-name()='docPr']/@descr") == ['"A" & <B> of "A" & <B>']


def test_a_fault_in_alternative_text_has_its_place(build):
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="n" descr="{{ nope }}"/>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    assert codes(build.problems(build.template("a", xml=drawing))) == [
        ("unknown-field", "paragraph 2")
    ]


@pytest.mark.parametrize(
    "xml",
    [
        "<w:p><w:r><w:instrText>HYPERLINK {{ t }}</w:instrText></w:r></w:p>",
        "<w:p><w:fldSimple w:instr='HYPERLINK {{ t }}'/></w:p>",
        "<w:p><w:del w:id='1' w:author='a'><w:r><w:delText>{{ t }}</w:delText></w:r></w:del></w:p>",
    ],
)
def test_a_tag_where_nothing_is_filled_is_a_fault(build, xml):
    assert codes(build.problems(build.template(xml=xml), {"t": "x"})) == [
        ("hidden-tag", "paragraph 1")
    ]


def test_a_cell_in_a_content_control_has_a_place(build):
    cell = f"<w:tc>{build.p('{{ nope }}')}</w:tc>"
    control = f"<w:sdt><w:sdtContent>{cell}</w:sdtContent></w:sdt>"
    row = f"<w:tbl><w:tr><w:tc>{build.p('a')}</w:tc>{control}</w:tr></w:tbl>"
    assert codes(build.problems(build.template(xml=row))) == [
        ("unknown-field", "table 1, row 1, column 2")
    ]


def test_a_fault_in_header_and_footnote_names_the_story(build):
    data = build.template("a", header="{{ nope }}", footnote="{{ no }}")
    assert codes(build.problems(data)) == [("unknown-field", "footnote 1")]
    assert codes(build.problems(data, stationery=True)) == [
        ("unknown-field", "page header, paragraph 1")
    ]


def test_work_grows_with_the_number_of_tags_in_a_paragraph(build):
    """Hundreds of tags in one paragraph took the square of their number."""

    def calls(count: int) -> int:
        xml = "<w:p><w:r><w:t>" + "{% if t %}{% endif %}" * count + "</w:t></w:r></w:p>"
        template = build.template(xml=xml)
        made = 0

        def count_call(_frame: object, event: str, _argument: object) -> None:
            nonlocal made
            made += event == "call"

        sys.setprofile(count_call)
        try:
            build.filled(template, {"t": "A"})
        finally:
            sys.setprofile(None)
        return made

    few, twice, four = (calls(count) for count in (50, 100, 200))
    assert four - twice < 2.6 * (twice - few)
