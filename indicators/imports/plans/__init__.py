"""A file held against what is recorded: what loading it would do, and what somebody must decide first."""

from .making import make_plan

__all__ = ["make_plan"]
