"""Writing the numbers of a printed scorecard: all of them compared first, then written, or none."""

from .changes import Change, Source, Stamp
from .scorecard import DEFAULT_SLUG, find_or_create
from .write import Written, record, write

__all__ = ["DEFAULT_SLUG", "Change", "Source", "Stamp", "Written", "find_or_create", "record", "write"]
