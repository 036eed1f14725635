from .benchmark import Benchmark, BenchmarkRelease, Comparator
from .indicator import Indicator, Part, Population
from .monthly_return import ImportBatch, MonthlyReturn, ReturnRevision
from .reporting_month import ReportingMonth
from .scorecard import Membership, Scorecard, ScorecardRevision, Section
from .target import Target

__all__ = [
    "Benchmark",
    "BenchmarkRelease",
    "Comparator",
    "ImportBatch",
    "Indicator",
    "Membership",
    "MonthlyReturn",
    "Part",
    "Population",
    "ReportingMonth",
    "ReturnRevision",
    "Scorecard",
    "ScorecardRevision",
    "Section",
    "Target",
]
