"""Bytes to sheets of cells, whatever the file's format."""
