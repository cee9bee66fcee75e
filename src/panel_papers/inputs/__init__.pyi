from .added_fields import fields_of_bodies as fields_of_bodies
from .appendices import read_appendix as read_appendix
from .appendices.around_table import layout_problems as layout_problems
from .appendices.books import (
    open_books as open_books,
    plain_text as plain_text,
    result_problem as result_problem,
)
from .appendices.cell_text import (
    bare_text as bare_text,
    cell_text as cell_text,
    exact as exact,
)
from .appendices.format_problems import (
    date_problem as date_problem,
    format_problem as format_problem,
)
from .appendices.layout import (
    NUMBER as NUMBER,
    is_word as is_word,
    read_layout as read_layout,
)
from .appendices.lone_texts import (
    cells_said as cells_said,
    evened as evened,
    first_alone as first_alone,
)
from .appendices.number_formats import (
    ShownNumber as ShownNumber,
    shown_number as shown_number,
)
from .appendices.picture import read_picture as read_picture
from .appendices.sheet_parts import (
    Bounds as Bounds,
    Part as Part,
    combined_header as combined_header,
    merged_across as merged_across,
    merged_spans as merged_spans,
    sheet_and_bounds as sheet_and_bounds,
)
from .appendices.structured import read_structured as read_structured
from .appendices.supplied import Supplied as Supplied
from .appendices.table_file import are_numbers as are_numbers
from .appendices.unshown import (
    NO_FORMAT as NO_FORMAT,
    hidden_columns as hidden_columns,
    hidden_rows as hidden_rows,
    uncertain_rows as uncertain_rows,
    unshown_cells as unshown_cells,
)
from .appendices.word_file import read_word as read_word
from .bodies import read_body as read_body
from .cleaning import (
    CleanedFile as CleanedFile,
    Removal as Removal,
    clean_paper as clean_paper,
)
from .cleaning.word.made import (
    only_what_shows as only_what_shows,
    outside_in_template as outside_in_template,
    unseen_in_template as unseen_in_template,
)
from .cleaning.word.page_numbers import remove_page_numbers as remove_page_numbers
from .empty_paper import EMPTY_PAPER as EMPTY_PAPER
from .folders import (
    all_papers as all_papers,
    paper_folder as paper_folder,
)
from .heads import (
    PaperHead as PaperHead,
    paper_head as paper_head,
)
from .importing.cover import known_labels as known_labels
from .importing.headings import (
    numbered_templates as numbered_templates,
    template_headings as template_headings,
)
from .importing.report import (
    Imported as Imported,
    import_file as import_file,
    write_imported as write_imported,
)
from .new_project import (
    SAMPLE as SAMPLE,
    write_project as write_project,
)
from .paper_fields import (
    ACCEPTED as ACCEPTED,
    AcceptedEntry as AcceptedEntry,
)
from .picture_paths import picture_path as picture_path
from .reading import (
    read_paper as read_paper,
    read_restricted as read_restricted,
)
from .restrictions import (
    PARAGRAPHS as PARAGRAPHS,
    paragraph_problems as paragraph_problems,
)
from .results import (
    FigureFiles as FigureFiles,
    ReadRestricted as ReadRestricted,
    RestrictedFile as RestrictedFile,
    UnreadPaperError as UnreadPaperError,
)
from .source import (
    LARGEST_FILE as LARGEST_FILE,
    LARGEST_TEXT as LARGEST_TEXT,
    Source as Source,
    plain_path as plain_path,
)
from .standing import (
    EXCLUSION as EXCLUSION,
    STANDING as STANDING,
    STANDING_ITEM as STANDING_ITEM,
)
from .starter import write_starter as write_starter
from .template_names import asked_templates as asked_templates
from .templates_folder import (
    COPY_ENDING as COPY_ENDING,
    template_files as template_files,
    templates_among as templates_among,
)
from .text import (
    other_separator as other_separator,
    read_text as read_text,
    unprintable as unprintable,
    unprintable_problem as unprintable_problem,
)
from .walk import FIGURES_YAML as FIGURES_YAML
from .withheld_names import (
    restricted_names as restricted_names,
    without_names as without_names,
)
from .yaml.document import (
    Path as Path,
    Tree as Tree,
    YamlText as YamlText,
    read_yaml as read_yaml,
)
from .yaml.editing import (
    with_item as with_item,
    with_value as with_value,
    without_item as without_item,
)
from .yaml.schema import (
    ANY_TEXT as ANY_TEXT,
    Describe as Describe,
    Fault as Fault,
    JsonSchema as JsonSchema,
    Kind as Kind,
    Shape as Shape,
    ValueFault as ValueFault,
    hold as hold,
    list_of as list_of,
    names_in as names_in,
    names_of as names_of,
    record as record,
    text_of as text_of,
    text_or as text_or,
    text_or_names as text_or_names,
)
from .yaml.value_types import (
    DATE as DATE,
    EMAIL as EMAIL,
    LANGUAGE as LANGUAGE,
    LINE as LINE,
    ROW_NUMBER as ROW_NUMBER,
    SAFE_NAME as SAFE_NAME,
    as_date as as_date,
    as_row_number as as_row_number,
    one_line as one_line,
)
