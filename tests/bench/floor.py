"""The floor: a plain page with the same cells behind the same sign-in."""

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from indicators.calculations import months
from indicators.models import MonthlyReturn
from scorecard_portal.urls import urlpatterns as of_the_portal

TEMPLATE = """<!doctype html><html lang="en"><title>{{ month }}</title><h1>{{ month }}</h1><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
</table></html>"""


def floor(request: HttpRequest, slug: str, month: date, columns: int) -> HttpResponse:
    """As Django is plainly written: one query for the returns and what they belong to."""
    rows: dict[int, list[object]] = {}
    for each in _returns(slug, month).select_related("indicator"):
        rows.setdefault(each.indicator_id, [each.indicator.ref, each.indicator.title]).append(each.value)
    return _page(rows, month, columns)


def bare(request: HttpRequest, slug: str, month: date, columns: int) -> HttpResponse:
    """The least that one query can cost: values and no objects."""
    rows: dict[int, list[object]] = {}
    for pk, ref, title, value in _returns(slug, month).values_list(
        "indicator_id", "indicator__ref", "indicator__title", "value"
    ):
        rows.setdefault(pk, [ref, title]).append(value)
    return _page(rows, month, columns)


def _returns(slug: str, month: date) -> QuerySet[MonthlyReturn]:
    return MonthlyReturn.objects.filter(
        indicator__scorecard__slug=slug, month__gte=months.shift(month, -12), month__lte=month
    ).order_by("indicator__order", "indicator_id", "month")


def _page(rows: dict[int, list[object]], month: date, columns: int) -> HttpResponse:
    """As many cells as the portal's page has; the figures again where there are more of them."""
    cells = [(row + row[2:] * 3)[:columns] for row in rows.values()]
    return HttpResponse(engines["django"].from_string(TEMPLATE).render({"rows": cells, "month": month}))


urlpatterns = [
    path("floor/<slug:slug>/<month:month>/<int:columns>/", floor),
    path("bare/<slug:slug>/<month:month>/<int:columns>/", bare),
    *of_the_portal,
]
