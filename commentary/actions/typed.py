"""What somebody typed, as it is kept."""

from commentary import words
from indicators.people.errors import Invalid


def kept(typed: str, *, field: str, name: str = "", limit: int = words.MAX_LENGTH, if_empty: str = "") -> str:
    """The words as they are kept. `name` is what the sentences call them; without it they are called `field`.

    Raises Invalid, about `field`, for words that cannot be kept, and for none where `if_empty` is a sentence.
    """
    try:
        text = words.cleaned(typed, name or field, limit)
    except words.WordsNotKept as problem:
        raise Invalid(str(problem), field=field) from None
    if if_empty and not text:
        raise Invalid(if_empty, field=field)
    return text
