"""What a new version of a template asks for that the old one did not, and whether it breaks papers.

A change is breaking if a paper that was written for the old template may not be built with the new
one: a field that it must give now and did not, or one that it fills and that is printed no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from panel_papers.template_tools.diff.contract import EACH, Contract, Use
from panel_papers.template_tools.diff.given import Given, fills, holds, lacks, supplied

_ALIKE = 0.6
_TEXT, _LIST = (Use(kind, needed=False, when=None, where="") for kind in ("text", "list"))


class FieldChange(Struct, frozen=True):
    """One change of what a template asks for, reported in words.

    `change` is “added”, “removed”, “renamed” or “changed”; `field` the field as it is now, or as it
    was; `why` says what follows for papers.
    """

    change: str
    field: str
    what: str
    why: str
    breaking: bool
    where: str


def field_changes(
    template: str, old: Contract, new: Contract, given: Sequence[Given]
) -> list[FieldChange]:
    """Return the changes of a template's fields; `given` is what past papers give it."""
    return list(_Comparison(template, old.fields, new.fields, given).changes())


def named(way: str) -> str:
    """Return a field in words: “title” of each of “chapters”."""
    owner, _, last = way.rpartition(".")
    if way.endswith(EACH):
        return f"each of {named(way.removesuffix(EACH))}"
    if EACH in owner:
        return f"“{last}” of {named(owner)}"
    return f"“{way}”"


