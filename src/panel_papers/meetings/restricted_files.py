"""The restricted files of a meeting: the pack for members, and a manifest of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import asdict

from panel_papers import __version__
from panel_papers.core import LIBRARIES, Paper, Problem, in_full, problem_of, version_of
from panel_papers.meetings.files import Inputs
from panel_papers.meetings.issues.record import IssuedExempt
from panel_papers.meetings.model import ExemptItem, Meeting, PaperItem, UrgentItem
from panel_papers.meetings.packing import Packed
from panel_papers.meetings.papers import BuiltPaper
from panel_papers.meetings.restricted_pack import pack_restricted
from panel_papers.output import (
    MANIFEST,
    RESTRICTED,
    Pack,
    Proof,
    facts_record,
    files_of,
    pack_of,
    to_json,
)
from panel_papers.pdf import Choice


class RestrictedFiles(Struct, frozen=True):
    """The packs of what is exempt by their files’ names, and what their manifest says at first.

    There is one, or as many numbered copies as were asked for.
    """

    packs: Mapping[str, Pack]
    facts: Mapping[str, Any]
    exempt: tuple[IssuedExempt, ...] = ()

    @property
    def first(self) -> tuple[str, Pack]:
        """The first of them, with the name of its file."""
        return next(iter(self.packs.items()))

    def files(self, problems: Sequence[Problem], proof: Proof, choice: Choice) -> dict[str, bytes]:
        """Return the files by their names in the meeting’s outputs folder."""
        made = {name: pack.pdf for name, pack in self.packs.items()}
        name, pack = self.first
        manifest = {
            **self.facts,
            "files": files_of(made),
            "pack": {"file": name, "prefix": pack.prefix, **pack_of(pack)},
            "exempt": to_builtins(self.exempt),
            "engine": {
                "name": choice.name,
                "version": choice.engine.version(),
                "reason": choice.reason,
            },
            "versions": {"panel-papers": __version__}
            | {name: version_of(name) for name in LIBRARIES},
            "problems": [problem_of(each) for each in in_full(problems)],
            "proof": asdict(proof) | {"found": proof.shared},
        }
        made[MANIFEST] = to_json(manifest)
        return {f"{RESTRICTED}/{name}": data for name, data in made.items()}


def restricted_files(
    inputs: Inputs,
    exempt: Mapping[str, BuiltPaper],
    packed: Packed,
    choice: Choice,
    *,
    paper: Paper,
    copies: int = 0,
) -> RestrictedFiles:
    """Return the pack of all that is exempt, with page numbers of its own.

    `exempt` are the papers that are exempt as a whole, `paper` is the agenda’s. With `copies`,
    there are as many, each numbered on every page. Raises as `pack_restricted` does.
    """
    facts = dict(inputs.facts)
    papers = {**inputs.papers, **exempt}
    facts["inputs"] = [
        {"paper": name, "path": each.path, "sha256": each.sha256}
        for name, built in papers.items()
        if built.restricted
        for each in built.restricted_inputs
    ]
    meeting = inputs.meeting
    named = f"{meeting.name}-{meeting.edition.prefix}pack-restricted"
    copied = {
        f"{named}-copy-{number}.pdf": f"Copy {number} of {copies}"
        for number in range(1, copies + 1)
    }
    packs = {
        name: pack_restricted(
            meeting,
            papers,
            paper,
            packed.templates,
            choice,
            identifier=facts_record(facts),
            copy=copy,
        )
        for name, copy in (copied or {f"{named}.pdf": ""}).items()
    }
    first = next(iter(packs.values()))
    return RestrictedFiles(packs, facts, tuple(_exempt(meeting, papers, first)))


def _exempt(
    meeting: Meeting, papers: Mapping[str, BuiltPaper], pack: Pack
) -> Iterator[IssuedExempt]:
    """Yield what is exempt of each item: on which pages of the pack, and its checksums."""
    parts = pack.parts[1:]  # behind the agenda
    for index, item in enumerate(meeting.items):
        number = meeting.number_of(index)
        own = [each for each in parts if (each.group or "").startswith(f"{number}. ")]
        if isinstance(item, PaperItem | UrgentItem | ExemptItem) and own:
            paper = papers[item.paper]
            whole = isinstance(item, ExemptItem)
            labels = () if whole else tuple(each.label for each in paper.facts.withheld)
            first, last = own[0].first_page, own[-1].last_page
            yield IssuedExempt(number, labels, first, last, *paper.exempt_sums)
