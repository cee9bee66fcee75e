"""Names that no paper can give, behind `default`: a misspelled field that nobody misses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from panel_papers.core import Level, Problem, Value, did_you_mean
from panel_papers.template_tools.check.uses import Use, uses_in
from panel_papers.word import WordTemplate

_OF_THE_BUILD = frozenset({"appendix", "paper"})


def never_given(
    template: WordTemplate,
    trials: Sequence[Mapping[str, Value]],
    *,
    stationery: bool,
    is_open: bool,
) -> Iterator[Problem]:
    """Yield each tag that makes do without a field, and asks for one that no paper can give.

    `trials` are what the template can be given. One that is open for further fields is given only
    `appendix` and `paper` by the build.
    """
    for use in uses_in(template, stationery=stationery):
        first = use.path.partition(".")[0].removesuffix("[]")
        if not use.excused or not first or (is_open and first not in _OF_THE_BUILD):
            continue
        owners: list[object] = list(trials)
        for step in use.path.split("."):
            known = sorted({name for o in owners if isinstance(o, Mapping) for name in o})
            name = step.rstrip("[]")
            if known and name not in known:
                yield _problem(use, name, known)
                break
            owners = _inside(owners, name)


def _inside(owners: Sequence[object], name: str) -> list[object]:
    """Return what is under a name, and in the place of a list each of its items."""
    found = [owner[name] for owner in owners if isinstance(owner, Mapping) and name in owner]
    return [
        each for value in found for each in (value if isinstance(value, list | tuple) else [value])
    ]


def _problem(use: Use, name: str, known: Sequence[str]) -> Problem:
    what = "prints its “default”" if "default" in use.tag else "goes without it"
    return Problem(
        "never-given",
        use.place,
        f"“{use.tag}” asks for “{name}”, which no paper can give here, so every paper {what}",
        "one of " + ", ".join(known),
        did_you_mean(name, known)
        or "in Word, either write one of these names in the tag, or type the text without a tag",
        Level.WARNING,
    )
