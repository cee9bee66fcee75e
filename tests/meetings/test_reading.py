"""meeting.yaml: what it says, and every problem in it at once, each at its line."""

from __future__ import annotations

import datetime
import textwrap
from pathlib import Path

import pytest

from panel_papers.core import InputFile, InputsError, Member, PanelPapersError, Place, Restriction
from panel_papers.meetings.meeting_yaml import as_time
from panel_papers.meetings.model import (
    ExclusionItem,
    ExemptItem,
    MinutesItem,
    PaperItem,
    StandingItem,
    ToFollowItem,
    UrgentItem,
    VerbalItem,
)
from panel_papers.meetings.reading import read_meeting

BODIES = Path(__file__).parents[2] / "templates" / "bodies"
HEAD = """\
body: council
date: 2027-05-06
time: "14:30"
venue: {name: Council Chamber}
clerk: {name: Democratic Services, email: committees@example.org}
"""


@pytest.fixture
def read(tmp_path):
    for name in ("roads", "schools", "claim"):
        (tmp_path / "inputs" / name).mkdir(parents=True)
    folder = tmp_path / "meetings" / "may-2027"
    folder.mkdir(parents=True)
    (folder / "last.pdf").write_bytes(b"%PDF-1.7")

    def reading(text):
        (folder / "meeting.yaml").write_text(text, encoding="utf-8")
        return read_meeting(folder, inputs=tmp_path / "inputs", bodies=BODIES)

    return reading


def items(text: str) -> str:
    return HEAD + "items:\n" + textwrap.indent(textwrap.dedent(text).strip("\n"), "  ") + "\n"


def test_each_kind_of_item_is_read(read):
    meeting = read(
        items(
            """
            - standing: apologies
            - minutes: {file: last.pdf, of: 2027-03-04}
            - paper: roads
              note: Officers will show plans.
            - {title: Outturn, to_follow: {reason: figures are due, expected: 2027-05-01}}
            - verbal: Update by the Leader
            - urgent: {paper: schools, reason: A grant lapses, agreed_by: Chair}
            - standing: exclusion
            - part_2: {paper: claim, paragraph: [5, 3], reason: Talks go on, public_title: A claim}
            """
        )
    )
    assert [type(each) for each in meeting.items] == [
        StandingItem,
        MinutesItem,
        PaperItem,
        ToFollowItem,
        VerbalItem,
        UrgentItem,
        ExclusionItem,
        ExemptItem,
    ]
    assert (meeting.name, meeting.date, meeting.time) == (
        "may-2027",
        datetime.date(2027, 5, 6),
        datetime.time(14, 30),
    )
    assert meeting.items[2].note == "Officers will show plans."
    assert [each.paper for each in meeting.papers] == ["roads", "schools"]
    (claim,) = meeting.exempt
    assert claim == ExemptItem(
        "claim", Restriction((3, 5), "Talks go on", "A claim"), claim.place, note=""
    )
    assert claim.place.line == 15
    assert meeting.items[1].file.data == b"%PDF-1.7"


@pytest.mark.parametrize("typed", ["9:05", "09.05", "00:00", "23:59", " 14:30 "])
def test_a_time_by_the_clock_of_24_hours_is_read(typed):
    assert as_time(typed).minute in (0, 5, 30, 59)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- standing: apologys", [("unknown-standing-item", 7)]),
        ("- paper: rods", [("meeting-paper-missing", 7)]),
        ("- paper: roads\n- paper: roads", [("meeting-paper-twice", 8)]),
        (
            "- paper: roads\n- urgent: {paper: roads, reason: x, agreed_by: Chair}",
            [("meeting-paper-twice", 8)],
        ),
        ("- note: alone", [("meeting-item-kind", 7)]),
        ("- paper: roads\n  verbal: Roads", [("meeting-item-kind", 7)]),
        ("- urgent: {paper: roads, agreed_by: Chair}", [("missing-field", 7)]),
        ("- urgent: {paper: roads, reason: It lapses}", [("missing-field", 7)]),
        ("- to_follow: {reason: late, expected: 2027-05-01}", [("missing-field", 7)]),
        ("- {title: A, to_follow: {expected: 2027-05-01}}", [("missing-field", 7)]),
        (
            "- {title: A, to_follow: {reason: late, expected: 2027-06-01}}",
            [("expected-after-meeting", 7)],
        ),
        ('- urgent: {paper: roads, reason: "", agreed_by: " "}', [("missing-field", 7)] * 2),
        ('- {title: A, to_follow: {reason: "-", expected: 2027-05-01}}', [("missing-field", 7)]),
        ('- verbal: "  "', [("missing-field", 7)]),
        ("- {title: Mine, paper: roads}", [("unused-title", 7)]),
        ("- minutes: {file: last.pdf, of: 2027-05-06}", [("minutes-not-earlier", 7)]),
        ("- minutes: {file: gone.pdf, of: 2027-03-04}", [("file-not-found", 7)]),
        ("- minutes: {file: last.odt, of: 2027-03-04}", [("minutes-kind", 7)]),
        (
            "- part_2: {paper: roads, reason: It is, public_title: Claim}",
            [("missing-field", 7)],
        ),
        (
            "- part_2: {paper: roads, paragraph: [3, 12], reason: It is, public_title: Claim}",
            [("not-exempt", 7)],
        ),
        (
            "- part_2: {paper: roads, paragraph: 7A, reason: It is, public_title: Claim}",
            [("not-exempt", 7)],
        ),
        (
            "- part_2: {paper: roads, paragraph: [], reason: It is, public_title: Claim}",
            [("missing-field", 7)],
        ),
        ("- part_2: {paper: roads, paragraph: 3, reason: It is}", [("missing-field", 7)]),
        (
            "- paper: roads\n- part_2: {paper: roads, paragraph: 3, reason: It, public_title: C}",
            [("meeting-paper-twice", 8)],
        ),
        ("- apologies", [("wrong-kind", 7)]),
    ],
)
def test_each_wrong_item_is_found_at_its_line(read, text, found):
    with pytest.raises(InputsError) as error:
        read(items(text))
    assert sorted((each.code, each.place.line) for each in error.value.problems) == sorted(found)


