"""The people file."""

import pytest

from indicators.imports.findings import BrokenFile
from indicators.imports.people import read_people


def test_several_names_may_be_one_person() -> None:
    data = b'\xef\xbb\xbfemail,name\r\nann@example.org,Ann Brook\r\n\r\nann@example.org,"Brook, Ann"\r\n'
    assert read_people(data) == {"Ann Brook": "ann@example.org", "Brook, Ann": "ann@example.org"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\nAnn\n", "Line 1: expected a column 'email', and found none."),
        ("name,email,phone\n", "Line 1: expected each column once, of name, email, found 'phone'."),
        ("name,email,name\n", "Line 1: expected each column once, of name, email, found 'name'."),
        ("name,email\nAnn\n", "Line 2, Ann: expected 2 cells, found 1."),
        ("name,email\n,a@example.org\n", "Line 2, column 'name': expected a name, found nothing."),
        (
            "name,email\nAnn,ann at example\n",
            "Line 2, Ann, column 'email': expected an e-mail address such as 'name@example.org', found 'ann",
        ),
        (
            'name,email\n"Brook,\nAnn",b@example.org\nAnn,a@example.org\nAnn,b@example.org\n',
            "Line 5, Ann: expected each name once.",
        ),
        ('name,email\n"Ann,a@example.org\n', "Line 2: expected comma separated values"),
    ],
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(BrokenFile) as caught:
        read_people(text.encode())
    assert str(caught.value).startswith(message)
