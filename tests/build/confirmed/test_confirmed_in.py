"""Which assertions the public sheet may list, where a part of the paper is withheld."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from panel_papers.build.confirmed import confirmed_in
from panel_papers.core.confirmed import Confirmed, ConfirmedKind
from panel_papers.core.model import Appendix, Paper, Restriction, Withheld
from panel_papers.core.problems import Place
from panel_papers.core.values import Figure, Missing

WHY = Restriction((3,), "Prices.", "Prices")
PLACE = Place("inputs/p/paper.yaml")


def paper(*printed: str, withheld: bool = True) -> Paper:
    nothing = Missing("nothing")
    figures = tuple(
        Figure(name, name, "1", "1", "", "", (), None, (), "", PLACE, ()) for name in printed
    )
    made = Paper(
        name="p",
        title="P",
        short_title="P",
        report_to=nothing,
        author=nothing,
        date=nothing,
        report_for=nothing,
        enquiries_to=nothing,
        divisions_affected=None,
        language="en-GB",
        sections=(),
        background_papers=(),
        appendices=(),
        files=(),
        figures=figures,
    )
    if not withheld:
        return made
    return replace(made, appendices=(Appendix(1, "Prices", Withheld(WHY), PLACE),))


@pytest.mark.parametrize(
    ("text", "names", "public"),
    [
        ("a == b", {"a", "b"}, True),
        ("a2 < b", {"a2", "b"}, True),
        ("a == secret", {"a", "secret"}, False),
        ("a < 48219", {"a"}, False),
        ("a < 1.5 * b", {"a", "b"}, False),
    ],
)
def test_an_assertion_is_public_where_all_that_it_says_is_printed(text, names, public):
    said = Confirmed(ConfirmedKind.ASSERTION, f"“{text}”: …", text, frozenset(names))
    assert confirmed_in(paper("a", "a2", "b"), [said]) == ((said,) if public else ())
    assert confirmed_in(paper("a", withheld=False), [said]) == (said,)
