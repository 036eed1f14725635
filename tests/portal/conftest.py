"""What tests of several pages share."""

import pytest


@pytest.fixture
def read(sign_in):
    """`read(user)` is the text of M1's page, without the mark-up's line breaks."""

    def text_of(user, ref: str = "m1", query: str = "", status: int = 200) -> str:
        answer = sign_in(user).get(f"/indicators/childrens-services/{ref}/{query}")
        assert answer.status_code == status
        return " ".join(answer.content.decode().split())

    return text_of
