"""What is chosen of the real scorecard for June 2018."""

import csv

from indicators.calculations.control_charts import control_chart
from indicators.calculations.headline_counts import summary
from indicators.calculations.headline_facts import HeadlineFacts, extreme_of
from indicators.calculations.headlines import choose_headlines
from indicators.calculations.months import months_to, parse_slug
from indicators.calculations.signals import is_new, read_signal
from indicators.calculations.terms import Arrow, Polarity, Unit

from .printed import FIGURES, rows_in_tests
from .test_headlines import CLOSE, OFF, facts, kinds

JUNE = parse_slug("2018-06")
PAIRS = {"LAC9": "LAC9 (val)", "CP6B-NI": "CP6B"}
TARGETS = {"EH1c": OFF, "LAC1": OFF, "NI147": CLOSE}


def of_june() -> list[HeadlineFacts]:
    """All rows of the real scorecard, each without words of its own."""
    with FIGURES.open(encoding="utf-8-sig", newline="") as lines:
        terms = {row["ref"]: row for row in csv.DictReader(lines)}
    found = []
    for row in rows_in_tests():
        of = terms[row.ref]
        now, before = (control_chart(each, polarity=of["polarity"]) for each in (row.values, row.values[:-1]))
        reading = read_signal(now, months_to(JUNE, 13), unit=Unit(of["unit"]), decimals=int(of["decimals"]))
        extreme, joint = extreme_of(row.values)
        found.append(
            facts(
                row.ref,
                figure=str(row.values[-1]),
                polarity=Polarity(of["polarity"]),
                signal=reading.kind,
                signal_words=reading.explanations[0].clause if reading.explanations else "",
                signal_is_new=is_new(now, before),
                extreme=extreme,
                extreme_is_joint=joint,
                target_status=TARGETS.get(row.ref),
                moved=Arrow(row.change_month_arrow) if row.change_month_arrow else None,
                pair=PAIRS.get(row.ref, ""),
            )
        )
    return found


def test_june_2018() -> None:
    chosen = choose_headlines(of_june())
    assert [each for each in kinds(chosen) if each[0] != "extreme"] == [
        ("concern", "EH3d%"),
        ("concern", "EH3e%"),
        ("concern", "EH4-QL"),
        ("off_target", "EH1c"),
        ("off_target", "LAC1"),
        # In the chart to May both were outside already: 92.1 above 90.9, 133 below 133.9.
        ("improvement", "NI147"),
        ("improvement", "LAC9 (val)"),
        ("changed", "M3"),
        ("changed", "CP2b"),
        ("changed", "LAC13"),
        # And so was CP6B: 343 above 332.6.
        ("changed", "CP6B"),
    ]
    assert [each.ref for each in chosen.headlines if each.kind == "extreme"] == [
        *["EH4 (val)", "CP8-QL", "LAC2", "LAC12 (%)", "LAC10 (%)"],
        *["M6-QL (val)", "M6-QL", "EH3a%", "LAC1-NI", "LAC6 (val)", "LAC6 (%)", "LAC12 (val)", "LAC16"],
    ]
    assert [each.ref for each in chosen.headlines if not each.is_new] == ["NI147", "LAC9 (val)", "CP6B"]
    assert next(each for each in chosen.headlines if each.ref == "LAC9 (val)").also == ("LAC9",)
    assert next(each for each in chosen.headlines if each.ref == "CP6B").also == ("CP6B-NI",)
    # The printed arrows: 31 rows, of which 27 are noise; seven signals have no arrow.
    counts = chosen.counts
    assert (counts.looked_at, counts.signals, counts.moved, counts.moved_without_signal) == (58, 11, 31, 27)
    assert summary(counts).startswith(
        "11 of 58 indicators show a signal: 3 getting worse, 3 getting better and "
        "5 changed where neither way is better. 2 of the 3 with a target are off it."
    )
