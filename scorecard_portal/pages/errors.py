"""What somebody sees when the fault is ours, or the request makes no sense. Drawn without the database,
which may be the fault."""

import logging
import secrets
import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from scorecard_portal.middleware import typed_words

logger = logging.getLogger(__name__)

# Without letters and digits that are taken for one another when read out on the telephone.
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def server_error(request: HttpRequest) -> HttpResponse:
    """Says so with a reference that stands in the log too, and gives typed words back."""
    reference = "".join(secrets.choice(LETTERS) for _ in range(6))
    logger.error("Reference %s: %s %s", reference, request.method, request.path)
    is_database = isinstance(sys.exception(), DatabaseError | InterfaceError)
    context = {
        "reference": reference,
        "typed": typed_words(request),
        "council_name": settings.COUNCIL_NAME,
        "performance_team_email": settings.PERFORMANCE_TEAM_EMAIL,
        "is_database": is_database,
    }
    return HttpResponse(render_to_string("500.html", context), status=503 if is_database else 500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own asks for the form's token, and so reads again what could not be read."""
    context = {
        "council_name": settings.COUNCIL_NAME,
        "performance_team_email": settings.PERFORMANCE_TEAM_EMAIL,
    }
    return HttpResponse(render_to_string("400.html", context), status=400)
