"""A file of returns: sending it, and deciding what it may do."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms

from indicators.actions.reasons import REASON_LENGTH
from indicators.imports.plans.plan import PlanFinding
from indicators.models import Scorecard

from .fields import WordsField
from .grids import DAMAGED
from .uploads import LARGEST_UPLOAD

DECISION = "decide."
COLUMN = "column."
MEGABYTES = LARGEST_UPLOAD // 1_000_000
SUFFIXES = (".xlsx", ".csv", ".tsv", ".txt")


class UploadForm(forms.Form):
    """Give it the scorecards of which one is meant; the form asks only where there are several."""

    # Before the file: what stands before it is read even where the file is too large.
    scorecard = forms.ModelChoiceField(
        Scorecard.objects.none(),
        empty_label="Choose a scorecard",
        error_messages={
            "required": "Choose the scorecard that the figures belong to.",
            "invalid_choice": "Choose a scorecard from the list.",
        },
    )
    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
        error_messages={"required": "Choose a file first.", "invalid": "Choose a file first."},
    )

    def __init__(
        self, scorecards: Iterable[Scorecard], data: Any = None, files: Any = None, *, too_large: str = ""
    ) -> None:
        super().__init__(data, files)
        self.offered = tuple(scorecards)
        self.too_large = too_large
        field = self.fields["scorecard"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Scorecard.objects.filter(pk__in=[each.pk for each in self.offered])
        if len(self.offered) == 1:
            del self.fields["scorecard"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "scorecard" not in self.fields:
            data["scorecard"] = self.offered[0]
        if self.too_large:
            del self.errors["file"]
            self.add_error(
                "file",
                f"{self.too_large}: the file is larger than {MEGABYTES} MB, which is all that is taken. "
                "Nothing of it was kept. Send only the sheets with the figures, or save them as CSV.",
            )
        return data


class DecisionsForm(forms.Form):
    """What the page of a plan sends: decisions on the findings that it showed, columns, the reason.

    Decisions on findings that the plan does not have any more are left out without a word: the figures
    changed meanwhile, and the page shows what is to be decided now.
    """

    reason = WordsField(
        label="Why do the figures change?",
        help_text="Shown in the restatement ledger and beside each figure.",
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    words = forms.BooleanField(
        help_text="Words that somebody has written or changed here are never replaced. "
        "Undoing the load leaves drafts where they are.",
        required=False,
    )
    seen_version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, error_messages={"required": DAMAGED, "invalid": DAMAGED}
    )
    seen_digest = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        findings: Iterable[PlanFinding],
        columns: Mapping[str, Iterable[str]],
        data: Any = None,
        *,
        rows_with_words: int = 0,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """`columns` are the names of their controls, each with what may be chosen."""
        super().__init__(data, initial=dict(initial or {}))
        rows = "1 row" if rows_with_words == 1 else f"{rows_with_words:,} rows"
        self.fields["words"].label = f"Also keep the words on {rows} as drafts"
        self.choices = {
            DECISION + finding.key: {choice.value for choice in finding.choices}
            for finding in findings
            if finding.choices
        }
        self.columns = {name: {"", *fields} for name, fields in columns.items()}

    def clean(self) -> dict[str, Any]:
        """Adds `decisions` by a finding's key and `columns` by control, of what was sent only."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["decisions"] = {
            name.removeprefix(DECISION): value for name, value in self._sent(self.choices) if value
        }
        data["columns"] = dict(self._sent(self.columns))
        return data

    def chosen(self, finding: PlanFinding) -> str:
        """What stands ticked on the page: what was sent or typed, else what is kept."""
        sent = self._stands().get(DECISION + finding.key, "")
        return sent if sent in self.choices.get(DECISION + finding.key, ()) else finding.chosen

    def chosen_column(self, name: str, read_as: str) -> str:
        said = str(self._stands().get(name, read_as))
        return said if said in self.columns.get(name, ()) else read_as

    def _stands(self) -> Mapping[str, Any]:
        """What was sent; else what was typed before the person was signed out."""
        return self.data if self.is_bound else self.initial

    def _sent(self, known: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
        for name, values in known.items():
            value = self.data.get(name)
            if value is None:
                continue
            if value and value not in values:
                self.add_error(None, DAMAGED)
            else:
                yield name, value
