from .acceptance import (
    Accepted as Accepted,
    acceptance_problems as acceptance_problems,
    judge as judge,
)
from .agenda import (
    Agenda as Agenda,
    AgendaItem as AgendaItem,
    AgendaPart as AgendaPart,
    Member as Member,
)
from .body import (
    LABELS as LABELS,
    Beside as Beside,
    Body as Body,
    CoverField as CoverField,
    Heading as Heading,
    OwnField as OwnField,
)
from .cache import (
    Cache as Cache,
    key_of as key_of,
)
from .cell_text import CellText as CellText
from .colours import (
    BLACK as BLACK,
    HIGHLIGHTS as HIGHLIGHTS,
    WHITE as WHITE,
    Colour as Colour,
    as_colour as as_colour,
    contrast as contrast,
    is_alike as is_alike,
)
from .confirmed import (
    Confirmed as Confirmed,
    ConfirmedKind as ConfirmedKind,
)
from .dates import (
    MONTHS as MONTHS,
    WEEKDAYS as WEEKDAYS,
    in_words as in_words,
    long_date as long_date,
)
from .digest import sha256 as sha256, sha256_of as sha256_of
from .faces import (
    FONTS as FONTS,
    shipped_faces as shipped_faces,
    without_glyph as without_glyph,
)
from .figure_tags import (
    FIGURE as FIGURE,
    FigureTag as FigureTag,
    figure_tag as figure_tag,
    may_hold_tag as may_hold_tag,
)
from .file_budget import (
    Attempt as Attempt,
    Begun as Begun,
    Ended as Ended,
    FileBudget as FileBudget,
    FileWatch as FileWatch,
    Limit as Limit,
    News as News,
    Overrun as Overrun,
    OverrunError as OverrunError,
    Stage as Stage,
    excluded as excluded,
    files_over_budget as files_over_budget,
    late as late,
    leave_out as leave_out,
    over_budget as over_budget,
    watching as watching,
    working_on as working_on,
)
from .identity import (
    LIBRARIES as LIBRARIES,
    file_identity as file_identity,
    program_identity as program_identity,
    version_of as version_of,
)
from .links import (
    FIRST_APPENDIX as FIRST_APPENDIX,
    LINK_BASE as LINK_BASE,
    REPORT as REPORT,
    appendix_address as appendix_address,
    report_address as report_address,
)
from .lists_in_cells import (
    CellLines as CellLines,
    cell_lines as cell_lines,
)
from .model import (
    RECOMMENDATIONS as RECOMMENDATIONS,
    Acceptance as Acceptance,
    AlternativeText as AlternativeText,
    Appendix as Appendix,
    BackgroundPaper as BackgroundPaper,
    Contact as Contact,
    Content as Content,
    CoverRow as CoverRow,
    FromTemplate as FromTemplate,
    InputFile as InputFile,
    Lateness as Lateness,
    PackOptions as PackOptions,
    Paper as Paper,
    PdfFile as PdfFile,
    Restriction as Restriction,
    Section as Section,
    Withheld as Withheld,
    WordFile as WordFile,
)
from .names import (
    is_device as is_device,
    is_paper_name as is_paper_name,
    is_portable as is_portable,
    suggested_paper_name as suggested_paper_name,
)
from .page_marks import (
    DRAFT as DRAFT,
    DRAFT_COLOUR as DRAFT_COLOUR,
    DRAFT_COLOUR_IN_WORD as DRAFT_COLOUR_IN_WORD,
    PAGE_NUMBER as PAGE_NUMBER,
    number_pattern as number_pattern,
    page_number as page_number,
    rest_pattern as rest_pattern,
)
from .printed_tables import table_too_large as table_too_large
from .problem_formats import (
    counted as counted,
    json_text as json_text,
    problem_of as problem_of,
    problem_text as problem_text,
    sentence as sentence,
)
from .problems import (
    EngineError as EngineError,
    ExitCode as ExitCode,
    GateError as GateError,
    InputsError as InputsError,
    Level as Level,
    LimitsError as LimitsError,
    OutputsError as OutputsError,
    PanelPapersError as PanelPapersError,
    Place as Place,
    Problem as Problem,
    TemplatesError as TemplatesError,
    as_restricted as as_restricted,
    did_you_mean as did_you_mean,
    distinct as distinct,
    in_full as in_full,
    published as published,
)
from .prose_tree import (
    Block as Block,
    CodeBlock as CodeBlock,
    HeadingBlock as HeadingBlock,
    ListBlock as ListBlock,
    ParagraphBlock as ParagraphBlock,
    PictureBlock as PictureBlock,
    ProseTree as ProseTree,
    QuoteBlock as QuoteBlock,
    RuleBlock as RuleBlock,
    Span as Span,
    TableBlock as TableBlock,
    TableRow as TableRow,
    canonical as canonical,
    plain as plain,
    with_spans as with_spans,
    without_places as without_places,
)
from .reference_tags import (
    NAMED as NAMED,
    PLAIN_NAME as PLAIN_NAME,
    REFERENCE as REFERENCE,
    Reference as Reference,
    may_refer as may_refer,
)
from .row_headers import names_rows as names_rows
from .settings import (
    EngineName as EngineName,
    Settings as Settings,
)
from .shipped import (
    shipped_templates as shipped_templates,
    usual_templates as usual_templates,
)
from .table_lines import (
    caption_number as caption_number,
    is_source_line as is_source_line,
)
from .values import (
    AddsUp as AddsUp,
    CellMark as CellMark,
    Exhibit as Exhibit,
    Figure as Figure,
    Figures as Figures,
    FigureSource as FigureSource,
    Leaf as Leaf,
    Link as Link,
    Missing as Missing,
    Period as Period,
    Picture as Picture,
    PlacedText as PlacedText,
    Prose as Prose,
    Table as Table,
    Text as Text,
    Value as Value,
    with_figures as with_figures,
)
