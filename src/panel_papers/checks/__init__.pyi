from .body_rules.lateness import late_problems as late_problems
from .outputs.leaks import LeakSearch as LeakSearch
from .outputs.page_numbers import check_page_numbers as check_page_numbers
from .registry import (
    CHECKS as CHECKS,
)
from .registry import (
    Rule as Rule,
)
from .registry import (
    Subject as Subject,
)
from .registry import (
    begin as begin,
)
from .registry import (
    body_words as body_words,
)
from .registry import (
    check as check,
)
from .registry import (
    check_at_once as check_at_once,
)
from .registry import (
    check_beside as check_beside,
)
