"""Ten reports of other makes, in the ways in which public council reports are made.

The bodies, people and facts are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from docx.document import Document

from .pieces import bold, footnotes, item, lines, link, numbering, picture, table


class Report(NamedTuple):
    """A report: how it is made, the body it is imported for, what its cover sheet says.

    `saved_as` is the kind of file that LibreOffice makes of it and saves as .docx again.
    """

    make: Callable[[Document], None]
    body: str | None
    facts: dict[str, str]
    sections: list[str]
    saved_as: str = ""


LABELS = (
    *("Meeting", "Date", "Date of meeting", "Meeting date", "Date and time", "Report title"),
    *("Report of", "Report by", "Report author", "Report from", "Author", "From", "Presented by"),
    *("Report to", "To", "Committee", "Decision maker", "Re", "Subject"),
    *("Report for", "For", "Decision type", "Type of report", "Action required"),
    *("Purpose of submission", "Contact", "Contact officer", "Contact details", "Enquiries to"),
    *("E-mail", "Email", "Job title", "Ward(s) affected", "Wards affected", "Wards"),
    *("Divisions affected", "Electoral divisions affected", "Stations affected"),
)
"""The labels of the cover sheets, in whose place the template prints its own."""
DATE = "2027-03-18"  # a Thursday


def district(document: Document) -> None:
    """Make a table of labels with colons, and numbers that were typed."""
    document.add_heading("Future of the Mill Lane depot", 0)
    table(
        document,
        [
            ("Meeting:", "Overview Committee"),
            ("Date:", "Thursday 18 March 2027 at 10.30 am"),
            ("Report of:", "Head of Property"),
            ("Report for:", "Decision"),
            ("Contact:", "Property Team, Estates, property@example.org"),
            ("Wards affected:", "Mill Lane"),
            ("Lead member:", "Portfolio Holder for Assets"),
            ("Agenda item:", "7"),
        ],
    )
    document.add_heading("1. Purpose of Report", 1)
    lines(document, "1.1\tThis report asks members to agree the future of the depot.")
    document.add_heading("2. Recommendations", 1)
    lines(document, "2.1\tThat the depot be kept until 2030.")
    document.add_heading("3. Background", 1)
    lines(
        document,
        "3.1\tThe depot was opened in 1987, see paragraph 3.2.",
        "3.2\tIt has 4 bays:",
        "(a) two for lorries;",
        "(b) two for vans.",
        "3.3\tA survey was made in 2026, as paragraph 1.1 explains.",
    )
    document.add_heading("4. Risk management", 1)
    lines(document, "4.1\tThe roof is at the end of its life.")
    document.add_heading("5. Background papers", 1)
    lines(document, "Roof survey 2026")


def county(document: Document) -> None:
    """Make a cover whose labels are above the values, and sections of level 2."""
    document.add_heading("Winter gritting in 2027", 1)
    table(
        document,
        [
            ("Report to", "Date of meeting", "Report author", "Decision type"),
            ("Highways Committee", "18/03/2027 10:30", "Director of Place", "Information"),
            ("Contact officer", "E-mail", "Divisions affected", "Key decision"),
            ("Gritting Team", "grit@example.org", "All", "No"),
        ],
    )
    document.add_heading("Purpose", 2)
    lines(document, "To report how roads are kept open in winter.")
    document.add_heading("Introduction", 2)
    lines(document, "The county grits 1,200 km of road.")
    document.add_heading("Routes", 3)
    for text in ("A roads first", "then B roads"):
        document.add_paragraph(text, style="List Bullet")
    table(document, [("Winter", "Tonnes"), ("2025", "4,100"), ("2026", "3,850")], header=True)
    document.add_heading("Financial implications", 2)
    lines(document, "Salt costs £62 a tonne.")


def letter(document: Document) -> None:
    """Make a letter: to, from, date, re; its headings are bold lines."""
    bold(document, "Example Borough Council")
    lines(
        document,
        "To: Licensing Committee",
        "From: Head of Licensing",
        "Date: 18th March 2027",
        "Re: Taxi fares",
        "For: Decision",
        "Contact: Licensing Team (Regulation) taxis@example.org Tel: 01632 960123",
        "Ward(s) affected: All",
    )
    bold(document, "Purpose")
    lines(document, "The trade has asked for a higher tariff.")
    bold(document, "Background")
    lines(document, "The tariff was last changed in 2023.", "Fuel has become dearer since.")
    bold(document, "What other councils charge")
    lines(document, "Two of the nearest five councils charge more.")
    bold(document, "Recommendation")
    lines(document, "That the tariff rise by 4 %.")


def tabbed(document: Document) -> None:
    """Make lines with tabs, and paragraphs that Word numbers below bold numbered headings."""
    numbering(document, 81, ("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
    document.add_paragraph("Crewing of the second pump", style="Title")
    lines(
        document,
        "Report to:\tFire Authority\tDate:\t18 March 2027",
        "Report by:\tChief Fire Officer\tFor:\tInformation",
        "Contact:\tService Support, support@example.org",
        "Stations affected\tAll",
    )
    for heading, texts in (
        ("Purpose of the report", ["To explain how the second pump is crewed."]),
        ("Recommendations", ["That members note the report."]),
        ("Context", ["The pump is crewed on call.", "It went out 212 times in 2026."]),
        ("Legal implications", ["None arise from this report."]),
    ):
        item(bold(document, heading), 81)
        for text in texts:
            item(document.add_paragraph(text), 81, 1)
        if heading == "Context":
            for text in ("to fires", "to road accidents"):
                item(document.add_paragraph(text), 81, 2)
            item(document.add_paragraph("Crews live within 5 minutes."), 81, 1)


def notes(document: Document) -> None:
    """Make a report with footnotes, saved by LibreOffice as .doc."""
    document.add_heading("Library opening hours", 1)
    table(
        document,
        [
            ("Subject", "Library opening hours"),
            ("Committee", "Communities Committee"),
            ("Meeting date", "18 March 2027"),
            ("Author", "Head of Libraries"),
            ("Action required", "Decision"),
            ("Contact details", "Library Service\nCommunities\nbooks@example.org"),
            ("Electoral divisions affected", "All"),
        ],
    )
    document.add_heading("Reason for report", 2)
    first = document.add_paragraph("Fewer people come on Mondays.")
    document.add_heading("Summary", 2)
    second = document.add_paragraph("Six libraries would open later.")
    footnotes(document, (first, "Counted in May 2026."), (second, "Not the central library."))
    document.add_heading("Equality implications", 2)
    table(document, [("Group", "Visits"), ("Under 16", "1,204"), ("Over 65", "2,310")], header=True)


def centred(document: Document) -> None:
    """Make a cover of lines without labels, and headings in bold capitals."""
    bold(document, "EXAMPLE DISTRICT COUNCIL")
    bold(document, "AUDIT COMMITTEE")
    bold(document, "18 March 2027")
    bold(document, "Report of the Director of Finance")
    bold(document, "Annual audit letter")
    lines(document, "For: Information", "Contact: Audit Team, audit@example.org")
    bold(document, "PURPOSE OF REPORT")
    lines(document, "To present the letter of the auditor for the year to March 2026.")
    bold(document, "BACKGROUND")
    lines(document, "The auditor gives an opinion each year.")
    bold(document, "The opinion")
    lines(document, "It was given on 30 November 2026 without a qualification.")
    bold(document, "RECOMMENDATIONS")
    lines(document, "That the committee notes the letter.")
    bold(document, "BACKGROUND PAPERS")
    lines(document, "None.")


def pictures(document: Document) -> None:
    """Make a cover of four columns, and pictures with captions above and below."""
    document.add_heading("A cycle route to the station", 1)
    table(
        document,
        [
            ("Decision maker", "Cabinet", "Date", "18 March 2027"),
            ("Report from", "Director of Transport", "For", "Decision"),
            ("Enquiries to", "Transport Team, Place, cycle@example.org", "Wards", "Station"),
        ],
    )
    document.add_heading("Purpose of report", 1)
    lines(document, "To agree the route.")
    document.add_heading("Context", 1)
    lines(document, "The route is 2.4 km long.")
    picture(document, "A map of the route")
    document.add_paragraph("Figure 1: The route", style="Caption")
    lines(document, "It crosses one main road.")
    document.add_paragraph("Figure 2: The crossing", style="Caption")
    picture(document, "A plan of the crossing")
    document.add_heading("Climate implications", 1)
    lines(document, "Fewer journeys are made by car.")


def lists(document: Document) -> None:
    """Make lists that Word numbers (a), I. and 1)."""
    numbering(document, 82, ("lowerLetter", "(%1)"), ("lowerRoman", "(%2)"))
    numbering(document, 83, ("upperRoman", "%1."))
    document.add_heading("Review of polling places", 1)
    lines(
        document,
        "Report to: Governance Committee",
        "Date of meeting: 18.03.2027",
        "Report author: Returning Officer",
        "Report for: Decision",
        "Contact officer: Elections Team, votes@example.org",
        "Wards affected: North and South",
    )
    document.add_heading("Purpose", 1)
    lines(document, "To agree where people vote.")
    document.add_heading("Proposals", 1)
    lines(document, "The proposals are:")
    for text in ("keep the school", "leave the chapel"):
        item(document.add_paragraph(text), 82)
    item(document.add_paragraph("as its lease ends"), 82, 1)
    lines(document, "They were tested in this order:")
    for text in ("access", "distance"):
        item(document.add_paragraph(text), 83)


def typed(document: Document) -> None:
    """Make typed bullets and letters, numbers that leave one out, and a contact in rows."""
    bold(document, "Use of agency staff")
    table(
        document,
        [
            ("Report to", "Staffing Committee"),
            ("Date and time", "Thursday, 18 March 2027, 2.00pm"),
            ("Report of", "Head of Human Resources"),
            ("Type of report", "Information"),
            ("Contact officer", "People Team"),
            ("Job title", "Human Resources"),
            ("Email", "people@example.org"),
            ("Wards affected", "None"),
        ],
    )
    bold(document, "1. Purpose")
    lines(document, "1.1 To report how many agency staff were used.")
    bold(document, "2. Introduction")
    lines(
        document,
        "2.1 Agency staff fill gaps in:",
        "•\twaste collection",
        "•\tsocial care",
        "2.2 The number fell by a third.",
        "2.4 It is lowest in May, as paragraph 2.2 says.",
    )
    bold(document, "3. Financial implications")
    lines(document, "3.1 Agency staff cost £1.2m in 2026.")


def closing(document: Document) -> None:
    """Make closing lists with links and appendices, saved by LibreOffice as .odt."""
    document.add_heading("Fees for markets", 1)
    table(
        document,
        [
            ("Report title", "Fees for markets"),
            ("Report to", "Executive Board"),
            ("Date", "18 March 2027"),
            ("Presented by", "Director of Regeneration"),
            ("Purpose of submission", "Decision"),
            ("Contact", "Markets Team – Regeneration – markets@example.org"),
            ("Wards affected", "Market"),
        ],
    )
    document.add_heading("Executive summary", 1)
    lines(document, "The fees have been the same since 2022.")
    document.add_heading("Implications", 1)
    document.add_heading("Legal", 2)
    lines(document, "The council may charge what a market costs.")
    document.add_heading("Appendices", 1)
    lines(document, "Appendix A – Table of fees")
    document.add_heading("Background papers", 1)
    paragraph = document.add_paragraph("Market survey (")
    link(paragraph, "the survey of 2026", "https://example.org/survey")
    paragraph.add_run(")")


_NAMES = ("title", "report_to", "author", "for", "name", "email", "divisions_affected")


def _facts(*said: str) -> dict[str, str]:
    """Return facts in the order of `_NAMES`."""
    return {"date": DATE, **dict(zip(_NAMES, said, strict=True))}


REPORTS = {
    "district": Report(
        district,
        "borough-council",
        _facts(
            *(
                "Future of the Mill Lane depot",
                "Overview Committee",
                "Head of Property",
                "Decision",
            ),
            *("Property Team", "property@example.org", "Mill Lane"),
        ),
        ["purpose", "recommendations", "background", "risk"],
    ),
    "county": Report(
        county,
        "council",
        _facts(
            *("Winter gritting in 2027", "Highways Committee", "Director of Place", "Information"),
            *("Gritting Team", "grit@example.org", "All"),
        ),
        ["purpose", "context", "financial-implications"],
    ),
    "letter": Report(
        letter,
        None,
        _facts(
            *("Taxi fares", "Licensing Committee", "Head of Licensing", "Decision"),
            *("Licensing Team", "taxis@example.org", "All"),
        ),
        ["purpose", "context", "what-other-councils-charge", "recommendations"],
    ),
    "tabbed": Report(
        tabbed,
        "fire-authority",
        _facts(
            *("Crewing of the second pump", "Fire Authority", "Chief Fire Officer", "Information"),
            *("Service Support", "support@example.org", "All"),
        ),
        ["purpose", "recommendations", "context", "legal-implications"],
    ),
    "notes": Report(
        notes,
        "council",
        _facts(
            *("Library opening hours", "Communities Committee", "Head of Libraries", "Decision"),
            *("Library Service", "books@example.org", "All"),
        ),
        ["purpose", "context", "equality-implications"],
        "doc",
    ),
    "centred": Report(
        centred,
        None,
        {
            "title": "Annual audit letter",
            "report_to": "AUDIT COMMITTEE",
            "author": "Director of Finance",
            "date": DATE,
            "for": "Information",
            "name": "Audit Team",
            "email": "audit@example.org",
        },
        ["purpose", "context", "recommendations"],
    ),
    "pictures": Report(
        pictures,
        None,
        _facts(
            *("A cycle route to the station", "Cabinet", "Director of Transport", "Decision"),
            *("Transport Team", "cycle@example.org", "Station"),
        ),
        ["purpose", "context", "climate-implications"],
    ),
    "lists": Report(
        lists,
        None,
        _facts(
            *("Review of polling places", "Governance Committee", "Returning Officer", "Decision"),
            *("Elections Team", "votes@example.org", "North and South"),
        ),
        ["purpose", "proposals"],
    ),
    "typed": Report(
        typed,
        "fire-authority",
        _facts(
            *(
                "Use of agency staff",
                "Staffing Committee",
                "Head of Human Resources",
                "Information",
            ),
            *("People Team", "people@example.org", "None"),
        ),
        ["purpose", "context", "financial-implications"],
    ),
    "closing": Report(
        closing,
        None,
        _facts(
            *("Fees for markets", "Executive Board", "Director of Regeneration", "Decision"),
            *("Markets Team", "markets@example.org", "Market"),
        ),
        ["context", "implications"],
        "odt",
    ),
}
