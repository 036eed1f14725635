"""The portal's words for figures; the values are what is stored and exported."""

from enum import StrEnum


class Unit(StrEnum):
    COUNT = "count"
    PERCENTAGE = "percentage"
    RATE_PER_10000 = "rate_per_10000"


class Polarity(StrEnum):
    """Which way is good."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


class Missing(StrEnum):
    """Why a month has no number."""

    NOT_SUPPLIED = "not_supplied"
    NO_DENOMINATOR = "no_denominator"


class Arrow(StrEnum):
    UP = "up"
    DOWN = "down"
    SIMILAR = "similar"


class Judgement(StrEnum):
    """Movement read through polarity; NONE where polarity is none."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    SIMILAR = "similar"
    NONE = "none"


class Basis(StrEnum):
    """How a target is compared: each month, a stock by March, or the sum over the year."""

    LEVEL = "level"
    YEAR_END = "year_end"
    ANNUAL_TOTAL = "annual_total"


class Direction(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class TargetStatus(StrEnum):
    ON_TARGET = "on_target"
    CLOSE = "close"
    OFF_TARGET = "off_target"
