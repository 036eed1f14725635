"""A file held against what is recorded: what loading it would do, and what somebody must decide first."""
