"""Which month a scorecard is at."""

from datetime import date

from django.db.models import Max

from indicators.calculations import months
from indicators.models import MonthlyReturn, ReportingMonth, Scorecard


def month_at_work(scorecard: Scorecard, today: date) -> date:
    """The latest open month, else the latest with figures, else this one. Two queries at most."""
    opened = ReportingMonth.objects.open().filter(scorecard=scorecard).order_by("-month").first()
    if opened is not None:
        return opened.month
    returns = MonthlyReturn.objects.reported().filter(indicator__scorecard=scorecard)
    latest: date | None = returns.aggregate(Max("month"))["month__max"]
    return latest or months.first_of(today)
