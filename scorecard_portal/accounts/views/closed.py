"""Pages that django-allauth brings and the portal does not have."""

from django.http import Http404, HttpResponse

from indicators.people.http import SignedInRequest


def own_addresses(request: SignedInRequest) -> HttpResponse:
    """Whoever could add an address of their own could sign in with it past the administrators."""
    raise Http404("Administrators keep addresses")
