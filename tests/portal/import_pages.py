"""Files of returns for tests of their pages, and sending them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from indicators.models import Indicator, PendingFile, Scorecard
from tests import factories
from tests.factories import MAY, People

ADDRESS = "/manage/imports/"
# May of M1 is 1541 here: 1554 changes it. P1 is a percentage, so that 0.482 is 48.2%.
FILE = "ref,May-18,Jun-18\nM1,1554,1433\nM2,246,215\nP1,61.0%,0.482\nM99,7,8\n"
# Every figure is new, and nothing is to be decided.
PLAIN = "ref,Jun-18\nM1,1433\nM2,215\n"


def indicators(scorecard: Scorecard, people: People) -> dict[str, Indicator]:
    """M1, M2 and P1, with twelve months up to May and nothing for June.

    They go up and down by so much that no figure of these files is far outside its series.
    """
    written = {"owner": people.owner, "reporter": people.reporter}
    made = {
        "M1": factories.indicator(scorecard, "M1", order=1, **written),
        "M2": factories.indicator(scorecard, "M2", order=2, **written),
        "P1": factories.indicator(scorecard, "P1", order=3, unit="percentage", decimals=1, **written),
    }
    for ref, last, other in (("M1", "1541", "1441"), ("M2", "246", "206"), ("P1", "61", "51")):
        factories.returns(made[ref], [other, last] * 6, last=MAY)
    return made


def upload(client: Client, text: str | bytes, name: str = "june.csv", **fields: Any) -> Any:
    data = text.encode() if isinstance(text, str) else text
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, data), **fields})


def planned(client: Client, text: str | bytes = FILE, name: str = "june.csv") -> str:
    """The address of the plan of a file that was just sent."""
    sent = upload(client, text, name)
    assert sent.status_code == 302, sent.content.decode()
    return str(sent["Location"])


def plan_of(address: str) -> PendingFile:
    return PendingFile.objects.get(pk=int(address.rstrip("/").rsplit("/", 1)[1]))


def decided(client: Client, address: str, *, reason: str = "Late contacts.", **posted: str) -> Any:
    """The page as it stands, with "Confirm all" of repairs and restatements and the reason sent."""
    form = shown_fields(client, address) | {"reason": reason, **posted}
    return client.post(address, form)


def shown_fields(client: Client, address: str) -> dict[str, str]:
    page = client.get(address)
    return {
        "seen_version": str(page.context["kept"].version),
        "seen_digest": page.context["plan"].digest,
        "reason": "",
        **{
            f"decide.{finding.key}": finding.chosen
            for finding in page.context["plan"].findings
            if finding.chosen
        },
    }


def finding(page: Any, kind: str) -> Any:
    """The one finding of that kind on the page."""
    (found,) = [each for each in page.context["plan"].findings if each.kind == kind]
    return found


def loaded(client: Client, text: str = PLAIN) -> int:
    """The key of the batch of a file with nothing to decide, loaded through its page."""
    address = planned(client, text)
    done = client.post(address, shown_fields(client, address) | {"load": "1"})
    assert done.status_code == 302, done.content.decode()
    return int(str(done["Location"]).rstrip("/").rsplit("/", 1)[1])


def batch_page(pk: int) -> str:
    return reverse("import_batch", args=(pk,))
