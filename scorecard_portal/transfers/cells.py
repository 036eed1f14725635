"""Text in a cell of a spreadsheet."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell_text(text: str) -> str:
    """A spreadsheet would run a text that begins like a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
