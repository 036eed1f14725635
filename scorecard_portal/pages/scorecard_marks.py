"""The marks that rows have in common, rendered once for each kind and not once for each row."""

from functools import cache

from django.template.loader import get_template


@cache
def state_mark(state: str, *, is_mine: bool) -> str:
    """Where a commentary stands: icon and word, with a bar where it waits for the reader."""
    return get_template("_components/state.html").render({"status": state, "mine": is_mine})


@cache
def target_mark(target: str) -> str:
    return get_template("_components/target_tag.html").render({"status": target})
