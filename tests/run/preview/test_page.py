"""The page of a paper's preview: each problem beside its page, a link to its place, all escaped."""

from __future__ import annotations

from lxml import html

from panel_papers.build import PlacedProblem
from panel_papers.cli.paper_preview import EDITOR
from panel_papers.core import Level, Place, Problem
from panel_papers.run.preview.making import Shown
from panel_papers.run.preview.page import fragment, page
from panel_papers.run.preview.view import State, View
from panel_papers.template_tools import Box, PageText

PAGES = (PageText(595, 842, "<b>one</b>"), PageText(595, 842, "two"))


def placed(found, file="context.md", line=None, page=None, level=Level.ERROR) -> PlacedProblem:
    boxes = (Box(page, 10, 20, 30, 12),) if page else ()
    problem = Problem("code", Place(file, line, 5 if line else None), found, level=level)
    return PlacedProblem(problem, page, boxes)


def drawn(*problems, link=EDITOR, draft=False, stopped=False):
    shown = Shown("ab12", PAGES, 7, draft, stopped, problems)
    view = View("june-2027", State.MAKING, None, ()).after(shown)
    return html.fromstring(page(view, 3, link).decode())


def texts(root, path: str) -> list[str]:
    return [" ".join(each.text_content().split()) for each in root.xpath(path)]


def test_problems_are_beside_their_pages_errors_first():
    root = drawn(
        placed("A spelling", page=2, level=Level.SUGGESTION),
        placed("A late date", file="paper.yaml"),
        placed("A wrong sum", page=2),
    )
    first, second = root.xpath("//section[@class='leaf']")
    assert texts(first, ".//h3 | .//h4 | .//strong") == [
        "Page 7",
        "Problems of the whole paper",
        "Error:",
    ]
    assert texts(second, ".//h3 | .//h4 | .//li/p[1]") == [
        "Page 8",
        "Problems on page 8",
        "Error: A wrong sum.",
        "Suggestion: A spelling.",
    ]
    assert [each.get("value") for each in root.xpath("//ol[@class='problems']/li")] == [
        "1",
        "2",
        "3",
    ]
    assert [each.get("data-fault") for each in second.xpath(".//rect")] == ["2", "3"]
    assert texts(root, "//p[@id='status']") == ["2 pages, 2 errors and 1 suggestion."]
    assert texts(root, "//title") == ["2 errors and 1 suggestion: june-2027 – Preview"]


def test_place_links_to_the_line_in_the_editor(tmp_path):
    file = tmp_path / "a b#c.md"
    file.write_text("x")
    book = tmp_path / "data.xlsx"
    book.write_bytes(b"x")
    problems = [placed("x", str(file), 12), placed("y", str(book))]
    (link,) = drawn(*problems).xpath("//p[@class='place']/a")
    assert link.get("href") == f"vscode://file{tmp_path.as_posix()}/a%20b%23c.md:12:5"
    assert link.text == f"{file}:12:5"
    (other,) = drawn(*problems, link="idea://open?file={path}&line={line}").xpath(
        "//p[@class='place']/a"
    )
    assert other.get("href") == f"idea://open?file={tmp_path.as_posix()}/a%20b%23c.md&line=12"
    assert drawn(*problems, link="").xpath("//p[@class='place']/a") == []


def test_everything_of_the_paper_is_escaped():
    evil = "<script>alert(1)</script>"
    written = page(
        View(evil, State.MAKING, None, ()).after(
            Shown("ab", PAGES, 1, False, False, (placed(evil, evil, page=1),))
        ),
        1,
        EDITOR,
    )
    assert evil.encode() not in written
    assert b"<b>one" not in written


def test_draft_and_what_stops_the_build_are_said():
    assert "make-paper would build nothing" in " ".join(
        texts(drawn(stopped=True, draft=True), "//main")
    )
    assert "must not be published yet" in " ".join(texts(drawn(draft=True), "//main"))
    assert "None was found." in texts(drawn(), "//section[@class='faults']/p")


def test_page_without_pages_says_why():
    view = View("june-2027", State.MAKING, None, ())
    assert "The pages are being made." in html.fromstring(page(view, 1, "")).text_content()
    stale = view.after(Shown(None, (), 1, True, True, (placed("Broken"),)))
    root = html.fromstring(fragment(stale, 2, ""))
    assert "There are no pages to show until the problems are solved." in root.text_content()
    assert texts(root, "//h2") == ["Problems", "Pages"]
