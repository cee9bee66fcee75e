"""What an agenda says of each kind of item, and how it says pages and times."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from panel_papers.core import AgendaItem, AgendaPart, InputFile, Link, Place
from panel_papers.inputs import read_body
from panel_papers.meetings.agenda import PartPages, agenda_of, page_range, time_in_words
from panel_papers.meetings.checking import CheckedMeeting
from panel_papers.meetings.edition import Edition
from panel_papers.meetings.model import (
    Clerk,
    Meeting,
    MinutesItem,
    PaperItem,
    StandingItem,
    ToFollowItem,
    UrgentItem,
    VerbalItem,
)
from panel_papers.meetings.papers import PaperFacts, foreign_papers
from panel_papers.meetings.status import status_of

HERE = Place("meetings/may-2027/meeting.yaml", 9, 5)
MINUTES = Place("meetings/may-2027/last.pdf")
BODY = read_body(Path(__file__).parents[2] / "templates" / "bodies", "council", HERE)
DAY = datetime.date(2027, 5, 6)
ROADS = PaperFacts(
    name="roads",
    title="Repair of Roads",
    author="Director of Highways",
    report_for="Decision",
    enquiries="roads@example.org",
    date=DAY,
    body="council",
    labels=("Report of", "For"),
    withheld=(),
)
MEETING = Meeting(
    name="may-2027",
    body=BODY,
    date=DAY,
    time=datetime.time(14, 30),
    venue="Council Chamber",
    address="",
    members=(),
    clerk=Clerk("Democratic Services", "committees@example.org"),
    language="en-GB",
    items=(
        StandingItem("Apologies for absence", "To receive apologies."),
        MinutesItem(InputFile("last.pdf", b""), datetime.date(2027, 3, 4), MINUTES),
        PaperItem("roads", HERE, "Plans will be shown."),
        ToFollowItem("Outturn", "the figures are due", datetime.date(2027, 5, 1)),
        VerbalItem("Update by the Leader"),
    ),
    file=InputFile("meeting.yaml", b""),
    place=HERE,
)
PAGES = {
    1: [PartPages("Minutes of the meeting on 4 March 2027", 2, 2)],
    2: [PartPages("Repair of Roads", 3, 5, "#a"), PartPages("Appendix 1 – Map", 6, 6, "#b")],
}


def test_each_item_says_what_it_is_and_where_its_documents_are():
    agenda = agenda_of(MEETING, {"roads": ROADS}, PAGES)
    assert list(agenda.items) == [
        AgendaItem(1, "Apologies for absence", ("To receive apologies.",)),
        AgendaItem(
            2,
            "Minutes of the last meeting",
            ("To agree the minutes of the meeting on 4 March 2027 as a correct record.",),
            "Page 2",
        ),
        AgendaItem(
            3,
            Link("Repair of Roads", "#a"),
            ("Report of: Director of Highways", "For: Decision", "Plans will be shown."),
            "Pages 3 – 6",
            (AgendaPart(Link("Appendix 1 – Map", "#b"), "page 6"),),
        ),
        AgendaItem(
            4,
            "Outturn",
            ("To follow, expected by 1 May 2027. Reason: the figures are due.",),
        ),
        AgendaItem(5, "Update by the Leader", ("Verbal report.",)),
    ]


def test_an_urgent_item_says_why_and_who_agreed_and_the_law():
    from msgspec.structs import replace

    urgent = UrgentItem("roads", "A grant lapses on 9 May", "Chair", HERE)
    agenda = agenda_of(replace(MEETING, items=(urgent,)), {"roads": ROADS}, {})
    assert agenda.items[0].notes[0] == (
        "Urgent item. Reason: A grant lapses on 9 May. Agreed by: Chair (LGA 1972 s100B(4)(b))."
    )


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ((0, 0), "12am"),
        ((9, 5), "9:05am"),
        ((10, 0), "10am"),
        ((12, 0), "midday"),
        ((12, 30), "12:30pm"),
        ((14, 30), "2:30pm"),
    ],
)
def test_times_are_written_as_govuk_writes_them(at, words):
    assert time_in_words(datetime.time(*at)) == words


def test_a_range_of_one_page_is_a_page():
    assert [page_range(3, 3), page_range(3, 6)] == ["page 3", "pages 3 – 6"]


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"body": None}, []),
        ({"date": datetime.date(2027, 5, 7)}, ["meeting-other-date"]),
        ({"date": None}, ["meeting-other-date"]),
        ({"body": "panel"}, ["meeting-other-body"]),
    ],
)
def test_a_paper_for_another_meeting_is_found(changed, codes):
    from msgspec.structs import replace

    found = foreign_papers(MEETING, {"roads": replace(ROADS, **changed)})
    assert [(each.code, each.place) for each in found] == [(code, HERE) for code in codes]


def test_the_status_says_who_owes_what_and_the_days_left():
    checked = CheckedMeeting(MEETING, (), {"roads": ()}, {"roads": ROADS})
    status = status_of(checked, datetime.date(2027, 5, 3))
    assert status.publish_by == datetime.date(2027, 4, 26)  # 6 clear days; 3 May is a bank holiday
    assert status.days_left == -7
    assert [(each.state, each.ready) for each in status.items] == [
        ("needs no document", True),
        ("ready", True),
        ("ready", True),
        ("to follow, expected by 1 May 2027, which has passed", False),
        ("needs no document", True),
    ]
    assert "Publish by Monday 26 April 2027: 7 days ago" in status.text


def test_the_heading_of_a_group_is_above_its_first_item_also_in_a_supplement():
    meeting = replace(MEETING, groups={2: "For decision", 4: "For information"})
    headings = [each.heading for each in agenda_of(meeting, {"roads": ROADS}, {}).items]
    assert headings == ["", "For decision", "", "For information", ""]
    supplement = replace(
        meeting, items=meeting.items[2:4], edition=Edition(supplement=1, numbers=(3, 4))
    )
    headings = [each.heading for each in agenda_of(supplement, {"roads": ROADS}, {}).items]
    assert headings == ["For decision", "For information"]
    assert agenda_of(replace(supplement, items=()), {}, {}).items == ()
