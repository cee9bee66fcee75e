"""What is new of a meeting since its last issue, item by item, without building anything."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from panel_papers.core import InputFile, InputsError, Place, sha256
from panel_papers.inputs import read_body
from panel_papers.meetings.agenda import lines_of
from panel_papers.meetings.issues.changes import Change, changes_since, head_notices
from panel_papers.meetings.issues.contents import facts_of_agenda, kind_and_source
from panel_papers.meetings.issues.late import late_problems
from panel_papers.meetings.issues.record import (
    Contents,
    Issue,
    IssuedDocument,
    IssuedInput,
    IssuedItem,
    Issues,
)
from panel_papers.meetings.model import (
    Clerk,
    Item,
    Meeting,
    MinutesItem,
    PaperItem,
    ReferredItem,
    StandingItem,
    ToFollowItem,
    UrgentItem,
    VerbalItem,
)

HERE = Place("meetings/may-2027/meeting.yaml", 9, 5)
DAY = datetime.date(2027, 5, 6)
ROADS = b"title: Roads"
MINUTES = MinutesItem(InputFile("last.pdf", b"minutes"), datetime.date(2027, 3, 4), HERE)
FOLLOWS = ToFollowItem("Outturn", "the figures are due", datetime.date(2027, 5, 1))
ITEMS: tuple[Item, ...] = (
    StandingItem("Apologies for absence", "To receive apologies."),
    MINUTES,
    PaperItem("roads", HERE),
    FOLLOWS,
    VerbalItem("Update by the Leader"),
)
MEETING = Meeting(
    name="may-2027",
    body=read_body(Path(__file__).parents[3] / "templates" / "bodies", "council", HERE),
    date=DAY,
    time=datetime.time(14, 30),
    venue="Council Chamber",
    address="",
    members=(),
    clerk=Clerk("Democratic Services", "committees@example.org"),
    language="en-GB",
    items=ITEMS,
    file=InputFile("meeting.yaml", b""),
    place=HERE,
)
URGENT = UrgentItem("flood", "the grant lapses", "Chair", HERE)


def issued_item(number: int, item: Item) -> IssuedItem:
    kind, source = kind_and_source(item)
    pages = {"minutes": (2, 3), "paper": (4, 12)}.get(kind)
    lines = () if kind == "paper" else lines_of(item, MEETING, {})
    title = {"minutes": "Minutes of the last meeting"}.get(kind, source)
    documents = (IssuedDocument(title, *pages, "00"),) if pages else ()
    return IssuedItem(number, kind, source, title, lines, item.note, documents)


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    (tmp_path / "roads").mkdir()
    (tmp_path / "roads" / "paper.yaml").write_bytes(ROADS)
    return tmp_path


@pytest.fixture
def issues() -> Issues:
    items = tuple(issued_item(number, item) for number, item in enumerate(ITEMS, 1))
    agenda = Issue(
        meeting="may-2027",
        number=1,
        issued=datetime.date(2027, 4, 27),
        contents=Contents(0, 1, 12, facts_of_agenda(MEETING), items),
        files=(),
        inputs=(
            IssuedInput("last.pdf", sha256(b"minutes")),
            IssuedInput("paper.yaml", sha256(ROADS), "roads"),
        ),
    )
    return Issues((agenda,), (("issued/issue-1.json", "00"),))


def with_item(number: int, item: Item) -> Meeting:
    items = [*ITEMS]
    items[number - 1 : number] = [item]
    return replace(MEETING, items=tuple(items))


def only(found: tuple[Change, ...]) -> tuple[int, Item, str]:
    (change,) = found
    return change.number, change.item, change.remark


def test_nothing_is_new_of_an_unchanged_meeting(inputs, issues):
    assert changes_since(MEETING, issues, inputs) == ()


def test_a_paper_that_arrives_takes_the_number_of_the_item_to_follow(inputs, issues):
    outturn = PaperItem("outturn", HERE)
    assert only(changes_since(with_item(4, outturn), issues, inputs)) == (
        4,
        outturn,
        "This item was to follow when the agenda was published.",
    )


def test_an_item_that_still_follows_says_its_new_day(inputs, issues):
    later = replace(FOLLOWS, expected=datetime.date(2027, 5, 3))
    remark = "This item has changed since the agenda was published."
    assert only(changes_since(with_item(4, later), issues, inputs)) == (4, later, remark)


def test_a_changed_paper_replaces_its_pages(inputs, issues):
    (inputs / "roads" / "paper.yaml").write_bytes(b"title: Other roads")
    remark = "Replaces pages 4 – 12 of the agenda pack."
    assert only(changes_since(MEETING, issues, inputs)) == (3, ITEMS[2], remark)


def test_changed_minutes_replace_their_pages(inputs, issues):
    other = replace(MINUTES, file=InputFile("last.pdf", b"corrected"))
    remark = "Replaces pages 2 – 3 of the agenda pack."
    assert only(changes_since(with_item(2, other), issues, inputs)) == (2, other, remark)


def test_a_new_note_leads_to_the_pages_that_were_published(inputs, issues):
    withdrawn = PaperItem("roads", HERE, "Withdrawn.")
    assert only(changes_since(with_item(3, withdrawn), issues, inputs)) == (
        3,
        ReferredItem(
            "roads",
            "Its documents are on pages 4 – 12 of the agenda pack.",
            "paper",
            "roads",
            "Withdrawn.",
        ),
        "The note on this item has changed since the agenda was published.",
    )


def test_a_second_replacement_names_the_supplement_with_the_pages_in_force(inputs, issues):
    (agenda,) = issues.issues
    document = IssuedDocument("roads", 13, 20, "11")
    item = IssuedItem(3, "paper", "roads", "roads", (), "", (document,))
    supplement = replace(
        agenda,
        number=2,
        contents=Contents(1, 12, 20, agenda.contents.facts, (item,)),
        inputs=(IssuedInput("paper.yaml", sha256(b"second"), "roads"),),
    )
    both = Issues((agenda, supplement), (*issues.records, ("issued/issue-2.json", "11")))
    remark = "Replaces pages 13 – 20 of supplement 1."
    assert only(changes_since(MEETING, both, inputs)) == (3, ITEMS[2], remark)
    (inputs / "roads" / "paper.yaml").write_bytes(b"second")
    assert changes_since(MEETING, both, inputs) == ()


def test_an_urgent_item_comes_after_the_published_ones(inputs, issues):
    meeting = replace(MEETING, items=(*ITEMS, URGENT))
    remark = "Added after the agenda was published."
    assert only(changes_since(meeting, issues, inputs)) == (6, URGENT, remark)


OTHER = VerbalItem("Other", place=Place("meeting.yaml", 12, 5))
LEADER = "Update by the Leader"


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (ITEMS[:4], f"Item 5 of the published agenda, “{LEADER}”, is not in the items"),
        (ITEMS[1:], "Item 1 of the published agenda, “Apologies for absence”, is not in the items"),
        ((ITEMS[0], URGENT, *ITEMS[2:]), "Item 2 is not “Minutes of the last meeting”, as in the "
         "published agenda"),
        ((*ITEMS[:4], OTHER), f"Item 5 is not “{LEADER}”, as in the published agenda"),
        ((ITEMS[0], OTHER, *ITEMS[1:]), "Item 2, “Other”, is new, and there are published items "
         "below it"),
        ((OTHER, *ITEMS), "Item 1, “Other”, is new, and there are published items below it"),
        ((*ITEMS[1:], ITEMS[0]), "Item 1 of the published agenda, “Apologies for absence”, is item "
         "5 now"),
        ((*ITEMS[:2], ITEMS[4], *ITEMS[2:4]), f"Item 5 of the published agenda, “{LEADER}”, is "
         "item 3 now"),
    ],
)  # fmt: skip
def test_a_published_item_that_moved_is_one_problem(inputs, issues, items, said):
    with pytest.raises(InputsError) as error:
        changes_since(replace(MEETING, items=items), issues, inputs)
    assert [(e.code, e.found) for e in error.value.problems] == [("issued-item-moved", said)]


def test_an_inserted_item_is_reported_at_its_own_line(inputs, issues):
    with pytest.raises(InputsError) as error:
        changes_since(replace(MEETING, items=(OTHER, *ITEMS)), issues, inputs)
    assert [each.place for each in error.value.problems] == [Place("meeting.yaml", 12, 5)]


def test_the_paper_of_an_item_to_follow_moves_nothing(inputs, issues):
    items = (*ITEMS[:3], PaperItem("outturn", HERE), ITEMS[4], OTHER)
    changes = changes_since(replace(MEETING, items=items), issues, inputs)
    assert [each.number for each in changes] == [4, 6]


def test_notices_say_what_the_agenda_said_otherwise(issues):
    moved = replace(MEETING, venue="Committee Room 2", time=datetime.time(10))
    assert head_notices(issues, moved) == (
        "This supplement belongs to the agenda published on Tuesday 27 April 2027. Its page "
        "numbers continue after page 12.",
        "The time has changed: 10am, and not 2:30pm.",
        "The venue has changed: Committee Room 2, and not Council Chamber.",
    )


def test_a_meeting_on_another_day_is_another_meeting(issues):
    with pytest.raises(InputsError) as error:
        head_notices(issues, replace(MEETING, date=datetime.date(2027, 5, 13)))
    assert [each.code for each in error.value.problems] == ["issued-other-meeting"]


def test_only_an_urgent_item_is_added_after_the_last_day_to_publish():
    added = [
        replace(issued_item(6, VerbalItem("Budget")), added=True),
        IssuedItem(7, "urgent", "flood", "Flood", (), "", (), added=True),
    ]
    contents = Contents(1, 13, 20, facts_of_agenda(MEETING), tuple(added))
    last = datetime.date(2027, 4, 26)  # 6 clear days, by the rules of this council
    assert list(late_problems(MEETING, contents, last)) == []
    found = list(late_problems(MEETING, contents, last + datetime.timedelta(1)))
    assert [(each.code, each.found.partition(",")[0]) for each in found] == [
        ("added-too-late", "Item 6")
    ]
