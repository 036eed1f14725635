"""Geometry and data of charts. Nothing here queries."""
