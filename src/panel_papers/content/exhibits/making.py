"""One table or chart of what a block asks for: data read, shaped, chosen, checked and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from panel_papers.content.data import DataTable, read_data
from panel_papers.content.data.said_scale import scale_of
from panel_papers.content.exhibits.adding import (
    ROUNDING,
    columns_of_file,
    is_rounded,
    rows_of_totals,
    stack_problems,
    sum_problems,
    sums_that_hold,
)
from panel_papers.content.exhibits.asking import Ask, ChartAsk, Column, Said, read_ask
from panel_papers.content.exhibits.chart import Chart, read_chart
from panel_papers.content.exhibits.chart_kinds import STACKED
from panel_papers.content.exhibits.choosing import ChosenColumn, chosen
from panel_papers.content.exhibits.fences import Fence
from panel_papers.content.exhibits.filtered_totals import without_totals_of_more, wrong_totals
from panel_papers.content.exhibits.formatting import chart_format_problems, format_problems
from panel_papers.content.exhibits.marks import with_marks
from panel_papers.content.exhibits.pictures import (
    AskedPicture,
    picture_exhibit,
)
from panel_papers.content.exhibits.rag import with_ratings
from panel_papers.content.exhibits.rounding import rounding_shows
from panel_papers.content.exhibits.shaping import Shaped, shaped
from panel_papers.content.exhibits.tabling import as_table
from panel_papers.content.exhibits.total_labels import with_total_labels
from panel_papers.content.exhibits.tracing import traced
from panel_papers.content.exhibits.turning import turned
from panel_papers.content.exhibits.words import alternative_text, has_table
from panel_papers.core import (
    Exhibit,
    Figure,
    InputsError,
    Level,
    Picture,
    Place,
    Problem,
    Stage,
    Table,
    did_you_mean,
    working_on,
)
from panel_papers.inputs import FigureFiles, Part, plain_path

if TYPE_CHECKING:
    from panel_papers.content.exhibits.drawing import Drawn

_FOLDER = "data/"


class Maker:
    """Makes exhibits one by one; gathers what is wrong with them, and the files that are used."""

    def __init__(self, source: FigureFiles) -> None:
        self._source = source
        self._tables: dict[tuple[str, Part], DataTable] = {}
        self._refused: set[Problem] = set()  # what stops a whole file from being read
        self.problems: list[Problem] = []
        self.used: set[str] = set()

    @property
    def problems_of_files(self) -> set[Problem]:
        """What is wrong with the data files themselves, whatever is made of them."""
        read = {each for table in self._tables.values() for each in table.problems}
        return read | self._refused

    def made(self, asked: Fence | AskedPicture) -> Exhibit:
        """Return what a block or a picture asks for. Raises InputsError with its errors."""
        if isinstance(asked, AskedPicture):
            return picture_exhibit(asked, self._source)
        ask, warnings = read_ask(asked)
        self.problems += warnings
        return self._exhibit(ask)

    def _exhibit(self, asked: Ask | ChartAsk) -> Exhibit:
        if isinstance(asked, Ask):
            return self._table(asked)
        data = self._data(asked.ask)
        if not asked.across:
            self._check_source(asked.ask, printed=asked.keeps_total)
            if not asked.keeps_total:
                data = self._without_totals_of_more(asked.ask, data)
        else:
            data = turned(data, asked.across, asked.ask.columns, asked.ask.place)
        made = self._shaped(asked.ask, data)
        asked, data = replace(asked, ask=made.ask), made.table
        columns = chosen(asked.ask, asked.ask.columns, data)
        stacked = asked.kind in STACKED
        twice = stack_problems(columns, asked.ask.place) if stacked else ()
        self._check(asked.ask, columns, [*twice, *chart_format_problems(columns)])
        chart, table, advice = read_chart(asked, data)
        self.problems += advice
        words = asked.alternative_text or alternative_text(chart)
        drawn = _drawn(chart, asked)
        picture = Picture(drawn.png, words, asked.ask.place, drawn.pdf, drawn.svg)
        printed = has_table(asked, chart)
        x = Column(asked.x_title or asked.x.text, asked.x)
        computed = self._traced(chosen(asked.ask, [x, *asked.ask.columns], data), asked.ask)
        exhibit = _exhibit(asked.ask, picture, table if printed else None, made.notes, computed)
        said = not printed and asked.data_table is None  # nobody asked to have no table
        return replace(exhibit, values=table) if said else exhibit

    def _table(self, ask: Ask) -> Exhibit:
        self._check_source(ask)
        made = self._shaped(ask, self._without_totals_of_more(ask, self._data(ask)))
        ask, notes = made.ask, [*made.notes]
        columns = with_total_labels(chosen(ask, ask.columns, made.table), made.table)
        of_file = columns_of_file(columns, made.totals)
        self._check(ask, columns, sum_problems(of_file))
        table = as_table(columns, row_headers=ask.row_headers)
        of_others = () if ask.shape.changes_rows else rows_of_totals(of_file)
        table = replace(table, totals=made.totals or of_others)
        if ask.sparklines:
            from panel_papers.content.exhibits.sparklines import (  # noqa: PLC0415 - matplotlib
                with_sparklines,
            )

            table = with_sparklines(table, ask, made.table)
        if is_rounded(of_file) or rounding_shows(columns, made.totals, made.computed):
            notes.append(ROUNDING)
        marked, explained = self._judged(ask, table, columns)
        exhibit = _exhibit(ask, marked, None, [*explained, *notes], self._traced(columns, ask))
        return replace(exhibit, sums=sums_that_hold(of_file))

    def _check_source(self, ask: Ask, *, printed: bool = False) -> None:
        """Report totals of the files that do not add up, also where they are left out.

        Raises InputsError for those that an exhibit leaves out or, in a chart, has `printed`. A
        table that is as the file has it is checked as it prints, by its caller.
        """
        found: list[Problem] = []
        if printed or ask.shape.changes_rows or ask.shape.join or ask.filters:
            found += wrong_totals(ask, self._data(ask))
        if join := ask.shape.join:
            found += wrong_totals(ask, self._read(join.source, join.part), filtered=False)
        if any(each.level is Level.ERROR for each in found):
            raise InputsError(found)
        self.problems += found

    def _without_totals_of_more(self, ask: Ask, data: DataTable) -> DataTable:
        """Return a file's table without the totals that its filter keeps beside some parts."""
        data, problems = without_totals_of_more(ask, data)
        self.problems += problems
        return data

    def _shaped(self, ask: Ask, data: DataTable) -> Shaped:
        """Return the table that is asked for, of the rows and columns of its files."""
        made = shaped(ask, data, lambda join: self._read(join.source, join.part))
        self.problems += made.problems
        return made

    def _traced(self, columns: Sequence[ChosenColumn], ask: Ask) -> tuple[Figure, ...]:
        return traced(columns, ask, self._source.folder)

    def _judged(
        self, ask: Ask, table: Table, columns: Sequence[ChosenColumn]
    ) -> tuple[Table, tuple[str, ...]]:
        """Return a finished table with ratings and marks, and the notes that explain the marks."""
        rated = with_ratings(table, ask, columns)
        marked = with_marks(rated.table, ask, columns)
        self.problems += [*rated.problems, *marked.problems]
        return marked.table, marked.notes

    def _check(
        self, ask: Ask, columns: Sequence[ChosenColumn], problems: Sequence[Problem]
    ) -> None:
        """Keep the warnings about numbers and formats; raises InputsError with the errors."""
        found = [*format_problems(columns, _words_around(ask), ask.place), *problems]
        self.problems += [each for each in found if each.level is not Level.ERROR]
        errors = [each for each in found if each.level is Level.ERROR]
        if errors:
            raise InputsError(errors)

    def _data(self, ask: Ask) -> DataTable:
        return self._read(ask.source, ask.part)

    def _read(self, source: Said, part: Part) -> DataTable:
        path = plain_path(source.text, source.place)
        data = self._source.files.get(path)
        if data is None or not path.startswith(_FOLDER):  # figures.yaml is among them, too
            raise InputsError([self._unknown_file(source, path)])
        self.used.add(path)
        key = path, part
        if key not in self._tables:
            place = Place(f"{self._source.folder}/{path}")
            with working_on(place, Stage.READING):
                try:
                    self._tables[key] = read_data(data, path, place, part=part, named=source.place)
                except InputsError as fault:
                    self._refused |= set(fault.problems) if part == Part() else set()
                    raise
            self.problems += self._tables[key].problems
        return self._tables[key]

    def _unknown_file(self, source: Said, path: str) -> Problem:
        known = [each for each in self._source.files if each.startswith(_FOLDER)]
        found = f"The paper’s folder “data” has no file “{source.text}”"
        hint = did_you_mean(path, known)
        if _FOLDER + path in known:
            hint = f"write “{_FOLDER}{path}” if you mean that"
        hint = hint or (
            "put the file into the folder “data”, and write its name here, as in “source: "
            f"{_FOLDER}FILE.csv”"
        )
        wanted = f"one of {', '.join(known)}" if known else "a .csv or .xlsx file in it"
        return Problem("unknown-data-file", source.place, found, wanted, hint)


