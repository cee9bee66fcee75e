"""Templates tried as the build would fill them, and tags that no trial reaches one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from docx.document import Document
from jinja2 import Environment

from panel_papers.core import Leaf, Level, Place, Problem, Prose, TemplatesError, Value
from panel_papers.template_tools.check.scopes import Asked, Values, asked
from panel_papers.template_tools.check.supplied import Supplied
from panel_papers.word import (
    RUNTIME,
    Placer,
    Slots,
    Tag,
    WordTemplate,
    environment,
    failed,
    fill,
    not_text,
    section_not_printed,
    whole,
)

_ALTERNATIVES = 2


def trial_faults(
    template: WordTemplate, given: Supplied, *, stationery: bool, sound: bool, plain: bool
) -> list[Problem]:
    """Return what goes wrong when the template is filled with each set of fields.

    `sound` says that its tags have no problem where all fields are given, `plain` that they do no
    more than print: then nothing can depend on what is left out.
    """
    problems: list[Problem] = []
    for number, fields in enumerate(given.trials):
        if plain and given.bare and number:
            continue
        slots = Slots()
        known = sound and given.names == fields.keys()
        try:
            document = fill(template, fields, slots, stationery=stationery, sound=known)
        except TemplatesError as error:
            problems += error.problems
            continue
        problems += _placed(document, slots, template.file)
        if not number or given.own:
            problems += _unprinted(template, given, number, slots)
    return problems


def _placed(document: Document, slots: Slots, file: str) -> list[Problem]:
    """Return what goes wrong when the values are placed; styles are the house's, not this one's."""
    placer = Placer(document, slots, Place(file))
    placer.place()
    return [problem for problem in placer.template_problems if problem.code != "missing-style"]


def unprinted_by(
    template: WordTemplate, fields: Mapping[str, Value], required: Sequence[str]
) -> list[Problem]:
    """Return what a template that the build asks for by name leaves out of these fields."""
    slots = Slots()
    fill(template, fields, slots, sound=True)
    return [
        not_printed(template.file, words, Level.WARNING)
        for name in required
        for leaf, words in leaves(fields.get(name), name)
        if not slots.prints(leaf)
    ]


def _unprinted(
    template: WordTemplate, given: Supplied, number: int, slots: Slots
) -> Iterator[Problem]:
    fields = given.own[number] if given.own else given.trials[number]
    for name in fields if given.own else given.required:
        for leaf, words in leaves(fields[name], name):
            if slots.prints(leaf):
                continue
            if isinstance(leaf, Prose) and not given.own and "body" not in fields:
                yield section_not_printed(template.file, words)
            else:
                level = Level.WARNING if given.fixed else Level.ERROR
                yield not_printed(template.file, words, level)


def not_printed(file: str, words: str, level: Level) -> Problem:
    """Return the problem of a template that leaves out what a paper says.

    Of a template that every paper has, a warning: a body may want no telephone on its cover sheet.
    """
    return Problem(
        "text-not-printed",
        Place(file),
        f"The template does not print “{words}”, so its text would be lost",
        "",
        f"add a tag such as “{{{{ {words} }}}}” where the text is to be printed",
        level,
    )


def leaves(value: Value, name: str) -> Iterator[tuple[Leaf, str]]:
    """Yield each text, table and picture of a field, with its name as a tag would say it."""
    if isinstance(value, Mapping):
        for part, inner in value.items():
            yield from leaves(inner, f"{name}.{part}")
    elif isinstance(value, Leaf):
        if value != "":
            yield value, name
    elif value is not None:
        for inner in value:
            yield from leaves(inner, name)


def single_faults(tags: Sequence[Tag], fields: Mapping[str, Value]) -> Iterator[Problem]:
    """Yield what goes wrong with tags tried one by one, also those under a condition.

    What a tag does not find is no problem here: a condition around it may ask for it.
    """
    printed: list[object] = []
    env = environment(_keeper(printed))
    known: dict[str, Values] = {name: [value] for name, value in fields.items()}
    for each in asked(tags, env, known):
        if not any(scope.conditional for scope in each.scopes):
            continue
        printed.clear()
        try:
            _render(each, env, fields)
        except RUNTIME as error:
            if not hasattr(error, "asked"):
                yield failed(each.tag, error)
            continue
        group = next((v for v in printed if isinstance(v, Mapping | list | tuple)), None)
        if group is not None:
            yield not_text(each.tag, group)


def _keeper(printed: list[object]) -> Callable[[object], object]:
    def keep(value: object) -> str:
        printed.append(value)
        return ""

    return keep


def _render(each: Asked, env: Environment, fields: Mapping[str, Value]) -> None:
    """Render one tag in its loops, each over the values that it can have."""
    before, after, values = [], [], dict[str, object](fields)
    for number, scope in enumerate(each.scopes):
        if scope.opener is not None and scope.opener.keyword == "for":
            (target,) = [n for n in scope.names if n != "loop"] if len(scope.names) == 2 else [""]
            alternatives = scope.names.get(target)
            if not alternatives:
                return  # nothing is known of what the loop goes through
            values[f"values_{number}"] = alternatives[:_ALTERNATIVES]
            before.append(f"{{% for {target} in values_{number} %}}")
            after.append("{% endfor %}")
        before += [tag.source for tag in scope.sets]
    env.from_string("".join([*before, whole(each.tag) or "", *after])).render(values)
