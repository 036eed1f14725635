"""Files of returns: kept, decided about, then loaded or discarded; a load undone as a whole."""

from .decisions import decide
from .files import discard, keep
from .loading import PlanChanged, load
from .reading import read
from .undoing import check_may_be_undone, undo

__all__ = ["PlanChanged", "check_may_be_undone", "decide", "discard", "keep", "load", "read", "undo"]
