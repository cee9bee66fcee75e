"""Engines that turn Word documents into PDF, and the choice between them.

A new engine is a module of its own and a line in `ENGINES`; the contract tests then run over it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from msgspec import Struct

from panel_papers.core import EngineError, Place, Problem, did_you_mean
from panel_papers.pdf.engines.own_fonts import NO_FONTS, OwnFonts
from panel_papers.pdf.engines.protocol import Engine, Moves, WordDocument

__all__ = [
    "ENGINES",
    "Choice",
    "Engine",
    "Moves",
    "WordDocument",
    "choose_engine",
    "ready_engine",
]


class Maker(Protocol):
    """What makes an engine, with a body's own fonts, from the place of soffice (None: look)."""

    def __call__(self, soffice: Path | None, fonts: OwnFonts = NO_FONTS, /) -> Engine:
        """Return the engine; raises EngineError where the machine lacks what it needs."""


def _dxpdf(_soffice: Path | None, fonts: OwnFonts = NO_FONTS, /) -> Engine:
    from panel_papers.pdf.engines.dxpdf import Dxpdf  # noqa: PLC0415 - only when it is chosen

    return Dxpdf(fonts)


def _rdocx(_soffice: Path | None, fonts: OwnFonts = NO_FONTS, /) -> Engine:
    from panel_papers.pdf.engines.rdocx.engine import Rdocx  # noqa: PLC0415 - only when it is chosen

    return Rdocx(fonts)


def _libreoffice(soffice: Path | None, fonts: OwnFonts = NO_FONTS, /) -> Engine:
    from panel_papers.pdf.engines.libreoffice import (  # noqa: PLC0415 - only when it is chosen
        LibreOffice,
        find_soffice,
        missing,
    )

    program = soffice or find_soffice()
    if program is None:
        raise missing("LibreOffice was not found on this computer")
    if not program.is_file():
        raise missing(f"There is no program {program}")
    return LibreOffice(program, fonts=fonts)


# Each engine's name, and what makes it, in the order in which a build asks them.
ENGINES: Mapping[str, Maker] = MappingProxyType(
    {"rdocx": _rdocx, "dxpdf": _dxpdf, "libreoffice": _libreoffice}
)
EMBEDDED = ("rdocx", "dxpdf")
"""The engines that pip installs and that need nothing else of the machine."""


class Choice(Struct, frozen=True):
    """The engines of a run, in the order in which they are asked, and why.

    The first PDF that is complete and tagged is taken, else the first that is complete.
    `fallback` is asked only for a document of which no other engine makes a complete PDF. `fonts`
    are the body's own, which all of them print.
    """

    engines: tuple[Engine, ...]
    reason: str
    fallback: Engine | None = None
    fonts: OwnFonts = NO_FONTS

    @property
    def engine(self) -> Engine:
        """The engine that is asked first."""
        return self.engines[0]

    @property
    def every(self) -> tuple[Engine, ...]:
        """All engines that may be asked, the fallback last."""
        return self.engines if self.fallback is None else (*self.engines, self.fallback)

    @property
    def name(self) -> str:
        """“embedded” or “libreoffice”: where the first engine comes from."""
        return "embedded" if self.engine.name in EMBEDDED else self.engine.name


def choose_engine(name: str, *, soffice: Path | None = None, fonts: OwnFonts = NO_FONTS) -> Choice:
    """Return the engines for `name`: “auto”, “embedded”, or one engine's own name.

    “auto” asks the embedded engines, then LibreOffice where it is installed. “embedded” keeps to
    the embedded engines, but for documents that none of them can print completely. `soffice` is
    where LibreOffice's program is, for those whose LibreOffice is nowhere usual; `fonts` are a
    body's own.

    Raises EngineError where LibreOffice was asked for (by name or by `soffice`) and is not there,
    where there is no engine at all, and for a name that no engine has.
    """
    if name not in ("auto", "embedded", *ENGINES):
        raise EngineError([_unknown(name)])
    try:
        office = ENGINES["libreoffice"](soffice, fonts)
    except EngineError:
        if name == "libreoffice" or soffice is not None:
            raise
        office = None
    if name in ENGINES:
        engine = office if office and name == office.name else ENGINES[name](soffice, fonts)
        return Choice((engine,), _ASKED_FOR, fonts=fonts)
    installed = _installed(fonts, alone=office is None or name == "embedded")
    if name == "embedded":
        return Choice(installed, _ASKED_FOR, office, fonts)
    if office is None:
        reason = "it came with pip, and LibreOffice was not found on this machine"
        return Choice(installed, reason, fonts=fonts)
    if not installed:
        reason = "it was found on this machine, and no other engine was"
        return Choice((office,), reason, fonts=fonts)
    reason = "it is the quicker; LibreOffice makes what it cannot print completely with tags"
    return Choice((*installed, office), reason, fonts=fonts)


@contextmanager
def ready_engine(
    name: str, *, soffice: Path | None = None, held: bool = False, fonts: OwnFonts = NO_FONTS
) -> Iterator[Choice]:
    """Give what `choose_engine` chooses, its engine started already where a start takes long.

    `held` keeps it for many batches. It is ended with the block.
    """
    choice = choose_engine(name, soffice=soffice, fonts=fonts)
    choice.engine.warm(held=held)
    try:
        yield choice
    finally:
        choice.engine.close()


_ASKED_FOR = "it was asked for"


def _installed(fonts: OwnFonts, *, alone: bool) -> tuple[Engine, ...]:
    """Return the embedded engines that are installed: pip finds no version for some machines.

    Raises EngineError where there is none and they are `alone`.
    """
    engines: list[Engine] = []
    problems: list[Problem] = []
    for name in EMBEDDED:
        engine = ENGINES[name](None, fonts)
        try:
            engine.version()
        except EngineError as missing:
            problems += missing.problems
        else:
            engines.append(engine)
    if alone and not engines:
        raise EngineError(problems)
    return tuple(engines)


def _unknown(name: str) -> Problem:
    names = ["auto", "embedded", *ENGINES]
    return Problem(
        code="engine-unknown",
        place=Place("--engine"),
        found=f"There is no engine “{name}”",
        wanted=" or ".join(f"“{known}”" for known in names),
        hint=did_you_mean(name, names),
    )
