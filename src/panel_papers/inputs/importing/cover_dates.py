"""The date in a line of a cover sheet, and what else the line says."""

from __future__ import annotations

import re
from calendar import day_name

from msgspec import Struct

from panel_papers.core import MONTHS
from panel_papers.inputs.yaml.schema import ValueFault
from panel_papers.inputs.yaml.value_types import as_date

_DAYS = "|".join(day_name)
_DATE = re.compile(
    rf"(?<!\w)(?:(?:{_DAYS}),?\s{{1,3}})?\d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?\s{{1,3}}"
    rf"(?:{'|'.join(f'{each[:3]}(?:{each[3:]})?' if len(each) > 3 else each for each in MONTHS)})"
    r"\.?,?\s{1,3}\d{4}(?!\w)"
    r"|(?<![\w./-])\d{1,2}[/.]\d{1,2}[/.]\d{4}(?!\w)|(?<![\w./-])\d{4}-\d{1,2}-\d{1,2}(?!\w)",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"(?:at|on|from|,|;|–|-|\(|\)|noon|midday|(?:{_DAYS})|"
    r"\d{1,2}(?:[.:]\d{2})?\s{0,2}(?:am|pm|a\.m\.?|p\.m\.?|hours|hrs)?)",
    re.IGNORECASE,
)


class Dated(Struct, frozen=True):
    """A date as it is typed, the words before it and those after it."""

    date: str
    before: str
    after: str

    @property
    def time(self) -> str:
        """The words beside the date where they say nothing but a time, such as “at 10.30 am”."""
        rest = " ".join(f"{self.before} {self.after}".split())
        return rest if not _TIME.sub("", rest).strip() else ""

    @property
    def alone(self) -> bool:
        """Say whether the line says the date and at most a time."""
        rest = f"{self.before}{self.after}".strip(" ,;.")
        return not rest or bool(self.time)


def dated(text: str) -> Dated | None:
    """Return the only date of a line; None where there is none, two, or one that does not exist."""
    found = list(_DATE.finditer(text))
    if len(found) != 1:
        return None
    date = found[0][0]
    try:
        as_date(date)
    except ValueFault:
        return None
    return Dated(date, text[: found[0].start()].strip(), text[found[0].end() :].strip())
