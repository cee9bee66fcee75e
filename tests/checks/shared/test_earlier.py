"""What only the pages of a former pack hold, and what is not counted as theirs."""

from __future__ import annotations

from panel_papers.checks.outputs.earlier_packs import known_of_pages, secret_of_pages
from panel_papers.checks.outputs.leaks import LeakSearch
from panel_papers.checks.shared.earlier import held_alone, held_by_pages, known_by_pages
from panel_papers.core import GateError, Place

GIVEN = (
    (
        "page R2",
        "The panel heard Larkspur Estates and Alphacorp.\nIt paid £1,483,250 and £61,400 to them.",
    ),
)
SAID = "two tanks of heating oil were removed from the northern yard"


def held(*public: str):
    former = held_by_pages("members.pdf", GIVEN, "the former pack", "key")
    pages = [(f"page {number}", text) for number, text in enumerate(public, 1)]
    return held_alone(former, [known_by_pages(pages)])


def test_a_former_pack_holds_its_names_and_sums_with_their_pages():
    found = held()
    place = Place("members.pdf", where="page R2")
    assert found.holdings.amounts == {
        ("number", "1483250"): place,
        ("number", "61400"): place,
    }
    assert found.holdings.names.pairs == {("larkspur", "estates")}
    assert found.holdings.names.rare == {"alphacorp"}
    assert found.holdings.name == "key"


def test_what_a_public_page_holds_is_the_former_packs_alone_no_more():
    found = held("Alphacorp got £61,400 of it.", "Sums of £1.5 million are public.")
    assert sorted(found.holdings.amounts) == [("number", "1483250")]
    assert found.holdings.names.rare == set()
    assert ("number", "1500000") in found.published


def test_two_words_that_are_public_apart_are_a_name_of_the_former_pack_side_by_side():
    apart = held("The larkspur is a flower of many gardens.", "The estates team works in the town.")
    assert apart.holdings.names.pairs == {("larkspur", "estates")}
    together = held("We met the larkspur estates team in the town.")
    assert together.holdings.names.pairs == set()


def test_a_passage_that_was_published_is_no_passage_of_the_former_pack():
    former = held_by_pages("members.pdf", [("page R2", SAID)], "the former pack", "key")
    assert former.holdings.runs.sequences
    alone = held_alone(former, [known_by_pages([("page 1", f"We know that {SAID}.")])])
    assert alone.holdings.runs.sequences == set()
    assert alone.holdings.runs.shingles == set()


def search(*public: str) -> LeakSearch:
    secret = secret_of_pages(GIVEN, "the former pack", b"")
    return LeakSearch.of_texts([known_of_pages(public)], [secret], ["agenda.txt"])


def leaks(found: LeakSearch, text: str) -> list[str]:
    try:
        found.through({"public/agenda.txt": text.encode()})
    except GateError as error:
        return [each.found for each in error.problems]
    return []


def test_the_finished_files_are_searched_for_the_former_pack():
    what = "This public file holds what only the former pack may hold: "
    assert leaks(search(), "Larkspur is heard again") == [f"{what}one of its words begins “l…”"]
    assert leaks(search("The panel heard Larkspur Estates."), "Larkspur is heard again") == []
