"""What a text must be before it is kept. Pure."""

MAX_LENGTH = 10_000


class WordsNotKept(ValueError):
    """The text cannot be kept; str() is a sentence for the person who typed it."""


def cleaned(text: str) -> str:
    """The text with line ends as newlines and nothing around it: what is counted, compared and hashed.

    Raises WordsNotKept for a text over 10,000 characters or with control characters.
    """
    kept = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(kept) > MAX_LENGTH:
        raise WordsNotKept(
            f"The commentary has {len(kept):,} characters and may have {MAX_LENGTH:,}. "
            f"Take out {len(kept) - MAX_LENGTH:,}; nothing you typed is lost."
        )
    for place, character in enumerate(kept, start=1):
        if character not in "\n\t" and (ord(character) < 32 or 127 <= ord(character) < 160):
            raise WordsNotKept(
                f"Character {place:,} is a control character (U+{ord(character):04X}), which cannot be kept. "
                "It often comes with text pasted from another program: delete it there and type it again."
            )
    return kept
