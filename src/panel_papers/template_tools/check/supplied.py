"""What the build hands to each template: the fields to check it with, from the build's own code.

The fields come from a sample paper through the functions that the build calls, so that none can be
forgotten here; those of structured appendices come from the papers that there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import (
    Agenda,
    AgendaItem,
    AgendaPart,
    Appendix,
    BackgroundPaper,
    Contact,
    CoverRow,
    FromTemplate,
    InputsError,
    Link,
    Member,
    Missing,
    OwnField,
    Paper,
    Picture,
    Place,
    PlacedText,
    Prose,
    Restriction,
    Section,
    Table,
    Value,
)
from panel_papers.inputs import EMPTY_PAPER, Supplied as SuppliedFile, read_structured
from panel_papers.word import (
    HOUSE,
    SECTION,
    agenda_fields,
    appendix_fields,
    closing_fields,
    contents_fields,
    notice_fields,
    paper_fields,
    section_fields,
)

_HERE = Place("a sample paper")
_PROSE = Prose("The first paragraph.\n\nThe second, with\n\n- a list\n", _HERE)
_TABLE = Table(("Year", "Number"), (("2023", "9"),), (False, True), _HERE)
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)
_RESTRICTION = Restriction((1,), "the reason of a sample paper", "Public title of a sample paper")
_APPENDICES = tuple(
    Appendix(number, f"Appendix title of sample {number}", FromTemplate("", {}), _HERE)
    for number in (1, 2)
)

WHOLE = Paper(
    name="sample",
    title="Title of the sample paper",
    short_title="Short title of the sample paper",
    report_to="Sample panel",
    author="Sample author",
    date=date(2024, 3, 14),
    report_for="Noting",
    enquiries_to=Contact("Sample name", "Policy Officer", "officer@example.org"),
    divisions_affected="All divisions",
    language="en-GB",
    sections=(),
    background_papers=(
        BackgroundPaper("Background title one", "its words", "https://www.example.org/"),
        BackgroundPaper("Background title two", "without address", None),
        BackgroundPaper("Background title three", None, None),
    ),
    appendices=_APPENDICES,
    files=(),
    cover=(
        CoverRow("first_row", "First label of the sample", "first row of the sample", first=True),
        CoverRow("last_row", "Last label of the sample", "last row of the sample"),
    ),
)
BARE = replace(EMPTY_PAPER, name=WHOLE.name)

Fields = Mapping[str, Value]


class Supplied(Struct, frozen=True):
    """What a template can be given.

    `trials` are sets of fields, the fullest first; with `bare`, all others leave out what can be
    left out. A template that is `open` may be given more by papers to come; `own` are then the
    fields of each appendix without the build's. `required` are the fields whose whole content it
    must print; a `fixed` one is asked for by name in every paper.
    """

    trials: tuple[Fields, ...]
    open: bool = False
    required: tuple[str, ...] = ()
    own: tuple[Fields, ...] = ()
    bare: bool = False
    fixed: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The fields that at least one set has."""
        return frozenset(name for each in self.trials for name in each)


def supplied(
    name: str,
    inputs: Path | None,
    asks_for: Callable[[str], bool],
    own: Sequence[OwnField] = (),
) -> Supplied | None:
    """Return what the template `name` can be given; None where nothing is known of it.

    `asks_for` says whether its tags ask for a name: so a section is known before any paper has it.
    `own` are the fields that bodies add.
    """
    whole, bare = _with_own(own)
    if name in FIXED:
        fields, required = FIXED[name]
        trials: tuple[Fields, ...] = (_with_profile(fields(whole)), fields(bare))
        names = tuple(r for r in required if r in trials[0])
        return Supplied(trials, required=names, bare=True, fixed=True)
    if name == "appendix":
        bodies = (_PROSE, _TABLE, Picture(_PIXEL, "A sample", _HERE))
        trials = tuple(_appendix({"body": body}, whole) for body in bodies)
        return Supplied(trials, required=("body",))
    held = tuple(_structured(name, inputs)) if inputs is not None else ()
    if held:
        return Supplied(tuple(_appendix(each, whole) for each in held), open=True, own=held)
    field_name = name.replace("-", "_")
    if _is_section(name, inputs) or asks_for(field_name):
        prose = (_PROSE, Missing(f"{name}.md"))
        sections = [Section(name, each) for each in prose]
        papers = zip((whole, bare), sections, strict=True)
        trials = tuple(section_fields(paper, section) for paper, section in papers)
        return Supplied(trials, required=(field_name,), bare=True)
    return None


