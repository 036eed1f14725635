"""Forms of the set-up pages, sent as a browser would."""

from typing import Any

from django.test import Client

VIEWERS = ("viewer", "owner", "reporter", "owner_cover", "reporter_cover")


def shown(page: Any) -> dict[str, str]:
    """What the page's form would send untouched."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {
        name: "on" if value is True else value
        for name, value in values.items()
        if value is not None and value is not False
    }


def send(client: Client, url: str, **typed: Any) -> Any:
    """Open the form, type, send."""
    return client.post(url, shown(client.get(url)) | typed)


def said(page: Any) -> str:
    """All errors of the page's form."""
    return " ".join(error for errors in page.context["form"].errors.values() for error in errors)
