from .acceptance import (
    Accepted as Accepted,
)
from .acceptance import (
    acceptance_problems as acceptance_problems,
)
from .acceptance import (
    judge as judge,
)
from .body import (
    LABELS as LABELS,
)
from .body import (
    Body as Body,
)
from .cache import (
    Cache as Cache,
)
from .cache import (
    key_of as key_of,
)
from .dates import (
    MONTHS as MONTHS,
)
from .dates import (
    WEEKDAYS as WEEKDAYS,
)
from .dates import (
    in_words as in_words,
)
from .dates import (
    long_date as long_date,
)
from .digest import sha256 as sha256
from .faces import (
    FONTS as FONTS,
)
from .faces import (
    shipped_faces as shipped_faces,
)
from .faces import (
    without_glyph as without_glyph,
)
from .identity import (
    LIBRARIES as LIBRARIES,
)
from .identity import (
    file_identity as file_identity,
)
from .identity import (
    program_identity as program_identity,
)
from .identity import (
    version_of as version_of,
)
from .links import (
    LINK_BASE as LINK_BASE,
)
from .links import (
    appendix_address as appendix_address,
)
from .links import (
    report_address as report_address,
)
from .model import (
    FIGURE as FIGURE,
)
from .model import (
    Acceptance as Acceptance,
)
from .model import (
    Appendix as Appendix,
)
from .model import (
    BackgroundPaper as BackgroundPaper,
)
from .model import (
    Contact as Contact,
)
from .model import (
    Content as Content,
)
from .model import (
    Exhibit as Exhibit,
)
from .model import (
    Figure as Figure,
)
from .model import (
    Figures as Figures,
)
from .model import (
    FigureSource as FigureSource,
)
from .model import (
    FromTemplate as FromTemplate,
)
from .model import (
    InputFile as InputFile,
)
from .model import (
    Lateness as Lateness,
)
from .model import (
    Leaf as Leaf,
)
from .model import (
    Link as Link,
)
from .model import (
    Missing as Missing,
)
from .model import (
    PackOptions as PackOptions,
)
from .model import (
    Paper as Paper,
)
from .model import (
    PdfFile as PdfFile,
)
from .model import (
    Period as Period,
)
from .model import (
    Picture as Picture,
)
from .model import (
    PlacedText as PlacedText,
)
from .model import (
    Prose as Prose,
)
from .model import (
    Restriction as Restriction,
)
from .model import (
    Section as Section,
)
from .model import (
    Table as Table,
)
from .model import (
    Text as Text,
)
from .model import (
    Value as Value,
)
from .model import (
    Withheld as Withheld,
)
from .model import (
    WordFile as WordFile,
)
from .model import (
    with_figures as with_figures,
)
from .names import (
    is_device as is_device,
)
from .names import (
    is_paper_name as is_paper_name,
)
from .names import (
    is_portable as is_portable,
)
from .names import (
    suggested_paper_name as suggested_paper_name,
)
from .problem_formats import (
    json_text as json_text,
)
from .problem_formats import (
    problem_of as problem_of,
)
from .problem_formats import (
    problem_text as problem_text,
)
from .problems import (
    EngineError as EngineError,
)
from .problems import (
    ExitCode as ExitCode,
)
from .problems import (
    GateError as GateError,
)
from .problems import (
    InputsError as InputsError,
)
from .problems import (
    Level as Level,
)
from .problems import (
    LimitsError as LimitsError,
)
from .problems import (
    OutputsError as OutputsError,
)
from .problems import (
    PanelPapersError as PanelPapersError,
)
from .problems import (
    Place as Place,
)
from .problems import (
    Problem as Problem,
)
from .problems import (
    TemplatesError as TemplatesError,
)
from .problems import (
    did_you_mean as did_you_mean,
)
from .settings import Settings as Settings