def _with_own(own: Sequence[OwnField]) -> tuple[Paper, Paper]:
    """Return the sample papers, one with each field that bodies add, one with none of them."""
    if not own:
        return WHOLE, BARE
    rows = [CoverRow(e.name, e.name, e.example or f"Sample of {e.name}", own=True) for e in own]
    names = tuple(each.name for each in own)
    return replace(WHOLE, cover=(*WHOLE.cover, *rows)), replace(BARE, blank_fields=names)


def _appendix(own: Fields, paper: Paper = WHOLE) -> Fields:
    return appendix_fields(paper, _APPENDICES[0], own)


def _with_profile(fields: Fields) -> Fields:
    """Return the fields with a statutory text where a body's profile could ask for some."""
    if fields.get("statutory_texts", "none") != []:
        return fields
    return {**fields, "statutory_texts": ["The statutory text of the sample paper."]}


def _divider(paper: Paper) -> Fields:
    return _appendix({}, WHOLE if paper is BARE else paper)


def _section(paper: Paper) -> Fields:
    heading = PlacedText("Heading of the sample section", _HERE)
    return section_fields(paper, Section(SECTION, _PROSE, heading))


def _contents(paper: Paper) -> Fields:
    entries = [(Link("Entry title one", "#one"), 1), (Link("Entry title two", "#two"), 23)]
    return contents_fields(paper, entries)


def _agenda(paper: Paper) -> Fields:
    bare = paper.divisions_affected is None
    parts = (AgendaPart(Link("Part title one", "#three"), "pages 4 – 5"),)
    items = (
        AgendaItem(
            1,
            Link("Item title one", "#one"),
            ("Item note one",),
            "Pages 3 – 5",
            parts,
            heading="" if bare else "Item heading one",
        ),
        AgendaItem(2, "Item title two"),
    )
    members = (Member("Member name one", "Chair"), Member("Member name two"))
    return agenda_fields(
        paper,
        Agenda(
            "2.30 pm",
            "Sample venue",
            "" if bare else "Sample address",
            () if bare else members,
            items[1:] if bare else items,
        ),
    )


def _notice(paper: Paper) -> Fields:
    of_england = replace(paper, nation=WHOLE.nation)  # where there is the paragraph of the sample
    return notice_fields(of_england, _APPENDICES[0], _RESTRICTION)


FIXED: Mapping[str, tuple[Callable[[Paper], Fields], tuple[str, ...]]] = {
    HOUSE: (paper_fields, ()),
    "cover-sheet": (
        paper_fields,
        ("title", "report_to", "author", "date", "report_for", "enquiries_to"),
    ),
    # `statutory_texts` are the words that a body's profile asks for, where there are profiles
    "appendices": (closing_fields, ("background_papers", "appendices", "statutory_texts")),
    SECTION: (_section, ("heading", "section")),
    "contents": (_contents, ("entries",)),
    "divider": (_divider, ("appendix",)),
    "agenda": (_agenda, ("time", "venue", "items")),
    "restricted-notice": (_notice, ("appendix", "authority", "paragraphs", "reason")),
}
"""The templates that the build asks for by name: their fields, and what each must print."""


def _structured(name: str, inputs: Path) -> Iterator[Fields]:
    """Yield what each structured appendix of this template holds, over all papers."""
    for path in _yaml_files(inputs):
        data = path.read_bytes()
        if name.encode() not in data:
            continue
        place = Place(path.as_posix())
        try:
            content = read_structured(SuppliedFile(data, place, None, place)).content
        except InputsError:
            continue  # the paper's own check reports it
        if isinstance(content, FromTemplate) and content.template == name:
            yield content.fields


def _yaml_files(inputs: Path) -> Sequence[Path]:
    found = [*inputs.glob("*/**/*.yaml"), *inputs.glob("*/**/*.yml")]
    return sorted(path for path in found if path.name != "paper.yaml" and path.is_file())


def _is_section(name: str, inputs: Path | None) -> bool:
    return inputs is not None and any(inputs.glob(f"*/{name}.md"))