class _Comparison:
    def __init__(
        self,
        template: str,
        old: Mapping[str, Use],
        new: Mapping[str, Use],
        given: Sequence[Given],
    ) -> None:
        self._template, self._given = template, given
        self._old, self._new = old, new
        self._supplied = supplied(template)

    def changes(self) -> Iterator[FieldChange]:
        """Yield the changes: what was renamed, what went, what came, what is used otherwise."""
        renamed = dict(self._renames())
        followed = {way: _followed(way, renamed) for way in self._old}
        for old, new in renamed.items():
            yield self._renamed(old, new)
        gone = [way for way in self._old if followed[way] not in self._new]
        for way in _outermost(gone):
            yield self._removed(way)
        come = [way for way in self._new if way not in followed.values()]
        known = {now for now in followed.values() if self._new.get(now, _TEXT).kind == "list"}
        fresh = [way for way in _outermost(come) if not self._in_new_list(way, known)]
        for way in fresh:
            yield self._added(way, [each for each in come if each.startswith(way + EACH)])
        for way, now in followed.items():
            if now in self._new:
                yield from self._used_otherwise(now, self._old[way], self._new[now])

    def _in_new_list(self, way: str, lists: set[str]) -> bool:
        """Say whether a field is inside what was no list before: the list is reported."""
        return any(
            way.startswith(each + EACH) and self._old.get(each, _LIST).kind != "list"
            for each in lists
        )

    def _is_supplied(self, way: str) -> bool:
        return holds(self._supplied, way)

    def _renames(self) -> Iterator[tuple[str, str]]:
        gone = [w for w in self._old if w not in self._new and not self._is_supplied(w)]
        come = [w for w in self._new if w not in self._old and not self._is_supplied(w)]
        for old in _outermost(gone):
            beside = [
                new
                for new in _outermost(come)
                if _owner(new) == _owner(old) and self._kinds_fit(old, new)
            ]
            near = max(beside, key=lambda new: _likeness(old, new), default=None)
            if near is None:
                continue
            same_place = self._old[old].where == self._new[near].where
            if same_place or _likeness(old, near) >= _ALIKE:
                come = [each for each in come if each != near and not each.startswith(near + EACH)]
                yield old, near

    def _kinds_fit(self, old: str, new: str) -> bool:
        return (self._old[old].kind == "list") == (self._new[new].kind == "list")

    def _renamed(self, old: str, new: str) -> FieldChange:
        use = self._new[new]
        users = self._who(lambda each: fills(each.fields, old))
        breaking = bool(users) or use.needed
        why = f"{users or 'papers'} must be changed to the new name"
        if not breaking:
            why = "no paper fills it, and it may be left out"
        what = f"{named(old)} is called {named(new)} now"
        return FieldChange("renamed", new, what, why, breaking, use.where)

    def _removed(self, way: str) -> FieldChange:
        use = self._old[way]
        what = f"{named(way)} is asked for no more"
        if self._is_supplied(way):
            own = way == self._template.replace("-", "_")
            why = "every paper has it; it is only not printed here"
            if own:
                why = "it is the section’s own text, which must be printed"
            return FieldChange("removed", way, what, why, own, use.where)
        users = self._who(lambda each: fills(each.fields, way))
        why = f"{users} fills it, and what no template prints is an error" if users else ""
        return FieldChange(
            "removed", way, what, why or "no past paper fills it", bool(users), use.where
        )

    def _added(self, way: str, inner: Sequence[str]) -> FieldChange:
        use = self._new[way]
        what = f"{named(way)} is new"
        if inner:
            what += ", with " + _listed([named(each) for each in inner])
        why, breaking = self._need(way, use)
        return FieldChange("added", way, what, why, breaking, use.where)

    def _need(self, way: str, use: Use) -> tuple[str, bool]:
        """Say who must give a field that is needed from now on."""
        if self._is_supplied(way):
            return "every paper has it", False
        if not use.needed:
            return "a paper may leave it out", False
        condition = ""
        if use.when is not None:
            if use.when not in self._old and not self._is_supplied(use.when):
                return f"needed only where {named(use.when)} is given, which is new too", False
            condition = f" where {named(use.when)} is given"
        must = f"every paper must give it{condition}"
        if EACH in way:
            owner = way[: way.rindex(EACH)]
            must = f"{named(owner + EACH)} must have it{condition}"
        lacking = self._who(lambda each: lacks(each.fields, way))
        if lacking:
            return f"{must}; without it: {lacking}", True
        return f"{must}; papers that were written for the old template may not", True

    def _used_otherwise(self, way: str, old: Use, new: Use) -> Iterator[FieldChange]:
        if (old.kind == "list") != (new.kind == "list"):
            what = f"{named(way)} was {_A[old.kind]} and is {_A[new.kind]} now"
            users = self._who(lambda each: fills(each.fields, way))
            why = f"{users or 'papers'} must give it in the other form"
            yield FieldChange("changed", way, what, why, not self._is_supplied(way), new.where)
            return
        if old.kind != new.kind:
            what = f"{named(way)} was {_A[old.kind]} and is {_A[new.kind]} now"
            why = "the marks of Markdown, such as **, are read now"
            if new.kind == "text":
                why = "the marks of Markdown, such as **, are printed as they are now"
            yield FieldChange("changed", way, what, why, breaking=False, where=new.where)
        if self._is_supplied(way) or (old.needed, old.when) == (new.needed, new.when):
            return
        if not new.needed:
            what, why = f"{named(way)} may be left out now", "papers need not change"
            yield FieldChange("changed", way, what, why, breaking=False, where=new.where)
        elif not old.needed or (old.when is not None and old.when != new.when):
            why, breaking = self._need(way, new)
            what = f"{named(way)} is required now"
            yield FieldChange("changed", way, what, why, breaking, new.where)

    def _who(self, holds_for: Callable[[Given], bool]) -> str:
        return _listed([each.by for each in self._given if holds_for(each)])


_A = {"text": "text", "prose": "Markdown", "list": "a list"}


def _followed(way: str, renamed: Mapping[str, str]) -> str:
    """Return the way that a field has after lists on its way were renamed."""
    for old, new in renamed.items():
        if way == old or way.startswith((old + EACH, f"{old}.")):
            return new + way.removeprefix(old)
    return way


def _outermost(ways: Sequence[str]) -> list[str]:
    """Return the ways that do not lead through another of them."""
    return [w for w in ways if not any(w != o and w.startswith((o + EACH, o + ".")) for o in ways)]


def _owner(way: str) -> str:
    return way.rpartition(".")[0]


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _listed(names: Sequence[str]) -> str:
    names = list(dict.fromkeys(names))
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
