"""Why something was changed: every change of reference data says it, and its history keeps it."""

import unicodedata

from indicators.models import Target
from indicators.people.errors import Invalid

# What the history's column holds.
REASON_LENGTH = Target.history.model._meta.get_field("history_change_reason").max_length or 500


def checked_reason(reason: str, *, field: str = "reason") -> str:
    """The reason without blanks around it. Raises Invalid where there is none or it is too long."""
    reason = reason.strip()
    if not any(character.isprintable() and not character.isspace() for character in reason):
        raise Invalid("Say why: the reason is kept in the history.", field=field)
    if len(reason) > REASON_LENGTH:
        raise Invalid(f"Keep the reason to {REASON_LENGTH} characters: it has {len(reason)}.", field=field)
    if any(unicodedata.category(character) == "Cc" and character not in "\r\n\t" for character in reason):
        raise Invalid("The reason holds a control character. Type it again without.", field=field)
    return reason
