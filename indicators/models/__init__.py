from .baseline import Baseline
from .benchmark import Benchmark, BenchmarkRelease, Comparator
from .imported_file import ColumnMeaning, ImportBatch, ImportedFile, PendingFile
from .indicator import Indicator, Part, Population
from .monthly_return import MonthlyReturn, ReturnRevision
from .relation import Relation, RelationTerm
from .reporting_month import ReportingMonth
from .scorecard import Membership, Scorecard, ScorecardRevision, Section
from .target import Target

__all__ = [
    "Baseline",
    "Benchmark",
    "BenchmarkRelease",
    "ColumnMeaning",
    "Comparator",
    "ImportBatch",
    "ImportedFile",
    "Indicator",
    "Membership",
    "MonthlyReturn",
    "Part",
    "PendingFile",
    "Population",
    "Relation",
    "RelationTerm",
    "ReportingMonth",
    "ReturnRevision",
    "Scorecard",
    "ScorecardRevision",
    "Section",
    "Target",
]
