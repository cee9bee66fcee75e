"""Word documents made into tagged PDFs: by the engine, with our tags where it writes none."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from msgspec import Struct
from msgspec.structs import asdict, replace

from panel_papers.core import (
    Cache,
    EngineError,
    Place,
    Problem,
    Stage,
    excluded,
    key_of,
    program_identity,
    working_on,
)
from panel_papers.output.pack.attempts import Attempt, Check, Rendered, best_of, checked
from panel_papers.pdf import (
    EMBEDDED,
    Choice,
    Engine,
    Missing,
    Moves,
    WordDocument,
)


class _Task(Struct, frozen=True):
    """A document as Word shows it, and the same made `ready` for the engines."""

    document: WordDocument
    ready: WordDocument


_NOT_KEPT = frozenset({"pdf", "report", "described"})  # what is known later, or of other PDFs
_INSTALL = re.compile(r"(?:; or )?install LibreOffice, which[^;]*")


def _missing_content(docx: bytes, pdf: bytes) -> Sequence[Missing]:
    from panel_papers.pdf import missing_content  # noqa: PLC0415 - loads PDFium

    return missing_content(docx, pdf)


def render(
    choice: Choice,
    documents: Sequence[WordDocument],
    cache: Cache | None = None,
    check: Check = _missing_content,
) -> list[Rendered]:
    """Return one PDF for each document, in order; with a cache, only what is new is made.

    Each PDF is checked against its document, by a reader that did not write it. An engine whose
    PDF lacks something, or that cannot be tagged exactly, gives way to the next. Raises EngineError
    for each document that no engine printed completely, with what is missing and where.
    """
    keys = _keys(choice, documents) if cache else [None for _ in documents]
    kept = {
        index: found
        for index, key in enumerate(keys)
        if cache and key and (found := _unpacked(cache.get(key)))
    }
    fresh = [index for index in range(len(documents)) if index not in kept]
    new = _made(choice, [documents[index] for index in fresh], check)
    made = dict(zip(fresh, new, strict=True))
    for index, each in made.items():
        if cache and (key := keys[index]):
            cache.put(key, _packed(each))
    return [kept.get(index) or made[index] for index in range(len(documents))]


def converted_only(
    choice: Choice, documents: Sequence[WordDocument], *, cache: Cache
) -> list[Rendered]:
    """Return a PDF for each document, in order, from the cache or as the first engine converts it.

    What is converted is neither tagged, nor checked, nor kept. Raises EngineError as an engine
    does.
    """
    made = []
    for document, key in zip(documents, _keys(choice, documents), strict=True):
        rendered = _unpacked(cache.get(key)) if key else None
        if rendered is None:
            (ready,) = _ready([document])
            (pdf,) = choice.engine.convert([ready])
            rendered = Rendered(pdf, choice.engine.version())
        made.append(rendered)
    return made


def _keys(choice: Choice, documents: Sequence[WordDocument]) -> list[str | None]:
    """Return the key of each document's PDF; None where not all that shapes it can be known."""
    engines = choice.every
    identities = [each.identity() for each in engines]
    if None in identities:
        return [None for _ in documents]
    shared = (
        program_identity(),
        *(each.name for each in engines),
        *identities,
        str(choice.fallback is not None),
    )
    return [
        key_of(*shared, each.name, each.title, each.language, str(each.created), each.data)
        for each in documents
    ]


def _packed(rendered: Rendered) -> bytes:
    said = {k: v for k, v in asdict(rendered).items() if k not in _NOT_KEPT}
    return json.dumps(said).encode() + b"\n" + rendered.pdf


def _unpacked(data: bytes | None) -> Rendered | None:
    if data is None:
        return None
    said, _, pdf = data.partition(b"\n")
    found = json.loads(said)
    tuples = {
        "unlike_word": tuple(found["unlike_word"]),
        "covered": tuple((place, words) for place, words in found["covered"]),
        "cut_off": tuple((place, words) for place, words in found["cut_off"]),
    }
    return Rendered(pdf, **{**found, **tuples})


