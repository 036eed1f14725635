"""Reads: what each person would be mailed today, and what a reminder by hand says."""

from .letter import Group, Letter, Line, Reminding, Section, one_line
from .letters import letters
from .reminding import reminding

__all__ = ["Group", "Letter", "Line", "Reminding", "Section", "letters", "one_line", "reminding"]
