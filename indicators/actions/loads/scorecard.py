"""The scorecard that a file is loaded into."""

from indicators.actions.revisions import raise_revision
from indicators.models import Membership, Scorecard
from indicators.people.errors import Refused
from indicators.people.history import signed

from .changes import Stamp

DEFAULT_SLUG = "childrens-services"
DEFAULT_NAME = "Children's Services"


def find_or_create(*, slug: str, stamp: Stamp) -> tuple[Scorecard, bool]:
    """The scorecard of that slug, and whether it is new. Who creates one becomes its administrator.

    Call it inside a transaction: it holds the scorecard, so that two loads wait for each other.
    """
    found = Scorecard.objects.select_for_update().filter(slug=slug).first()
    if found is not None:
        return found, False
    name = DEFAULT_NAME if slug == DEFAULT_SLUG else slug.replace("-", " ").capitalize()
    if Scorecard.objects.filter(name=name).exists():
        raise Refused(f"There is a scorecard called “{name}” already, under another address than “{slug}”.")
    scorecard = signed(Scorecard(name=name, slug=slug), by=stamp.by, at=stamp.at, reason=stamp.first)
    scorecard.save()
    if stamp.by is not None:
        member = Membership(user=stamp.by, scorecard=scorecard, role=Membership.ADMINISTRATOR)
        signed(member, by=stamp.by, at=stamp.at, reason="Created the scorecard").save()
    raise_revision(scorecard)
    return scorecard, True
