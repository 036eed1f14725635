"""Definitions held against the scorecard they complete: nothing is contradicted silently."""

from collections.abc import Iterator, Mapping

from indicators.calculations.targets import FOLLOWS
from indicators.calculations.terms import Direction, Polarity, Unit
from indicators.imports.definitions import Definition
from indicators.imports.findings import Finding
from indicators.imports.printed import PrintedRow, PrintedScorecard


def check(printed: PrintedScorecard, definitions: Mapping[str, Definition]) -> tuple[Finding, ...]:
    """What the definitions add against the file's silence, leave out, or leave unsaid.

    Raises BrokenFile where a definition contradicts what the scorecard prints, or points at nothing.
    """
    rows = {row.ref: row for row in printed.rows}
    units = {row.ref: _unit(row, definitions.get(row.ref)) for row in printed.rows}
    for definition in definitions.values():
        if definition.ref not in rows:
            raise definition.place.refused("expected a ref of the scorecard", "a ref of the scorecard", "ref")
        _check_against(definition, rows[definition.ref])
        _check_parts(definition, units)
        _check_sharing(definition, definitions, rows)
    return tuple(
        finding
        for row in printed.rows
        for finding in _remarks(row, definitions.get(row.ref), definitions, rows)
    )


def targets_without_direction(
    printed: PrintedScorecard, definitions: Mapping[str, Definition]
) -> tuple[Finding, ...]:
    """A warning for each row with a target and neither polarity nor direction: its targets have no status."""
    return tuple(
        Finding(
            "warning",
            "target_without_direction",
            f"{row.ref} has a target and no direction, so it can be neither on target nor off.",
            row.ref,
            row.line,
            "target_direction",
            expected="at_least or at_most",
            sheet=row.sheet,
        )
        for row in printed.rows
        if any(target is not None for target in row.targets.values())
        and _polarity(row, definitions.get(row.ref)) is Polarity.NONE
        and not _direction(definitions.get(row.ref))
    )


def _unit(row: PrintedRow, definition: Definition | None) -> Unit:
    return definition.unit if definition and definition.unit else row.unit


def _polarity(row: PrintedRow, definition: Definition | None) -> Polarity:
    return definition.polarity if definition and definition.polarity else row.polarity


def _direction(definition: Definition | None) -> Direction | None:
    return definition.target_direction if definition else None


def _check_against(definition: Definition, row: PrintedRow) -> None:
    """The scorecard states percentages by flag, rates by title, polarity by its mark, and no more."""
    place = definition.place
    may_be_rate = row.unit is Unit.COUNT and definition.unit is Unit.RATE_PER_10000
    if definition.unit and definition.unit is not row.unit and not may_be_rate:
        raise place.broken(
            f"'{row.unit}', as line {row.line} of the scorecard has it", definition.unit, "unit"
        )
    if definition.polarity and row.polarity is not Polarity.NONE and definition.polarity is not row.polarity:
        raise place.broken(
            f"'{row.polarity}', as line {row.line} of the scorecard has it", definition.polarity, "polarity"
        )
    if definition.decimals is not None and definition.decimals < row.decimals:
        raise place.broken(
            f"at least {row.decimals}, which line {row.line} of the scorecard prints",
            str(definition.decimals),
            "decimals",
        )
    due = FOLLOWS[_polarity(row, definition)]
    if due and definition.target_direction and definition.target_direction is not due:
        raise place.broken(
            f"'{due}', which follows from the polarity", definition.target_direction, "target_direction"
        )


def _check_parts(definition: Definition, units: Mapping[str, Unit]) -> None:
    """Parts are counts, so that no percentage is ever made of itself."""
    place, unit = definition.place, units[definition.ref]
    if (definition.numerator or definition.denominator) and unit is Unit.COUNT:
        raise place.refused("expected no numerator or denominator for a count", "nothing")
    if definition.numerator and not definition.denominator:
        raise place.broken("a denominator, as there is a numerator", "", "denominator")
    for column, parts in (("numerator", definition.numerator), ("denominator", definition.denominator)):
        for part in parts:
            if part.ref and units.get(part.ref) is not Unit.COUNT:
                raise place.broken("refs of counts of the scorecard", part.ref, column)
    if unit is Unit.PERCENTAGE and definition.multiplier not in (None, 100):
        raise place.broken("100 for a percentage", str(definition.multiplier), "multiplier")
    if unit is Unit.COUNT and definition.multiplier is not None:
        raise place.broken("nothing for a count", str(definition.multiplier), "multiplier")


def _check_sharing(
    definition: Definition, definitions: Mapping[str, Definition], rows: Mapping[str, PrintedRow]
) -> None:
    leader = definition.shares_commentary_with
    if not leader:
        return
    column = "shares_commentary_with"
    if leader not in rows or leader == definition.ref:
        raise definition.place.broken("another ref of the scorecard", leader, column)
    if leader in definitions and definitions[leader].shares_commentary_with:
        raise definition.place.broken("a ref that shares with nobody itself", leader, column)


def _remarks(
    row: PrintedRow,
    definition: Definition | None,
    definitions: Mapping[str, Definition],
    rows: Mapping[str, PrintedRow],
) -> Iterator[Finding]:
    if definition is None:
        yield Finding(
            "info",
            "no_definition",
            f"{row.ref} is not in the definitions.",
            row.ref,
            row.line,
            expected="a definition",
            sheet=row.sheet,
        )
        return
    for column, printed, defined in (
        ("unit", row.unit, definition.unit),
        ("polarity", row.polarity, definition.polarity),
        ("decimals", str(row.decimals), None if definition.decimals is None else str(definition.decimals)),
    ):
        if defined is not None and defined != printed:
            message = (
                f"{row.ref} reads as {column} {printed}; the definitions say {defined}, and that is taken."
            )
            yield Finding(
                "warning",
                "definition_differs",
                message,
                row.ref,
                row.line,
                column,
                printed,
                defined,
                row.sheet,
            )
    leader = rows.get(definition.shares_commentary_with)
    if leader and row.commentary and leader.commentary and row.commentary != leader.commentary:
        message = f"{row.ref} shares the commentary of {leader.ref} and prints other words."
        yield Finding(
            "warning",
            "shared_commentary_differs",
            message,
            row.ref,
            row.line,
            "commentary",
            sheet=row.sheet,
        )
