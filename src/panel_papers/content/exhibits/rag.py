"""Red, amber and green in a table: a word with a symbol, and for its shade the mark of its cell.

It works on the finished table, after all that is calculated, and judges unrounded numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content.exhibits.asking import Ask
from panel_papers.content.exhibits.asking_marks import RatingAsk, cut_number
from panel_papers.content.exhibits.choosing import ChosenColumn
from panel_papers.content.exhibits.judging import Number, at_boundary, numbers_of, unit_problem
from panel_papers.content.exhibits.ranges import EXAMPLES, Range, check_ranges, named, read_range
from panel_papers.content.exhibits.shape import Said
from panel_papers.content.exhibits.turned_signs import judged_by_turned_sign
from panel_papers.core import CellMark, InputsError, Level, Place, Problem, Table, did_you_mean

SYMBOLS = {"Red": "■", "Amber": "▲", "Green": "●", "Blue": "◊"}
"""The ratings, each with a symbol of its own shape; blue is for what is complete."""

_READ = {name.casefold(): name for name in SYMBOLS} | {name[0].casefold(): name for name in SYMBOLS}
_UNRATED = frozenset({"", "-", "–", "—", "n/a", "not rated", "not applicable"})
_NONE = "–"
_ENOUGH = 20


class Rated(Struct, frozen=True):
    """A table with its ratings, and warnings."""

    table: Table
    problems: tuple[Problem, ...]


def with_ratings(table: Table, ask: Ask, columns: Sequence[ChosenColumn]) -> Rated:
    """Return the table with the ratings that it asks for.

    `columns` are those that the table prints. Raises InputsError for rules that leave a gap or
    overlap, and for each cell that none fits.
    """
    problems: list[Problem] = []
    for rating in ask.ratings:
        rater = _Rater(table, rating, columns, [])
        made = rater.by_rules() if rating.rules else rater.of_texts()
        problems += rater.problems
        errors = [each for each in rater.problems if each.level is Level.ERROR]
        if errors:
            raise InputsError(errors[:_ENOUGH])
        table = made
    return Rated(table, tuple(problems))


def find_column(said: Said, table: Table, columns: Sequence[ChosenColumn]) -> int | None:
    """Return the index of a column by its heading, or by its name in the file."""
    if said.text in table.header:
        return table.header.index(said.text)
    # a heading may have the scale of its format behind it: “Variance (£000)”
    begun = [i for i, each in enumerate(table.header) if each.startswith(f"{said.text} (")]
    byname = [index for index, column in enumerate(columns) if column.name == said.text]
    return next(iter(byname or begun), None)


def no_column(said: Said, table: Table) -> Problem:
    """Return the error of a column that the table does not have."""
    found = f"The table has no column “{said.text}”"
    wanted = f"one of {', '.join(f'“{each}”' for each in table.header)}"
    hint = did_you_mean(said.text, table.header)
    return Problem("unknown-column", said.place, found, wanted, hint)


class _Rater(Struct):
    """One column of ratings."""

    table: Table
    ask: RatingAsk
    columns: Sequence[ChosenColumn]
    problems: list[Problem]

    def of_texts(self) -> Table:
        """Return the table with the ratings that a column holds."""
        target = find_column(self.ask.column, self.table, self.columns)
        if target is None:
            problem = no_column(self.ask.column, self.table)
            hint = problem.hint or "to work it out of numbers, give “of” and “rules”"
            self.problems.append(replace(problem, hint=hint))
            return self.table
        if self.ask.of is not None:
            found, wanted = (
                "“rag” has “of:” and no “rules:”",
                "“rules: {Green: 0% or more, Red: otherwise}”",
            )
            self.problems.append(Problem("missing-field", self.ask.of.place, found, wanted))
            return self.table
        ratings = [self.rating_of(row[target], n, target) for n, row in enumerate(self.table.rows)]
        return self.rated(target, ratings)

    def rating_of(self, text: str, row: int, column: int) -> str | None:
        """Return the rating that a text says; None for a cell without one."""
        said = " ".join(text.split()).casefold()
        if said in _UNRATED:
            return None
        if said not in _READ:
            place, ref = self.cell(row, column)
            found = f"“{text}”{ref} in the column “{self.table.header[column]}” is not a rating"
            wanted = f"{', '.join(SYMBOLS)}, their first letters, or nothing"
            hint = (
                did_you_mean(said.title(), SYMBOLS)
                or "write one of these into the cell of the file"
            )
            self.problems.append(Problem("not-a-rating", place, found, wanted, hint))
        return _READ.get(said)

    def cell(self, row: int, column: int) -> tuple[Place, str]:
        """Return where a cell of the table comes from."""
        if column < len(self.columns) and row < len(self.columns[column].cells):
            cell = self.columns[column].cells[row]
            return cell.place, f" ({cell.ref})"
        return self.ask.column.place, f" (row {row + 1})"

    def by_rules(self) -> Table:
        """Return the table with ratings worked out of the numbers of a column."""
        rules = self.rules()
        source = self.source(rules)
        target = find_column(self.ask.column, self.table, self.columns)
        if source is not None and source == target:
            found = f"The ratings are to be in “{self.ask.column.text}”, the column of the numbers"
            wanted = "a column of their own"
            hint = (
                "write “column: Status” and “of: ” with the column of the numbers, as in "
                "“rag: {column: Status, of: Change, rules: …}”"
            )
            self.problems.append(Problem("rating-here", self.ask.column.place, found, wanted, hint))
        if self.problems or source is None:
            return self.table
        ranges = [each for _, each, _ in rules]
        numbers = numbers_of(self.columns[source])
        self.check_units(numbers, rules)
        opposite = judged_by_turned_sign(
            self.columns[source], self.table.header[source], self.ask.rules[0][1].place
        )
        self.problems += [opposite] if opposite else []
        if any(each.level is Level.ERROR for each in self.problems):
            return self.table
        unit = next((each.unit for each in ranges if each.unit), "") or ""
        ratings = [self.judged(number, rules, unit) for number in numbers]
        self.check_cells(source, numbers)
        if target is not None:
            self.check_texts(target, ratings)
        return self.rated(target, ratings)

    def rules(self) -> list[tuple[str, Range, str | None]]:
        """Return each rating with its range, and the heading that its rule begins with."""
        found: list[tuple[str, Range, str | None]] = []
        for name, rule in self.ask.rules:
            status = _READ.get(name.text.casefold())
            if status is None:
                what, wanted = f"“{name.text}” is not a rating", f"one of {', '.join(SYMBOLS)}"
                hint = cut_number(name.text) or did_you_mean(name.text.title(), SYMBOLS)
                hint = hint or "write one of these here"
                self.problems.append(Problem("not-a-rating", name.place, what, wanted, hint))
            heading, text = named(rule.text, self.table.header)
            read = read_range(text)
            if read is None:
                what, wanted = (
                    f"“{rule.text}” is not a rule for a rating",
                    f"a rule such as {EXAMPLES}",
                )
                hint = (
                    "write a rule with a number here, such as “Green: 0% or more”; a difference of "
                )
                hint += "two columns "
                hint += "needs a column of its own, such as “Variance: Actual - Budget”"
                self.problems.append(Problem("bad-rule", rule.place, what, wanted, hint))
            if status is not None and read is not None:
                found.append((status, read, heading))
        if not self.problems:
            self.check_rules(found)
        return found

    def check_rules(self, rules: Sequence[tuple[str, Range, str | None]]) -> None:
        units = {each.unit for _, each, _ in rules if each.unit is not None}
        if len(units) > 1:
            at = next(
                n for n, (_, e, _) in enumerate(rules) if e.unit not in {None, rules[0][1].unit}
            )
            found = (
                f"The rules are in different units: {', '.join(f'“{e.text}”' for _, e, _ in rules)}"
            )
            place = self.ask.rules[at][1].place
            hint = (
                "write the unit of the column’s numbers into each rule here, such as “5% or more”"
            )
            self.problems.append(Problem("rule-unit", place, found, "", hint))
            return
        verdict = check_ranges([each for _, each, _ in rules], [name for name, _, _ in rules])
        if verdict is not None:
            place = self.ask.rules[verdict.at][1].place
            problem = Problem(verdict.code, place, verdict.found, verdict.wanted, verdict.hint)
            self.problems.append(problem)

    def source(self, rules: Sequence[tuple[str, Range, str | None]]) -> int | None:
        """Return the index of the column whose numbers are judged."""
        headings = {heading for _, _, heading in rules if heading}
        said = self.ask.of or self.ask.column
        if self.ask.of is None and len(headings) == 1:
            said = Said(headings.pop(), self.ask.rules[0][1].place)
        elif headings - {said.text}:
            found = (
                f"The rules are for several columns: {', '.join(sorted({*headings, said.text}))}"
            )
            wanted = "rules for the numbers of one column"
            advice = "write “rag:” as a list, with an entry for each column: “- {column: Status, "
            advice += "of: Change, rules: …}”"
            place = self.ask.rules[0][1].place
            self.problems.append(Problem("bad-rule", place, found, wanted, advice))
            return None
        index = find_column(said, self.table, self.columns)
        if index is None or index >= len(self.columns):
            problem = no_column(said, self.table)
            hint = problem.hint
            if self.ask.of is None:
                hint = "give “of” with the column whose numbers are judged: “of: Variance %”"
            self.problems.append(replace(problem, hint=hint))
            return None
        return index

    def check_units(
        self, numbers: Sequence[Number | None], rules: Sequence[tuple[str, Range, str | None]]
    ) -> None:
        known = [number for number in numbers if number is not None]
        for index, (_, each, _) in enumerate(rules):
            place = self.ask.rules[index][1].place
            found = (unit_problem(number, each, place) for number in known)
            problem = next((each for each in found if each is not None), None)
            self.problems += [problem] if problem else []

    def judged(
        self, number: Number | None, rules: Sequence[tuple[str, Range, str | None]], unit: str
    ) -> str | None:
        """Return the rating of a number; the first rule that fits counts."""
        if number is None:
            return None
        rating = next(name for name, each, _ in rules if number.within(unit) in each)
        seems = next(name for name, each, _ in rules if number.printed_within(unit) in each)
        if seems != rating:
            self.problems.append(at_boundary(number, rating, seems))
        return rating

    def check_cells(self, source: int, numbers: Sequence[Number | None]) -> None:
        """Report the cells of the judged column that are no numbers and say something."""
        for row, number in enumerate(numbers):
            text = self.table.rows[row][source]
            if number is None and " ".join(text.split()).casefold() not in _UNRATED:
                place, ref = self.cell(row, source)
                found = f"“{text}”{ref} in the column “{self.table.header[source]}” is not a "
                found += "number, and is to be rated"
                wanted, hint = "", "type a number into the cell, or empty it"
                self.problems.append(Problem("not-a-number", place, found, wanted, hint))

    def check_texts(self, target: int, ratings: Sequence[str | None]) -> None:
        """Report the ratings of the data that are not those of the rules."""
        for row, rating in enumerate(ratings):
            text = self.table.rows[row][target]
            said = self.rating_of(text, row, target)
            if said is not None and said != rating:
                place, ref = self.cell(row, target)
                found = f"“{text}”{ref} is {rating or 'not rated'} by the rules of “rag”"
                wanted, hint = (
                    "one rating",
                    "either type the rating that the rules give into the cell, or change the "
                    "rules in “rag:” of the block",
                )
                self.problems.append(Problem("rating-contradicts", place, found, wanted, hint))

    def rated(self, target: int | None, ratings: Sequence[str | None]) -> Table:
        """Return the table with the words and the marks of ratings in a column, or a new one."""
        table = self.table
        column = len(table.header) if target is None else target
        rows = []
        for row, rating in zip(table.rows, ratings, strict=True):
            word = rating or (row[column] if target is not None else "") or _NONE
            rows.append((*row[:column], word, *row[column + 1 :]))
        marks = [
            CellMark(n, column, rating.casefold(), SYMBOLS[rating])
            for n, rating in enumerate(ratings)
            if rating
        ]
        if target is None:
            header, numeric = (*table.header, self.ask.column.text), (*table.numeric, False)
            table = replace(table, header=header, numeric=numeric)
        return replace(table, rows=tuple(rows), marks=(*table.marks, *marks))
