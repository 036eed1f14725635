"""Reads: what each person would be mailed today."""

from .letter import Group, Letter, Line, Section
from .letters import letters

__all__ = ["Group", "Letter", "Line", "Section", "letters"]
