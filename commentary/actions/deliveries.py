"""Handing a mail to the server, and what it answered."""

import logging
from dataclasses import dataclass
from smtplib import SMTPAuthenticationError, SMTPConnectError
from socket import gaierror

from django.core.mail import EmailMultiAlternatives

logger = logging.getLogger(__name__)

_SERVER = (SMTPAuthenticationError, SMTPConnectError, ConnectionError, TimeoutError, gaierror)


@dataclass(slots=True)
class Deliveries:
    """Those of one run. A server that does not answer is asked once: the rest would wait for it as well."""

    silence: str = ""

    def send(self, message: EmailMultiAlternatives) -> str:
        """What went wrong, nothing if it is sent. Never raises for a mail that does not go."""
        if self.silence:
            return self.silence
        try:
            message.send()
        except (OSError, ValueError) as problem:
            logger.exception("A mail was not sent")
            said = " ".join(f"{type(problem).__name__}: {problem}".replace("\x00", "").split())[:200]
            if isinstance(problem, _SERVER):
                self.silence = said
            return said
        return ""
