"""A row of totals, and its numbers beside the sums of their parts."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from panel_papers.content.data.model import DataCell


class ColumnSum(Struct, frozen=True):
    """One number of a row of totals, and the sum of the rows that come nearest to it.

    `tolerance` is what rounding may account for.
    """

    cell: DataCell
    heading: str
    total: Decimal
    sum: Decimal
    tolerance: Decimal
    parts: tuple[DataCell, ...]

    @property
    def adds_up(self) -> bool:
        """Whether rounding accounts for the difference."""
        return abs(self.total - self.sum) <= self.tolerance

    @property
    def made_of(self) -> str:
        """The rows that it is the sum of, and the verb: “2 rows (B2 to B3) make”."""
        if len(self.parts) == 1:
            return f"1 row ({self.parts[0].ref}) makes"
        return f"{len(self.parts)} rows ({self.parts[0].ref} to {self.parts[-1].ref}) make"

    @property
    def is_difference(self) -> bool:
        """Whether it is less than the sum of its parts: gross expenditure less income."""
        parts = (each.value for each in self.parts if isinstance(each.value, Decimal))
        return sum(parts, Decimal(0)) != self.sum

    @property
    def is_whole(self) -> bool:
        """Whether it is 100%, the sum of percentages."""
        return self.cell.full_unit == "%"


class TotalRow(Struct, frozen=True):
    """A row of totals: its index, the cell that names it, and its numbers.

    `sure` says that its label alone makes it a total; `proven` that its numbers do. With neither,
    its label only sounds like one.
    """

    index: int
    label: DataCell
    sure: bool
    proven: bool
    sums: tuple[ColumnSum, ...]

    @property
    def words(self) -> str:
        """What it is called, and where its label is: “Place” (A4)."""
        if self.label.text:
            return f"“{self.label.text}” ({self.label.ref})"
        return f"a row without a name ({self.label.ref})"

    @property
    def reason(self) -> str:
        """Why it is taken as a total where its label does not say so."""
        if self.sure or not self.sums or not self.adds_up:
            return ""
        parts = self.sums[0].parts
        if self.is_difference:
            return f": its numbers are those of {parts[0].ref} less {_range(parts[1:])}"
        if len(parts) == 1:
            return f": its numbers are those of the only row of its group ({parts[0].ref})"
        return (
            f": its numbers are the sums of {len(parts)} rows ({parts[0].ref} to {parts[-1].ref})"
        )

    @property
    def is_difference(self) -> bool:
        """Whether its numbers are what is left of others: gross expenditure less income."""
        return any(each.is_difference for each in self.sums)

    @property
    def adds_up(self) -> bool:
        """Whether each of its numbers that is a sum is the right one."""
        return all(each.adds_up for each in self.sums)


def _range(cells: tuple[DataCell, ...]) -> str:
    return cells[0].ref if len(cells) == 1 else f"{cells[0].ref} to {cells[-1].ref}"
