"""What an action answers when it does not do what was asked."""

from django.core.exceptions import PermissionDenied


class Refused(PermissionDenied):
    """This person may not do this, or not now. `reason` is a sentence for that person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Conflict(Exception):
    """Somebody else was first. Nothing was written; `reason` is a sentence for the second person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Invalid(ValueError):
    """What was given cannot be stored. `reason` is a sentence, `field` the form field it belongs to."""

    def __init__(self, reason: str, *, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
