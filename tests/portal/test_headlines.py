"""What matters this month, on the demonstration: the real figures of June 2018."""

import html
import io
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management import call_command
from django.test import Client, TestCase, override_settings

from commentary.models import Commentary
from indicators.models import Indicator, Membership
from indicators.people.models import User
from tests.factories import JUNE

from .pages import inline_parts

MONTH = "/scorecards/childrens-services/2018-06/"
ADDRESS = f"{MONTH}headlines/"


def words_of(page: Any) -> str:
    """The words of the main part, as one line."""
    main = re.search(r"<main.*?</main>", page.content.decode(), re.DOTALL)
    assert main
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main[0])).split())
    return re.sub(r" ([.,])", r"\1", words)


def told(page: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    """Each headline: its group, its ref and those told with it, as the page has them."""
    return [
        (group.kind.value, item.ref, tuple(each.ref for each in item.others))
        for group in page.context["groups"]
        for item in group.items
    ]


class TestJune(TestCase):
    viewer: User

    @classmethod
    def setUpTestData(cls) -> None:
        with TemporaryDirectory() as folder, override_settings(VAR_DIR=Path(folder)):
            call_command("load_demonstration", stdout=io.StringIO())
        cls.viewer = Membership.objects.filter(role="viewer").order_by("pk")[0].user

    def read(self, address: str = ADDRESS, *, user: User | None = None) -> Any:
        client = Client()
        client.force_login(user or self.viewer, "allauth.account.auth_backends.AuthenticationBackend")
        page = client.get(address)
        assert page.status_code == 200
        return page

    def test_the_worse_comes_first_and_pairs_are_one(self) -> None:
        page = self.read()
        assert [each for each in told(page) if each[0] not in ("extreme", "silent")] == [
            ("concern", "EH3d%", ()),
            ("concern", "EH3e%", ("EH4-QL",)),
            ("off_target", "EH1c", ()),
            ("off_target", "LAC1", ()),
            ("improvement", "NI147", ()),
            ("improvement", "LAC9 (val)", ("LAC9",)),
            ("changed", "M3", ()),
            ("changed", "CP2b", ()),
            ("changed", "LAC13", ()),
            ("changed", "CP6B", ("CP6B-NI",)),
            ("restated", "LAC10 (%)", ()),
        ]
        titles = re.findall(r'<h2 id="group-[^>]*>.*?</h2>', page.content.decode(), re.DOTALL)
        assert [" ".join(re.sub(r"<[^>]+>", "", each).split()) for each in titles] == [
            "Getting worse",
            "Off target",
            "Getting better",
            "Changed, and neither is better",
            "At a 13-month high or low, not yet explained",
            "Earlier figures restated",
        ]

    def test_every_indicator_is_told_or_left_out(self) -> None:
        """All 58, each once; what is left out is listed with its reason."""
        page = self.read()
        found = [ref for _, ref, others in told(page) for ref in (ref, *others)]
        left_out = [row.ref for each in page.context["side"].reasons for row in each.rows]
        active = Indicator.objects.active_in(JUNE).values_list("ref", flat=True)
        assert len(active) == 58
        assert sorted(found + left_out) == sorted(active)
        listed = page.content.decode().partition("Show all that is left out")[2]
        for ref in left_out:
            assert f">{ref}<" in listed
        assert f"58 indicators: {len(found)} are told here, {len(left_out)} are left out." in words_of(page)

    def test_sentences_come_from_the_figures(self) -> None:
        text = words_of(self.read())
        for sentence in (
            "11 of 58 indicators show a signal: 3 getting worse, 3 getting better and 5 changed where",
            "neither way is better. 2 of the 3 with a target are off it.",
            "Single assessments taking over 45 days: 51.6%, above the upper limit of 48.7%",
            "Assessments completed in 45 working days: 48.0%, below the lower limit of 51.3%",
            # 9 in April, 14 in May and 19 in June; a quarter of 336.
            "19 in the month, 42 since April against the 84 due by the end of June 2018",
            "target of at least 336 over the year",
            # From 522 in March to 460 in March 2019: 506.5 in June.
            "Looked after children at end of month: 534, 27 above the path to 460",
            "524 in May, 526 a year ago",
            "NI147 · Higher is better · signal, as in May",
            "Looked after children with an authorised plan: June 2017 restated since last month",
            # 31 arrows, 27 of them noise; of 11 signals 7 without an arrow.
            "31 of 58 indicators moved by 10% or more since May 2018. 27 of them show no signal",
            "7 of the 11 signals moved by less than 10%",
            "Month ended 30 June 2018, 12 days ago",
            "Figures last changed 11 July 2018, yesterday",
        ):
            assert sentence in text, sentence

    def test_evidence_is_linked_to_where_it_shows(self) -> None:
        page = self.read()
        links = re.findall(r'href="(/indicators/[^"]*#[^"]*)"', page.content.decode())
        start = "/indicators/childrens-services/"
        for link in (
            f"{start}eh3e-pct/?month=2018-06#months-title",
            f"{start}eh1c/?month=2018-06#in-words",
            f"{start}lac10-pct/?month=2018-06#restatements-title",
            f"{start}lac2/?month=2018-06#figures-title",
        ):
            assert link in links
        # By exception nobody is silent before three months have passed unasked.
        assert not [link for link in links if link.endswith("#words-title")]
        pages = {link.partition("#")[0]: "" for link in links}
        for address in [*pages][:3]:
            pages[address] = self.read(address).content.decode()
        for link in links:
            address, _, anchor = link.partition("#")
            assert not pages[address] or f'id="{anchor}"' in pages[address], link

    def test_nobody_but_its_people_knows_of_a_draft(self) -> None:
        """A viewer reads approved words and no others; nor does anybody find a draft on this page."""
        drafts = Commentary.objects.filter(month=JUNE).exclude(status="approved").exclude(text="")
        assert drafts.count() == 16
        administrator = Membership.objects.get(role="administrator").user
        for user in (self.viewer, administrator):
            page = html.unescape(self.read(user=user).content.decode())
            for each in drafts:
                assert each.text[:40] not in page
        text = words_of(self.read())
        assert "91.3% of care leavers were in contact" in text
        assert "Approved by Service lead, children's social care, 10 July 2018" in text
        assert "Waiting for" not in text
        assert "In draft" not in text
        assert "Commentary not yet approved. Reporter: Manager, early help. Owner: Service lead" in text

    def test_who_works_on_it_is_told_where_it_stands(self) -> None:
        owner = Indicator.objects.get(ref="LAC1").owner
        page = self.read(user=owner)
        assert "Waiting for Service lead, children's social care to sign" in words_of(page)
        assert 'href="/review/childrens-services/2018-06/lac1/"' in page.content.decode()
        assert 'href="/review/' not in self.read().content.decode()

    def test_stale_words_say_so(self) -> None:
        assert "10 July 2018, a figure has changed since" in words_of(self.read())

    def test_a_trend_shows_limits_target_and_the_run_that_is_the_signal(self) -> None:
        content = self.read().content.decode()
        trends = re.findall(r'<svg class="hl-trend".*?</svg>', content, re.DOTALL)
        assert len(trends) == 10
        shift = next(each for each in trends if "between 10.1% and 51.1%" in each)
        (marks,) = re.findall(r'class="pt-concern" d="([^"]+)"', shift)
        assert marks.count("M") == 7
        assert "Within its limits (8.2% to 51.7%)" in shift
        (level,) = [each for each in trends if "goal" in each]
        assert "between 83.1% and 92.1%" in level

    def test_nothing_inline_nothing_kept(self) -> None:
        page = self.read()
        assert inline_parts(page) == []
        assert page["Cache-Control"] == "no-store"

    def test_a_closed_month_keeps_to_what_was_changed_while_it_was_the_latest(self) -> None:
        """June 2017 was restated in July 2018, while June was open."""
        for month, restated in (("2018-04", False), ("2018-05", False), ("2018-06", True)):
            page = self.read(f"/scorecards/childrens-services/{month}/headlines/")
            assert ("restated since last month" in words_of(page)) == restated, month

    def test_neighbours_as_they_were_the_month_before(self) -> None:
        """74% in March was like the neighbours' 77.0%; 65% in April (83 of 128) and 67% in May are worse."""
        april, may = (
            self.read(f"/scorecards/childrens-services/{month}/headlines/")
            for month in ("2018-04", "2018-05")
        )
        assert ("newly_worse", "EH3e%", ("EH4-QL",)) in told(april)
        assert "65.0%, worse than neighbours (77.0%)" in words_of(april)
        assert not [each for each in told(may) if each[0] == "newly_worse"]

    def test_a_month_that_is_not_open(self) -> None:
        text = words_of(self.read("/scorecards/childrens-services/2018-07/headlines/"))
        assert "July 2018 is not open yet" in text
        assert "Go to June 2018" in text

    def test_all_pages_of_the_month_have_the_tab(self) -> None:
        for name in ("", "headlines/", "quality/", "restatements/"):
            page = self.read(f"{MONTH}{name}").content.decode()
            tabs = re.search(r'<nav class="tabs".*?</nav>', page, re.DOTALL)
            assert tabs, name
            assert f'href="{ADDRESS}"' in tabs[0]
            (current,) = re.findall(r'<a href="([^"]*)" aria-current="page">', tabs[0])
            assert current == f"{MONTH}{name}"
            assert "Progress" not in tabs[0]

    def test_months_beside(self) -> None:
        content = self.read().content.decode()
        assert 'rel="prev" href="/scorecards/childrens-services/2018-05/headlines/"' in content
        assert "July 2018 is not open yet" in content
