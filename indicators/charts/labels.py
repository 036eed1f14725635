"""Words at the ends of a chart's lines."""

from collections.abc import Sequence
from dataclasses import dataclass

LINE_HEIGHT = 17


@dataclass(frozen=True, slots=True)
class Label:
    """A leader joins the words to their line where they had to move. `look` is a class of the style sheet."""

    text: str
    y: float
    moved_to: float
    look: str = "lv"


def pushed_apart(labels: Sequence[Label], top: float, bottom: float) -> tuple[Label, ...]:
    """The labels from top to bottom, none nearer to the next than a line's height."""
    ordered = sorted(labels, key=lambda label: label.y)
    places = [label.y for label in ordered]
    for _ in range(60):
        for below in range(1, len(places)):
            short = LINE_HEIGHT - (places[below] - places[below - 1])
            if short > 0:
                places[below] += short / 2
                places[below - 1] -= short / 2
    over = max((places[-1] if places else bottom) - bottom, 0)
    return tuple(
        Label(label.text, label.y, round(place - over, 1), label.look)
        for label, place in zip(ordered, places, strict=True)
    )
