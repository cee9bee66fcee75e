"""What each problem code means: the command `explain`, and what docs/problems is written from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import indent

import click
from msgspec import Struct

from panel_papers.cli.terminal import say
from panel_papers.core import did_you_mean

ROOMS = (
    "core",
    "law",
    "meetings",
    "merge",
    "pdf",
    "inputs",
    "content",
    "word",
    "output",
    "checks",
    "template_tools",
    "run",
)
"""Packages that report problems; what each of their codes means is in their `problems.toml`."""


class Explanation(Struct, frozen=True):
    """What a code means: the problem and how to fix it, each as whole sentences.

    The rule of a check also has `why` it matters, and an example: `wrong` and `right`.
    """

    code: str
    problem: str
    fix: str | None = None
    why: str | None = None
    wrong: str | None = None
    right: str | None = None

    def __str__(self) -> str:
        """Return it as text for a terminal."""
        parts = [f"{self.code}: {self.problem}"]
        parts += [self.why] if self.why else []
        parts += [f"How to fix it: {self.fix}"] if self.fix else []
        for name, example in (("Wrong", self.wrong), ("Right", self.right)):
            parts += [f"{name}:\n{indent(example, '    ')}"] if example else []
        return "\n\n".join(parts)


def explanations() -> Mapping[str, Explanation]:
    """Return what every code means, by code in alphabetical order."""
    from panel_papers.checks import CHECKS, SHARED_RULES  # noqa: PLC0415 - heavy

    found = [each for room in ROOMS for each in _of_room(room)]
    rules = [*(rule for check in CHECKS for rule in check.RULES), *SHARED_RULES]
    found += [Explanation(r.code, f"{r.title}.", None, r.why, r.wrong, r.right) for r in rules]
    return {each.code: each for each in sorted(found, key=lambda each: each.code)}


def _of_room(room: str) -> list[Explanation]:
    import tomllib  # noqa: PLC0415 - only for this command
    from importlib.resources import files  # noqa: PLC0415

    text = (files("panel_papers") / room / "problems.toml").read_text(encoding="utf-8")
    return [Explanation(code, **said) for code, said in tomllib.loads(text).items()]


@click.command("explain")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
def explain(codes: Sequence[str]) -> None:
    """Say what a problem's code means and how to fix it; without a code, list all codes.

    \b
    Examples:
      panel-papers explain dead-link
      panel-papers explain
    """  # noqa: D301 - click wants the character itself
    known = explanations()
    if not codes:
        width = max(map(len, known))
        for each in known.values():
            say(f"{each.code:{width}}  {each.problem}")
        return
    for code in codes:
        if code not in known:
            hint = did_you_mean(code, known) or "“panel-papers explain” lists all codes"
            raise click.UsageError(f"There is no problem with the code “{code}”: {hint}")
    say("\n\n\n".join(str(known[code]) for code in codes))
