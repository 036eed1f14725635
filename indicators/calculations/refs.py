"""References in addresses."""

import re


def ref_slug(ref: str) -> str:
    """`CP2b %` is "cp2b-pct", `LAC6 (val)` is "lac6-val". Raises ValueError where nothing is left."""
    slug = re.sub(r"[^a-z0-9]+", "-", ref.replace("%", "-pct-").lower()).strip("-")
    if not slug:
        raise ValueError(f"“{ref}” has no letter or digit.")
    return slug
