"""The people behind the names of a file: those known by e-mail address, the others added."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.actions.loads import Stamp
from indicators.people import activity
from indicators.people.errors import Refused
from indicators.people.history import signed
from indicators.people.models import User


@dataclass(frozen=True, slots=True)
class Accounts:
    """People by printed name, and those who were added. They cannot sign in until somebody invites them."""

    by_name: Mapping[str, User]
    added: tuple[User, ...]


def find_or_add(*, emails: Mapping[str, str], names: Iterable[str], stamp: Stamp) -> Accounts:
    """`emails` by printed name; only people of the `names` are added, each under the first of theirs."""
    wanted = {name: emails[name].lower() for name in names if name in emails}
    known = {user.email: user for user in User.objects.filter(email__in=wanted.values())}
    added = []
    for name, email in wanted.items():
        if email not in known:
            user = User(email=email, full_name=name)
            user.set_unusable_password()
            signed(user, by=stamp.by, at=stamp.at, reason=stamp.first).save()
            activity.record(verb="added a person", by=stamp.by, at=stamp.at, on=user)
            known[email] = user
            added.append(user)
        elif not known[email].is_active:
            raise Refused(f"{known[email]} ({email}) is deactivated, so no row can be given to them: {name}.")
    return Accounts({name: known[email] for name, email in wanted.items()}, tuple(added))
