"""A text read once, for all checks."""

from dataclasses import dataclass
from functools import cached_property

from commentary.checks.facts import Facts

from .comparisons import Compared, comparisons
from .movements import Movement, movements
from .quoted import Quoted, quoted
from .subjects import Subjects
from .tokens import Sentence, sentences


@dataclass(frozen=True)
class Reading:
    text: str
    facts: Facts

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return sentences(self.text)

    @cached_property
    def subjects(self) -> Subjects:
        return Subjects(self.facts)

    @cached_property
    def moved(self) -> tuple[tuple[Movement, ...], ...]:
        """What each sentence says of movements."""
        return tuple(movements(each, self.subjects, self.facts.month, self.text) for each in self.sentences)

    @property
    def movements(self) -> tuple[Movement, ...]:
        return tuple(each for said in self.moved for each in said)

    @cached_property
    def compared(self) -> tuple[tuple[Compared, ...], ...]:
        """What each sentence says of neighbours, England, the region and the target."""
        return tuple(comparisons(each, self.subjects, self.facts) for each in self.sentences)

    @property
    def comparisons(self) -> tuple[Compared, ...]:
        return tuple(each for said in self.compared for each in said)

    @cached_property
    def quoted(self) -> tuple[Quoted, ...]:
        """The numbers given of rows whose figures are known."""
        return tuple(
            found
            for sentence, said in zip(self.sentences, self.moved, strict=True)
            for found in quoted(sentence, said, self.subjects, self.facts)
        )
