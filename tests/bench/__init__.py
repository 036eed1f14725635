"""What the scorecard page costs beside a plain page: `python -m tests.bench`."""
