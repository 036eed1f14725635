"""Sheets of cells to what they say about indicators, by their headings."""
