"""The restricted files of a meeting: the pack for members, and a manifest of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from panel_papers import __version__
from panel_papers.core import LIBRARIES, Paper, Problem, in_full, problem_of, version_of
from panel_papers.meetings.files import Inputs
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
            "pack": {"file": name, **pack_of(pack)},
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
    """Return the pack of all that is exempt, with the page numbers behind the public ones.

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
    named = f"{inputs.meeting.name}-pack-restricted"
    copied = {
        f"{named}-copy-{number}.pdf": f"Copy {number} of {copies}"
        for number in range(1, copies + 1)
    }
    packs = {
        name: pack_restricted(
            inputs.meeting,
            papers,
            paper,
            packed.templates,
            choice,
            first_page=packed.pack.first_page + packed.pack.pages,
            identifier=facts_record(facts),
            copy=copy,
        )
        for name, copy in (copied or {f"{named}.pdf": ""}).items()
    }
    return RestrictedFiles(packs, facts)