def test_all_problems_are_reported_together(read):
    with pytest.raises(PanelPapersError) as error:
        read("body: counsil\ndate: 31/02/2027\ntime: half past two\nvenu: Hall\nitems: []\n")
    assert [(each.code, each.place.line) for each in error.value.problems] == [
        ("missing-field", 1),
        ("missing-field", 1),
        ("unknown-body", 1),
        ("no-such-date", 2),
        ("bad-time", 3),
        ("unknown-key", 4),
        ("no-items", 5),
    ]


def test_a_day_for_which_no_notice_can_be_counted_is_refused(read):
    with pytest.raises(InputsError) as error:
        read(items("- standing: apologies").replace("2027-05-06", "2199-05-06"))
    assert [each.code for each in error.value.problems] == ["meeting-date"]


def with_members(text: str = "members: panel.csv\n") -> str:
    return text + items("- standing: apologies")


def test_members_are_read_from_the_folder_of_the_meeting_or_beside_all_meetings(read, tmp_path):
    shared, own = tmp_path / "meetings/panel.csv", tmp_path / "meetings/may-2027/panel.csv"
    shared.write_text("role,name\nChair,Member for Town\n,Member for Hill\n", encoding="utf-8")
    meeting = read(with_members())
    assert meeting.members == (Member("Member for Town", "Chair"), Member("Member for Hill"))
    assert meeting.members_file == InputFile("../panel.csv", shared.read_bytes())
    own.write_text("name\nMember for Lake\n", encoding="utf-8")
    meeting = read(with_members())
    assert meeting.members == (Member("Member for Lake"),)
    assert meeting.members_file == InputFile("panel.csv", own.read_bytes())


def test_members_below_an_empty_row_are_members_too(read, tmp_path):
    text = "name,role\nMember for Town,Chair\n\n,\nMember for Hill,\n\nMember 1.234,\n"
    path = tmp_path / "meetings/panel.csv"
    path.write_text(text, encoding="utf-8")
    meeting = read(with_members())
    names = ["Member for Town", "Member for Hill", "Member 1.234"]
    assert [each.name for each in meeting.members] == names
    assert meeting.members_at == tuple(Place(path.as_posix(), line) for line in (2, 5, 7))


@pytest.mark.parametrize(
    ("data", "reported"),
    [
        (None, ("file-not-found", 1, "The file “panel.csv” is neither in ")),
        (
            "name,ward\nMember,Hill\n",
            ("members-columns", None, "The column “ward” is not printed on an agenda"),
        ),
        (
            "who\nMember\n",
            ("members-columns", None, "The file of members has no column “name”"),
        ),
        ("name,role\nMember,\n,Chair\n", ("member-without-name", 3, "A member has no name")),
        (
            "name,phone\nMember,020 7946 0000\n",
            ("members-columns", None, "The column “phone” is not printed on an agenda"),
        ),
        ("name,role\nMember\n", ("bad-csv", 2, "This row has 1 cells, and the first line has 2")),
        ('name,role\n"Member,\n', ("bad-csv", 2, "From this line on, the file is not a table")),
        ("name,name\nA,B\n", ("members-columns", None, "The column “name” is there twice")),
        ("name,role\n\n", ("empty-file", None, "The file lists no members")),
    ],
)
def test_a_file_of_members_that_will_not_do_is_reported(read, tmp_path, data, reported):
    if data is not None:
        (tmp_path / "meetings/panel.csv").write_text(data, encoding="utf-8")
    with pytest.raises(InputsError) as error:
        read(with_members())
    first, (code, line, found) = error.value.problems[0], reported
    assert (first.code, first.place.line, first.found[: len(found)]) == (code, line, found)


def test_members_are_in_a_csv_file_or_typed(read):
    with pytest.raises(InputsError) as error:
        read(with_members("members: members.xlsx\n"))
    assert [each.code for each in error.value.problems] == ["members-kind"]


def test_an_item_is_in_the_group_that_began_last(read):
    meeting = read(
        items(
            """
            - standing: apologies
            - {verbal: Budget, group: For decision}
            - verbal: Roads
            - {verbal: Visits, group: For information}
            """
        )
    )
    groups = [meeting.group_of(number) for number in range(1, 5)]
    assert groups == ["", "For decision", "For decision", "For information"]
