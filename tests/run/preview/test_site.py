"""The site of a paper's preview: it asks for pages, then for problems, once after each change."""

from __future__ import annotations

import queue

import pytest

from panel_papers.core import LimitsError, Place, Problem
from panel_papers.run.preview.making import Shown, first_of, rest_of
from panel_papers.run.preview.site import PaperSite
from panel_papers.template_tools import PageText

PAGE = (PageText(595, 842, "text"),)
SLOW = Problem("build-too-long", Place("paper"), "It took too long")


def shown(key, problems=()):
    return Shown(key, PAGE, 1, False, False, problems)


@pytest.fixture
def site():
    """A site whose pages come when the test puts them into the queue `answers`."""
    asked, answers = [], queue.Queue()

    def make(request):
        asked.append(request)
        came = answers.get(timeout=20)
        if isinstance(came, Exception):
            raise came
        return came

    site = PaperSite("paper", make, lambda request: request.encode(), "")
    site.asked, site.answers = asked, answers
    with site:
        yield site
        site.close()
        answers.put(None)
        answers.put(None)


def test_pages_and_problems_are_asked_for_once_after_each_change(site):
    site.answers.put(None)
    site.answers.put(shown("aa"))
    assert site.news(1, 20) == 2
    assert b"pages/aa/1.png" in site.fragment({})
    site.changed()
    site.changed()
    site.answers.put(shown("bb", None))
    site.answers.put(shown("cc"))
    version = 2
    while b"pages/cc/1.png" not in site.fragment({}):
        version = site.news(version, 20)
    first, rest = first_of("paper"), rest_of("paper")
    assert site.asked[:4] == [first, rest, first, rest]


def test_what_exceeds_its_limits_is_a_problem_on_the_page(site):
    site.answers.put(None)
    site.answers.put(LimitsError([SLOW]))
    site.news(1, 20)
    assert b"It took too long." in site.page({})


def test_picture_is_that_of_the_painter(site):
    assert site.picture("aa", 3) == b"aa 3"


def test_who_waits_for_news_is_let_go_at_the_end(site):
    site.close()
    assert site.news(site.version, 20) is None
