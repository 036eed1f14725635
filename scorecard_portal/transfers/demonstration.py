"""The demonstration scorecard: three months of work on it, taken through the real actions."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from indicators.actions import loads, memberships, months, populations, returns
from indicators.actions.scorecards import set_commentary_policy
from indicators.calculations import months as calendar
from indicators.imports.printed import PrintedRow
from indicators.models import Indicator, Membership, MonthlyReturn, ReportingMonth, Scorecard
from indicators.people import activity
from indicators.people.errors import Refused
from indicators.people.history import signed
from indicators.people.models import User
from scorecard_portal.accounts.actions.deputies import set_cover

from . import demonstration_files as files
from . import demonstration_steps as story
from .demonstration_checks import state_checks
from .demonstration_files import Correction, Month, Words
from .demonstration_steps import at
from .load import load
from .reading import Reading

SLUG = loads.DEFAULT_SLUG
ROLES = {
    "administrator": "administrator of the portal and of the scorecard",
    "owner": "owner",
    "reporter": "reporter",
    "viewer": "viewer",
}


@dataclass(frozen=True, slots=True)
class Accounts:
    """Who can sign in, as (e-mail address, name, role), and the one password of them all."""

    password: str
    people: tuple[tuple[str, str, str], ...]
    is_new: bool


def load_once() -> Accounts:
    """Load the demonstration where it is not there yet. Raises Refused outside a demonstration."""
    if settings.PRODUCTION:
        raise Refused("This portal runs in production. Set PORTAL_MODE=demonstration for the demonstration.")
    password, is_new_password = _password(Path(settings.VAR_DIR) / "demonstration-password")
    with transaction.atomic():
        is_new = not Scorecard.objects.filter(slug=SLUG).exists()
        if is_new:
            _load_all(make_password(password))
        elif is_new_password:
            emails = [person.email for person in files.people()]
            User.objects.filter(email__in=emails).update(password=make_password(password))
    people = tuple((person.email, person.name, ROLES[person.kind]) for person in files.people())
    return Accounts(password, people, is_new)


def _password(path: Path) -> tuple[str, bool]:
    """The password kept there, or a new one that is kept from now on; only its user may read the file."""
    if path.exists():
        return path.read_text(encoding="utf-8").strip(), False
    password = secrets.token_urlsafe(12)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(f"{password}\n", encoding="utf-8")
    return password, True


def _load_all(password: str) -> None:
    reading, corrections, words = files.scorecard(), files.corrections(), files.words()
    planned = files.reporting_months()
    people = _add_people(password, day=planned[0].returns_due - timedelta(days=2))
    (by,) = (user for user, kind in people.values() if kind == "administrator")
    for place, month in enumerate(planned):
        if month.status == "planned":
            _plan(month, by=by, day=planned[place - 1].commentary_due)
            continue
        if place:
            _plan(month, by=by, day=planned[place - 1].sign_off_due)
            months.open_month(
                reporting_month=_month(month),
                by=by,
                at=at(calendar.shift(month.month, 1) + timedelta(1), "09:00"),
            )
        _load_returns(month, reading, corrections, by=by)
        if not place:
            _settle(month, people, by=by)
        _work(month, [each for each in words if each.month == month.month], corrections, by=by)
    for cover in files.covers():
        starts_on = date.fromisoformat(cover["starts_on"])
        set_cover(
            user=people[cover["user_email"]][0],
            deputy=people[cover["deputy_email"]][0],
            starts_on=starts_on,
            ends_on=date.fromisoformat(cover["ends_on"]),
            by=by,
            at=at(starts_on - timedelta(days=6), "16:15"),
            reason="Leave",
        )


def _add_people(password: str, *, day: date) -> dict[str, tuple[User, str]]:
    """By e-mail address, with their kind. Whoever runs the portal adds them."""
    found = {}
    moment = at(day, "10:00")
    for person in files.people():
        user = User(
            email=person.email,
            full_name=person.name,
            job_title=person.job_title,
            password=password,
            is_superuser=person.kind == "administrator",
        )
        signed(user, by=None, at=moment, reason="Demonstration").save()
        activity.record(verb="added a person", by=None, at=moment, on=user)
        found[person.email] = (user, person.kind)
    return found


def _settle(month: Month, people: Mapping[str, tuple[User, str]], *, by: User) -> None:
    """What the first load cannot know: deadlines, viewers, how many children there are, what should hold."""
    scorecard, moment = _scorecard(), at(month.returns_due - timedelta(days=1), "16:00")
    months.set_deadlines(
        reporting_month=_month(month),
        seen=(None, None, None),
        reason="First month on the portal",
        by=by,
        at=moment,
        **month.deadlines(),
    )
    set_commentary_policy(
        scorecard=scorecard,
        policy=Scorecard.BY_EXCEPTION,
        seen=scorecard.commentary_policy,
        reason="Most months most rows move by chance: people explain what stands out",
        by=by,
        at=moment,
    )
    for user, kind in people.values():
        if kind == "viewer":
            memberships.set_role(
                scorecard=scorecard, user=user, role=Membership.VIEWER, by=by, at=moment, reason="Reads it"
            )
    for row in files.populations():
        populations.add(
            scorecard=scorecard,
            name=row["name"],
            valid_from=date.fromisoformat(row["valid_from"]),
            value=int(row["value"]),
            source=row["source"],
            reason="First month on the portal",
            by=by,
            at=moment,
        )
    state_checks(scorecard, _indicators(), by=by, at=moment)


def _plan(month: Month, *, by: User, day: date) -> ReportingMonth:
    return months.plan(
        scorecard=_scorecard(), month=month.month, by=by, at=at(day, "15:00"), **month.deadlines()
    )


def _load_returns(month: Month, reading: Reading, corrections: list[Correction], *, by: User) -> None:
    """The scorecard as it stood in that month: without later months, and before it was corrected."""
    printed, parts = reading.printed, files.parts()
    before = {(each.ref, each.month): each.before for each in corrections}

    def then(row: PrintedRow) -> PrintedRow:
        cells = []
        for cell in row.cells:
            if cell.month <= month.month:
                key = (row.ref, cell.month)
                numerator, denominator = parts.get(key, (None, None))
                cells.append(
                    cell._replace(
                        value=before.get(key, cell.value), numerator=numerator, denominator=denominator
                    )
                )
        return replace(row, cells=tuple(cells))

    known = tuple(each for each in printed.months if each <= month.month)
    load(
        reading=replace(
            reading,
            source=replace(reading.source, file_name=f"scorecard-{calendar.slug(month.month)}.txt"),
            printed=replace(printed, months=known, rows=tuple(then(row) for row in printed.rows)),
        ),
        slug=SLUG,
        by=by,
        at=at(month.returns_due - timedelta(days=1), "15:20"),
    )


def _work(month: Month, words: list[Words], corrections: list[Correction], *, by: User) -> None:
    """Write the day before commentary is due, sign on that day; a month that is past was closed."""
    indicators = _indicators()
    is_open = month.status == "open"
    signing, after = month.commentary_due, month.commentary_due + timedelta(days=1)
    signed_with = {each.ref for each in words if each.state == "approved_stale"}
    if is_open:
        early = [each for each in corrections if each.ref not in signed_with]
        _restate(early, indicators, by=by, day=month.returns_due + timedelta(days=1))
    story.write(words, indicators, day=signing - timedelta(days=1))
    story.decide(words, indicators, day=signing)
    story.reopen(words, indicators, day=after)
    if is_open:
        late = [each for each in corrections if each.ref in signed_with]
        _restate(late, indicators, by=by, day=after)
        story.ask([each for each in files.questions() if each.month == month.month], indicators)
    else:
        closing = at(month.sign_off_due + timedelta(days=1), "09:10")
        months.close(reporting_month=_month(month), by=by, at=closing)


def _restate(
    corrections: list[Correction], indicators: Mapping[str, Indicator], *, by: User, day: date
) -> None:
    for each in corrections:
        indicator = indicators[each.ref]
        returns.record(
            indicator=indicator,
            month=each.month,
            figures=returns.Figures(value=each.after),
            seen_version=MonthlyReturn.objects.get(indicator=indicator, month=each.month).version,
            reason=each.reason,
            by=by,
            at=at(day, "10:05"),
        )


def _scorecard() -> Scorecard:
    return Scorecard.objects.get(slug=SLUG)


def _month(month: Month) -> ReportingMonth:
    return ReportingMonth.objects.select_related("scorecard").get(scorecard__slug=SLUG, month=month.month)


def _indicators() -> dict[str, Indicator]:
    rows = Indicator.objects.filter(scorecard__slug=SLUG).select_related("scorecard", "owner", "reporter")
    return {row.ref: row for row in rows}
