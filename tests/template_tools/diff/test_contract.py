"""What a template asks for, what changed in that, and whether it breaks papers."""

import io

import pytest
from docx import Document

from panel_papers.template_tools.diff.contract import Use, contract_of
from panel_papers.template_tools.diff.field_changes import field_changes, named
from panel_papers.template_tools.diff.given import Given


def template(*paragraphs):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def uses(*paragraphs):
    return {
        way: (u.kind, u.needed, u.when)
        for way, u in contract_of(template(*paragraphs)).fields.items()
    }


def told(old, new, *given):
    changes = field_changes("plan", contract_of(template(*old)), contract_of(template(*new)), given)
    return [(c.change, c.field, c.breaking) for c in changes]


def why(old, new, *given):
    (change,) = field_changes(
        "plan", contract_of(template(*old)), contract_of(template(*new)), given
    )
    return f"{change.what}: {change.why}"


LOOP = ("{% for c in chapters %}", "{{ c.title }}", "{% endfor %}")
RATED = ("{% for c in chapters %}", "{{ c.title }} {{ c.rating }}", "{% endfor %}")
PAPER = Given("june, appendix 1", {"chapters": [{"title": "One"}, {"title": "Two"}], "note": "x"})


def test_fields_are_named_by_their_way_through_loops():
    assert uses(*RATED) == {
        "chapters": ("list", True, None),
        "chapters[].title": ("text", True, None),
        "chapters[].rating": ("text", True, None),
    }


def test_what_a_condition_or_a_default_spares_is_optional():
    assert uses(
        "{% for c in chapters %}",
        "{% if c.a %}",
        "{{ c.a }} {{ c.b }}",
        "{% endif %}",
        '{{ c.d | default("–") }}',
        "{% endfor %}",
    ) == {
        "chapters": ("list", True, None),
        "chapters[].a": ("text", False, None),
        "chapters[].b": ("text", True, "chapters[].a"),
        "chapters[].d": ("text", False, None),
    }


def test_kinds_are_text_markdown_and_list():
    assert uses("{{ a }}", "{{ b | markdown }}", "{% for x in c | sort %}{{ x }}{% endfor %}") == {
        "a": ("text", True, None),
        "b": ("prose", True, None),
        "c": ("list", True, None),
        "c[]": ("text", True, None),
    }


def test_place_of_a_field_is_said():
    use = contract_of(template("First", "{{ a }}")).fields["a"]
    assert use == Use("text", True, None, "paragraph 2")


def test_tags_that_cannot_be_read_are_said():
    contract = contract_of(template("Fine", "{{ a b }}"))
    assert contract.fields == {}
    assert contract.unreadable.startswith("paragraph 2: ")


def test_new_required_row_field_is_breaking_and_says_who_lacks_it():
    assert told(LOOP, RATED, PAPER) == [("added", "chapters[].rating", True)]
    assert why(LOOP, RATED, PAPER) == (
        "“rating” of each of “chapters” is new: each of “chapters” must have it; "
        "without it: june, appendix 1"
    )


def test_new_required_field_is_breaking_also_where_no_paper_is_known():
    assert told(LOOP, (*LOOP, "{{ summary }}")) == [("added", "summary", True)]


def test_new_optional_field_is_not_breaking():
    new = (
        "{% for c in chapters %}",
        "{{ c.title }}",
        "{% if c.n %}{{ c.n }}{% endif %}",
        "{% endfor %}",
    )
    assert told(LOOP, new, PAPER) == [("added", "chapters[].n", False)]


def test_field_that_every_paper_has_is_not_breaking():
    assert told(LOOP, (*LOOP, "{{ paper.report_to }} {{ appendix.number }}"), PAPER) == [
        ("added", "paper.report_to", False),
        ("added", "appendix.number", False),
    ]


def test_removed_field_that_a_paper_fills_is_breaking():
    assert told((*LOOP, "{{ note }}"), LOOP, PAPER) == [("removed", "note", True)]
    assert "june, appendix 1 fills it" in why((*LOOP, "{{ note }}"), LOOP, PAPER)


def test_removed_field_that_no_paper_fills_is_not_breaking():
    assert told((*LOOP, "{{ other }}"), LOOP, PAPER) == [("removed", "other", False)]


def test_renamed_field_is_told_as_one_change():
    assert told(("{{ heading }}",), ("{{ headline }}",)) == [("renamed", "headline", True)]


def test_renamed_list_takes_its_fields_along():
    new = ("{% for c in sections %}", "{{ c.title }}", "{% endfor %}")
    assert told(LOOP, new, PAPER) == [("renamed", "sections", True)]


def test_optional_field_of_a_loop_that_is_required_now_is_breaking():
    old = ("{% for c in chapters %}", "{% if c.n %}{{ c.n }}{% endif %}", "{% endfor %}")
    new = ("{% for c in chapters %}", "{{ c.n }}", "{% endfor %}")
    assert told(old, new, PAPER) == [("changed", "chapters[].n", True)]
    assert told(new, old, PAPER) == [("changed", "chapters[].n", False)]


def test_text_that_became_a_list_is_breaking_and_markdown_is_not():
    assert told(("{{ note }}",), ("{% for n in note %}{{ n }}{% endfor %}",), PAPER) == [
        ("changed", "note", True)
    ]
    assert told(("{{ note }}",), ("{{ note | markdown }}",), PAPER) == [("changed", "note", False)]


def test_section_that_prints_its_text_no_more_is_breaking():
    old, new = contract_of(template("{{ purpose }}")), contract_of(template("Nothing"))
    (change,) = field_changes("purpose", old, new, ())
    assert (change.field, change.breaking) == ("purpose", True)


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("title", "“title”"),
        ("enquiries_to.email", "“enquiries_to.email”"),
        ("chapters[].title", "“title” of each of “chapters”"),
        ("chapters[].successes[]", "each of “successes” of each of “chapters”"),
    ],
)
def test_field_in_words(way, words):
    assert named(way) == words
