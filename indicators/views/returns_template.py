"""The month's returns as a workbook to fill in."""

from datetime import date

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from indicators.calculations import months
from indicators.exports.returns_template import returns_template
from indicators.people.http import SignedInRequest
from indicators.permissions import get_administered
from indicators.scorecards.returns_grid import returns_grid

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def template(request: SignedInRequest, slug: str, month: date) -> HttpResponse:
    scorecard = get_administered(request, slug)
    data = returns_template(scorecard.name, returns_grid(scorecard, month), at=request.now)
    name = f"{scorecard.slug}-returns-{months.slug(month)}.xlsx"
    return HttpResponse(
        data, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
