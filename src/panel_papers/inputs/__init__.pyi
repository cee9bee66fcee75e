from .appendices.archive import open_archive as open_archive
from .appendices.cell_text import (
    bare_text as bare_text,
)
from .appendices.cell_text import (
    cell_text as cell_text,
)
from .appendices.structured import read_structured as read_structured
from .appendices.supplied import Supplied as Supplied
from .appendices.word_file import read_word as read_word
from .cleaning import (
    CleanedFile as CleanedFile,
)
from .cleaning import (
    Removal as Removal,
)
from .cleaning import (
    clean_paper as clean_paper,
)
from .cleaning.word.page_numbers import remove_page_numbers as remove_page_numbers
from .folders import (
    all_papers as all_papers,
)
from .folders import (
    paper_folder as paper_folder,
)
from .reading import (
    read_paper as read_paper,
)
from .reading import (
    read_restricted as read_restricted,
)
from .results import (
    FigureFiles as FigureFiles,
)
from .results import (
    ReadRestricted as ReadRestricted,
)
from .results import (
    RestrictedFile as RestrictedFile,
)
from .results import (
    UnreadPaperError as UnreadPaperError,
)
from .source import plain_path as plain_path
from .starter import write_starter as write_starter
from .text import (
    other_separator as other_separator,
)
from .text import (
    read_text as read_text,
)
from .text import (
    unprintable as unprintable,
)
from .text import (
    unprintable_problem as unprintable_problem,
)
from .walk import FIGURES_YAML as FIGURES_YAML
from .yaml.document import (
    Path as Path,
)
from .yaml.document import (
    Tree as Tree,
)
from .yaml.document import (
    YamlText as YamlText,
)
from .yaml.document import (
    read_yaml as read_yaml,
)
from .yaml.schema import (
    Fault as Fault,
)
from .yaml.schema import (
    Kind as Kind,
)
from .yaml.schema import (
    ValueFault as ValueFault,
)
from .yaml.schema import (
    hold as hold,
)
from .yaml.schema import (
    list_of as list_of,
)
from .yaml.schema import (
    names_in as names_in,
)
from .yaml.schema import (
    names_of as names_of,
)
from .yaml.schema import (
    record as record,
)
from .yaml.schema import (
    text_of as text_of,
)
from .yaml.schema import (
    text_or_names as text_or_names,
)
from .yaml.value_types import (
    LINE as LINE,
)
from .yaml.value_types import (
    as_date as as_date,
)
from .yaml.value_types import (
    one_line as one_line,
)