def _made(choice: Choice, documents: Sequence[WordDocument], check: Check) -> list[Rendered]:
    """Return one PDF for each document, in order, each made now."""
    left_out = [p for each in documents if (p := excluded(Place(each.name), Stage.CONVERTING))]
    if left_out:
        rest = [e for e in documents if not excluded(Place(e.name), Stage.CONVERTING)]
        try:
            _made(choice, rest, check)
        except EngineError as error:
            left_out += error.problems
        raise EngineError(left_out)
    attempts: list[list[Attempt]] = [[] for _ in documents]
    tasks = [_Task(*each) for each in zip(documents, _ready(documents), strict=True)]
    for engine in choice.every:
        if engine is choice.fallback:
            again = [i for i, made in enumerate(attempts) if not any(m.complete for m in made)]
        else:
            again = [i for i, made in enumerate(attempts) if not any(m.good for m in made)]
        for index, attempt in zip(
            again, _attempts(engine, [tasks[i] for i in again], check), strict=True
        ):
            attempts[index].append(attempt)
    results = [best_of(made) for made in attempts]
    problems = [p for r in results if isinstance(r, EngineError) for p in r.problems]
    if problems and any(engine.name not in EMBEDDED for engine in choice.every):
        problems = [_with_libreoffice(problem) for problem in problems]
    if problems:
        raise EngineError(problems)
    return [result for result in results if isinstance(result, Rendered)]


def _with_libreoffice(problem: Problem) -> Problem:
    """Return a problem without the advice to install LibreOffice, which was asked too."""
    hint = _INSTALL.sub("", problem.hint or "").removeprefix("; or ")
    return replace(problem, hint=hint or None)


def _ready(documents: Sequence[WordDocument]) -> list[WordDocument]:
    """Return the documents in constructs that every engine knows.

    Raises EngineError naming each document that would be printed in part.
    """
    from panel_papers.pdf import NotPrepared, prepared  # noqa: PLC0415 - loads lxml

    ready, problems = [], []
    for document in documents:
        try:
            with working_on(Place(document.name), Stage.CONVERTING, EngineError):
                ready.append(replace(document, data=prepared(document.data)))
        except NotPrepared as problem:
            problems.append(
                Problem(
                    code="engine-document-incomplete",
                    place=Place(document.name),
                    found=problem.reason,
                    wanted="",
                    hint=problem.hint,
                )
            )
    if problems:
        raise EngineError(problems)
    return ready


def _attempts(engine: Engine, tasks: Sequence[_Task], check: Check) -> list[Attempt]:
    """Return what an engine makes of each document; without any, nothing is started."""
    if not tasks:
        return []
    if not engine.writes_tags:
        with ThreadPoolExecutor(2) as pool:  # the engine lays one out while we tag the other
            return list(pool.map(partial(_converted, engine, check), tasks))
    try:
        pdfs = engine.convert([task.ready for task in tasks])
    except EngineError as error:
        if len(tasks) == 1:
            return [Attempt(None, tuple(error.problems))]
        return [attempt for each in tasks for attempt in _attempts(engine, [each], check)]
    from panel_papers.output.pack.missing_glyphs import unprinted  # noqa: PLC0415 - reads PDFs

    version = engine.version()
    return [
        checked(
            check, task.document, Rendered(pdf, version, unprinted=unprinted(task.ready.data, pdf))
        )
        for task, pdf in zip(tasks, pdfs, strict=True)
    ]


def _converted(engine: Engine, check: Check, task: _Task) -> Attempt:
    """Return what an engine that writes no tags makes of a document, with ours."""
    with working_on(Place(task.document.name), Stage.CONVERTING, EngineError):
        return _tagged(engine, check, task)


def _tagged(engine: Engine, check: Check, task: _Task) -> Attempt:
    """Return the engine's PDF with our tags, or as it is where they cannot be placed exactly."""
    from panel_papers.pdf import NoGlyph, Refused, tag  # noqa: PLC0415 - only where it is used

    ready = replace(task.ready, moves=Moves())  # the tagger's copy makes those of the document

    def converted(data: bytes) -> bytes:
        return engine.convert([replace(ready, data=data)])[0]

    try:
        tagged = tag(
            ready.data,
            converted,
            title=ready.title or ready.name,
            language=ready.language,
            created=ready.created,
            labels_by_level=engine.labels_by_level,
        )
    except Refused as refusal:
        where = f" ({refusal.where})" if refusal.where else ""
        untagged = f"{refusal.reason}{where}"
        unprinted = "\ufffd" if isinstance(refusal, NoGlyph) else ""
    except EngineError as error:
        return Attempt(None, tuple(error.problems))
    else:
        return checked(
            check, task.document, Rendered(tagged.pdf, engine.version(), tagged_here=True)
        )
    try:
        pdf = converted(ready.data)
    except EngineError as error:
        return Attempt(None, tuple(error.problems))
    plain = Rendered(pdf, engine.version(), untagged=untagged, unprinted=unprinted)
    return checked(check, task.document, plain)
