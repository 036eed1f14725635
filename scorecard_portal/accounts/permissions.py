"""Who may look after whose account. Each check raises with its reason."""

from datetime import date

from indicators.models import Scorecard
from indicators.people.errors import Refused
from indicators.people.models import Cover, User
from indicators.permissions import check_manages_people


def check_may_edit(by: User, person: User) -> None:
    """Administrators of any scorecard keep names and job titles; a portal administrator's are their own."""
    check_manages_people(by)
    if person.is_superuser and not by.is_superuser:
        raise Refused(f"{person} is a portal administrator. Only another portal administrator can do this.")


def check_looks_after(by: User, person: User, *, on: date) -> None:
    """For what would let `by` act as `person`: their address, their account, their deputy.

    An administrator of one scorecard must not reach another scorecard by way of somebody who is in both.
    """
    check_may_edit(by, person)
    if by.is_superuser:
        return
    administered = Scorecard.objects.administered_by(by).values("pk")
    # Also what a cover still to come opens to them.
    days = {on, *Cover.objects.filter(deputy=person, starts_on__gt=on).values_list("starts_on", flat=True)}
    if any(
        Scorecard.objects.visible_to(person, on=day).exclude(pk__in=administered).exists() for day in days
    ):
        raise Refused(
            f"{person} also works on a scorecard that you do not administer. "
            "Ask a portal administrator to do this."
        )


def check_names_deputy(by: User, person: User, *, on: date) -> None:
    """People name their own deputy; administrators can do it for them."""
    if by.pk != person.pk:
        check_looks_after(by, person, on=on)
