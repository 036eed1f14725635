"""One text, and one hash, for equal figures."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal


def canonical(payload: object) -> str:
    """JSON with sorted keys and no spaces. Reading it back and writing it again gives the same text.

    Decimals become their text without closing zeros (a database adds them), dates ISO. Raises TypeError for
    floats and other types, ValueError for a number that is not finite and for keys that read the same.
    """
    return json.dumps(_plain(payload), sort_keys=True, separators=(",", ":"))


def fingerprint(payload: object) -> str:
    """SHA-256 of the canonical text, in hex."""
    return hashlib.sha256(canonical(payload).encode()).hexdigest()


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return _decimal_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        plain = {_key(key): _plain(each) for key, each in value.items()}
        if len(plain) != len(value):
            raise ValueError("Two keys read the same.")
        return plain
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} has no canonical text.")


def _key(key: object) -> str:
    if isinstance(key, str):
        return str(key)
    if isinstance(key, date):
        return key.isoformat()
    raise TypeError(f"{type(key).__name__} cannot be a key.")


def _decimal_text(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"{value} is not a figure.")
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