def _words_around(ask: Ask) -> str:
    """Return the caption, with the source line where that says a scale for all numbers."""
    line = ask.source_line or ""
    return f"{ask.caption.text} {line}" if scale_of(line) else ask.caption.text


def _exhibit(
    ask: Ask,
    content: Table | Picture,
    data: Table | None,
    notes: Sequence[str],
    computed: tuple[Figure, ...],
) -> Exhibit:
    return Exhibit(
        ask.line,
        ask.caption.text,
        content,
        ask.source_line,
        data,
        ask.place,
        notes=tuple(notes),
        computed=computed,
        name=ask.name,
    )


def _drawn(chart: Chart, asked: ChartAsk) -> Drawn:
    """Return the picture of a chart, or raise InputsError for letters that cannot be drawn."""
    from panel_papers.content.exhibits.drawing import draw  # noqa: PLC0415 - matplotlib, 0.5 s
    from panel_papers.content.exhibits.plotting import without_glyph  # noqa: PLC0415 - likewise

    target = chart.target.text if chart.target else ""
    names = [series.name for series in chart.series]
    text = "".join([chart.x_title, chart.y_title or "", *chart.labels, *names, target])
    lacking = without_glyph(text)
    if lacking:
        shown = ", ".join(f"“{c}” (U+{ord(c):04X})" for c in lacking)
        found = f"The chart cannot print {shown}, which its font does not have"
        hint = "delete this character from the data file, or from “caption:” of this block"
        problem = Problem("chart-glyph", asked.ask.place, found, "", hint)
        raise InputsError([problem])
    return draw(chart)
