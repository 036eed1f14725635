"""Which findings of a plan somebody asked to see."""

from dataclasses import dataclass

from django.http import QueryDict

from indicators.imports.plans.plan import PlanFinding, Severity

ORDER: tuple[Severity, ...] = ("error", "restatement", "repair", "warning", "info")
TO_DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody asked to see: `show` a severity, "decide" or "" for all but the notes."""

    show: str = ""
    kind: str = ""
    sheet: str = ""
    words: str = ""

    @classmethod
    def asked(cls, query: QueryDict) -> "Look":
        """Anything unknown counts as all."""
        show = query.get("show", "")
        return cls(
            show if show in (*ORDER, TO_DECIDE) else "",
            query.get("kind", "")[:60],
            query.get("sheet", "")[:60],
            query.get("q", "").strip()[:100],
        )

    @property
    def is_plain(self) -> bool:
        return not (self.kind or self.sheet or self.words)

    def finds(self, finding: PlanFinding) -> bool:
        if self.show == TO_DECIDE and not finding.is_open:
            return False
        if self.show in ORDER and finding.severity != self.show:
            return False
        if not self.show and finding.severity == "info":
            return False
        return self._narrows(finding)

    def _narrows(self, finding: PlanFinding) -> bool:
        if self.kind and finding.kind != self.kind:
            return False
        if self.sheet and (finding.where is None or finding.where.sheet != self.sheet):
            return False
        said = f"{finding.ref} {finding.printed} {finding.message} {finding.effect}".casefold()
        return all(word in said for word in self.words.casefold().split())
