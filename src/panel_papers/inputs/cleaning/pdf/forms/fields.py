"""Reads what a form field says of itself, inherited or not (ISO 32000-1 12.7.3 and 12.7.4)."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from panel_papers.inputs.cleaning.pdf.objects import inherited, name_of, pictures_of

_DEEPEST = 50  # parents in a circle end here

MULTILINE, PASSWORD, RADIO, PUSH_BUTTON, COMBO = 1 << 12, 1 << 13, 1 << 15, 1 << 16, 1 << 17
OFF = "/Off"


def field_kind(field: Object) -> str:
    """Return the kind of a field: /Tx, /Btn, /Ch, /Sig; an empty text where it has none."""
    kind = inherited(field, "/FT")
    return str(kind) if isinstance(kind, Name) else ""


def has_flag(field: Object, flag: int) -> bool:
    """Say whether a field has one of the flags of ISO 32000-1 tables 221, 226, 228 and 230."""
    try:
        return bool(int(inherited(field, "/Ff") or 0) & flag)  # type: ignore[call-overload]  # any object; wild ones raise
    except (TypeError, ValueError):
        return False


def is_push_button(field: Object) -> bool:
    """Say whether a field is a button that does something, and holds no answer."""
    return field_kind(field) == "/Btn" and has_flag(field, PUSH_BUTTON)


def is_choice_mark(field: Object) -> bool:
    """Say whether a field is a check box or a radio button."""
    return field_kind(field) == "/Btn" and not has_flag(field, PUSH_BUTTON)


def full_name(field: Object) -> str:
    """Return the name of a field as its program knows it: those of its parents, with full stops."""
    names: list[str] = []
    holder: object = field
    for _ in range(_DEEPEST):
        if not isinstance(holder, Dictionary):
            break
        name = holder.get(Name.T)
        if isinstance(name, String) and str(name):
            names.append(str(name))
        holder = holder.get(Name.Parent)
    return ".".join(reversed(names))


def spoken_name(field: Object) -> str:
    """Return the name that a screen reader says (ISO 32000-1 table 220, TU), or nothing."""
    name = inherited(field, "/TU")
    return " ".join(str(name).split()) if isinstance(name, String) else ""


def is_on(field: Object) -> bool:
    """Say whether a check box or radio button is chosen."""
    return state_of(field) not in ("", OFF)


def state_of(field: Object) -> str:
    """Return the name of a check box’s picture that is shown; without /AS, its value names it."""
    state = name_of(field, "/AS")
    if state:
        return state
    value = inherited(field, "/V")
    named = str(value) if isinstance(value, (Name, String)) else ""
    named = named if named.startswith("/") or not named else f"/{named}"
    known = pictures_of(field)
    return named if named == OFF or not known or named in known else OFF


def picture_of(annotation: Object) -> Object | None:
    """Return the picture that a reader shows of an annotation, or None where it holds none."""
    pictures = pictures_of(annotation)
    return pictures.get("") or pictures.get(state_of(annotation))


def answers_of(field: Object) -> tuple[str, ...]:
    """Return what a text field or choice holds, in the words that a reader shows."""
    value = inherited(field, "/V")
    held = list(value) if isinstance(value, Array) else [value]
    texts = [_text(each) for each in held]
    if field_kind(field) == "/Ch":
        shown = dict(options_of(field))
        texts = [shown.get(each, each) for each in texts]
    return tuple(text for text in texts if text)


def options_of(field: Object) -> tuple[tuple[str, str], ...]:
    """Return the options of a choice: what is exported and what is shown of each."""
    listed = inherited(field, "/Opt")
    options = []
    for each in list(listed) if isinstance(listed, Array) else []:
        if isinstance(each, Array) and len(each) >= 2:
            options.append((_text(each[0]), _text(each[1])))
        else:
            options.append((_text(each), _text(each)))
    return tuple(options)


def _text(value: object) -> str:
    if isinstance(value, Stream):  # a long text may be in a stream (12.7.4.3)
        data = bytes(value.read_bytes())
        return (
            data.decode("utf-16")
            if data[:2] in (b"\xfe\xff", b"\xff\xfe")
            else data.decode("cp1252", "replace")
        )
    return str(value) if isinstance(value, String) else ""
