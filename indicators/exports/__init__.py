"""Figures as files for spreadsheets."""
