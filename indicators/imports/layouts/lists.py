"""Lists of figures, told apart from whole scorecards."""

from indicators.imports.findings import BrokenFile
from indicators.imports.layouts.header import CHANGES
from indicators.imports.layouts.headings import field_of
from indicators.imports.layouts.scorecard import NO_MEANINGS
from indicators.imports.layouts.submission import Layout
from indicators.imports.layouts.tables import of_one_kind, read_tables
from indicators.imports.sources.book import Book

# Headings of what a whole scorecard works out: a file with one of them is meant as one.
_OF_SCORECARDS = frozenset((*CHANGES, "dot", "mean_12", "max_12"))


def is_list(book: Book) -> bool:
    """Whether it holds figures and nothing of a whole scorecard; not for a file that makes no sense."""
    try:
        tables, _ = read_tables(book, NO_MEANINGS, needs_figures=False)
    except BrokenFile:
        return False
    header = of_one_kind(tables)[0][0].header
    fields = {field_of(column.heading) for column in header.columns}
    return header.layout is not Layout.SCORECARD and not fields & _OF_SCORECARDS
