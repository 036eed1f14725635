"""Names of people in a file beside those on record."""

from indicators.imports.layouts.submission import Where

from .worlds import indicator, kinds, known, only, plan_of, row, submitted


def test_a_name_that_resembles_a_known_one_is_said_once():
    base = known(
        indicator(1, "M1", owner="Robin Ashdown", reporter="Imogen Larkspur"),
        indicator(2, "M2", owner="Robin Ashdown", reporter="Tamsin Orchard"),
    )
    file = submitted(
        row(2, "M1", "1", owner_name="robin ashdown", reporter_name="Imogen Larkspure"),
        row(3, "M2", "2", owner_name="Robin Ashdown", reporter_name="Imogen Larkspure"),
        row(4, "M2", "2", owner_name="Somebody Else"),
    )
    finding = only(plan_of(file, base), "like_a_person")
    assert finding.message == "“Imogen Larkspure” is nobody here. It resembles Imogen Larkspur. In 2 rows."
    assert (finding.severity, finding.ref, finding.where) == ("warning", "M1", Where("Page 1", 2))


def test_names_of_a_file_about_other_people_are_not_all_looked_through():
    base = known(indicator(1, "M1", owner="Ann Parkin"))

    def kinds_after(strangers: int) -> list[str]:
        rows = [row(line, "M1", owner_name=f"Zoe {line}x") for line in range(2, strangers + 2)]
        return kinds(plan_of(submitted(*rows, row(999, "M1", owner_name="Ann Perkin")), base))

    assert "like_a_person" in kinds_after(199)
    assert "like_a_person" not in kinds_after(200)
