"""Words that the checks speak of, and how a page shows what they say. M1 rose from 111 to 112 in June."""

import re
from html import unescape

WRONG = "The number has fallen this month."
ABOVE = "See the comments above."


def text_of(response) -> str:
    """The page as it is read, without marks."""
    page = re.sub(
        r"<svg.*?</svg>|<script.*?</script>|<textarea.*?</textarea>",
        "",
        response.content.decode(),
        flags=re.DOTALL,
    )
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page)))


def listed(response) -> list[str]:
    """What each check in the lists says, in their order."""
    lists = re.findall(r'<ul class="chk.*?</ul>', response.content.decode(), re.DOTALL)
    return [
        re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", item))).strip()
        for each in lists
        for item in re.findall(r"<p>(.*?)</p>", each, re.DOTALL)
    ]


def steps_for(response, step: str) -> list[str]:
    """The buttons that keep words as they are ("keep") or take that back ("take_back"), in order."""
    return re.findall(rf'value="({step}:\w+)" *>(?:Leave it as it is|Take)', response.content.decode())


def reason_field(step: str) -> str:
    return f"reason.{step.partition(':')[2]}"
