"""A total in a table of text, typed or supplied, that is not the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.content import TextTable, text_tables
from panel_papers.core import Level, Problem

_WHY = "Readers add up, and a wrong total makes every other number of the report doubtful."
TOTAL = Rule(
    "wrong-total",
    Level.ERROR,
    "A total is not the sum of its rows or columns",
    f"{_WHY} It is an error where the label is “Total”, “Sub-total” or “Grand total” and all cells "
    "of the table are plain numbers. Averages, rates, rows “of which …”, totals of what is partly "
    "“n/a”, and differences that rounding accounts for are not reported. In a table made from data "
    "a wrong total stops the build.",
    "Roads 10, Parks 20, Total 40",
    "Roads 10, Parks 20, Total 30",
    acceptable=True,
)
DIFFERS = Rule(
    "total-differs",
    Level.WARNING,
    "A number that seems to be a total is not the sum of its parts",
    f"{_WHY} It is a warning where the label says more than “Total”, where cells hold more than "
    "numbers, and where whole numbers may have been rounded and nothing beside the table says so.",
    "Roads 10.4, Parks 20.4, Total (gross) 40",
    "Roads 10.4, Parks 20.4, Total (gross) 30.8",
)
RULES: tuple[Rule, ...] = (TOTAL, DIFFERS)

_HINT = (
    "type the right number in place of the wrong one; if it is no sum of these, give its row "
    "another name, such as “All users”"
)
_ROUNDED = "; if only rounding shows, write “Figures may not sum because of rounding” with it"


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each total that does not add up."""
    for table in checked_tables(subject):
        for each in table.problems:
            rule = TOTAL if each.level is Level.ERROR else DIFFERS
            hint = _HINT if rule is TOTAL else _HINT + _ROUNDED
            yield rule.problem(each.place, each.found, each.wanted, hint)


def checked_tables(subject: Subject) -> tuple[TextTable, ...]:
    """Return the tables of text in which a total was checked."""
    return subject.once(_tables)


def _tables(subject: Subject) -> tuple[TextTable, ...]:
    return text_tables(subject.paper)
