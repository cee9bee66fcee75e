"""What a reference by name prints, and what is one."""

from __future__ import annotations

import pytest

from panel_papers.core.reference_tags import NAMED, REFERENCE, Reference, may_refer

PARAGRAPH, TABLE = Reference("a", "paragraph", "3.2"), Reference("t", "Table", "1")
APPENDIX, HEADING = Reference("b", "appendix", "B"), Reference("h", "", "Costs")


@pytest.mark.parametrize(
    ("reference", "before", "printed"),
    [
        (PARAGRAPH, "see ", "paragraph 3.2"),
        (PARAGRAPH, "", "Paragraph 3.2"),
        (PARAGRAPH, "It ends. ", "Paragraph 3.2"),
        (PARAGRAPH, "see paragraph ", "3.2"),
        (PARAGRAPH, "(para. ", "3.2"),
        (PARAGRAPH, "see paragraphs 3.1, {{ ref.x }} and ", "3.2"),
        (PARAGRAPH, "see paragraph 3.1 and ", "paragraph 3.2"),
        (PARAGRAPH, "the paragraphs of ", "paragraph 3.2"),
        (TABLE, "notes Table 4, ", "Table 1"),
        (TABLE, "**Tables** 4 and ", "1"),
        (APPENDIX, "set out in (", "appendix B"),
        (APPENDIX, "set out in Appendices A and ", "B"),
        (HEADING, "see ", "“Costs”"),
    ],
)
def test_the_kind_is_printed_where_it_is_not_typed(reference, before, printed):
    assert reference.printed_after(before) == printed


def test_what_is_a_reference_and_what_is_a_name():
    assert REFERENCE.findall("{{ ref.a }} {{ref.b-c}} \\{{ ref.d }} {{ ref.1 }} {{ reference.e }}")
    assert REFERENCE.findall("\\{{ ref.d }} {{ ref.1 }} {{ reference.e }} { ref.f }") == []
    assert [NAMED.search(t) is not None for t in ("Text {#a}", "{#a} text", "Text \\{#a}")] == [
        True,
        False,
        False,
    ]
    assert may_refer("See {{ ref.a }}.") and not may_refer("See {{ figures.a }}.")
