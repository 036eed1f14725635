"""Files of returns: kept, decided about, then loaded or discarded; a load undone as a whole."""

from .decisions import decide
from .files import discard, keep, loaded_before
from .loading import PlanChanged, load
from .reading import read
from .unattended import Unattended, load_unattended
from .undoing import check_may_be_undone, undo

__all__ = [
    "PlanChanged",
    "Unattended",
    "check_may_be_undone",
    "decide",
    "discard",
    "keep",
    "load",
    "load_unattended",
    "loaded_before",
    "read",
    "undo",
]
