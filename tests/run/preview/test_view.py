"""What the preview of a paper shows, one state after another."""

from __future__ import annotations

from panel_papers.build import PlacedProblem
from panel_papers.core import Place, Problem
from panel_papers.run.preview.making import Shown, Unready
from panel_papers.run.preview.view import State, View
from panel_papers.template_tools import Box, PageText

PAGES = (PageText(595, 842, "one"), PageText(595, 842, "two"))
BOX = Box(2, 10, 10, 50, 12)
WRONG = PlacedProblem(Problem("code", Place("context.md", 3), "It is wrong"), 2, (BOX,))
LATE = PlacedProblem(Problem("late", Place("paper.yaml", 1), "It is late"), None, ())
NEW = View("paper", State.MAKING, None, ())


def shown(key="a", problems=(), pages=PAGES) -> Shown:
    return Shown(key, pages, 1, draft=False, stopped=False, problems=problems)


def test_pages_come_first_and_problems_later():
    good = NEW.after(shown(problems=(WRONG, LATE)))
    assert (good.state, good.status) == (State.CURRENT, "2 pages, 2 errors.")
    soon = good.after(shown("b", problems=None))
    assert soon.state is State.CHECKING
    assert soon.shown.key == "b"
    assert [(each.page, each.boxes) for each in soon.problems] == [(2, ()), (None, ())]
    assert soon.status == "2 pages, new. The problems are being looked for."
    assert soon.after(shown("b")).status == "2 pages, no problems."


def test_problem_of_a_page_that_is_gone_is_one_of_the_whole_paper():
    soon = NEW.after(shown(problems=(WRONG,))).after(shown("b", None, PAGES[:1]))
    assert [each.page for each in soon.problems] == [None]


def test_last_good_pages_stay_where_there_are_no_new_ones():
    stale = NEW.after(shown("a")).after(shown(None, (LATE,), ()))
    assert (stale.state, stale.shown.key) == (State.STALE, "a")
    assert stale.status == "1 error. The pages shown are from before."
    assert NEW.after(Unready((LATE.problem,))).status == "1 error. There are no pages yet."


def test_problems_in_restricted_files_are_counted_and_not_shown():
    hidden = PlacedProblem(Problem("x", Place("secret.md"), "No", restricted=True), None, ())
    view = NEW.after(shown(problems=(WRONG, hidden)))
    assert (view.public, view.withheld, view.counted) == ((WRONG,), 1, "2 errors")
