"""How much may be sent to the portal as a file. Named in the settings, so that it holds for every form."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from indicators.imports.sources.bounds import SIZE_LIMIT

LARGEST_UPLOAD = SIZE_LIMIT
# Beyond this nobody reads to the end only to say so: the answer is sent at once.
READ_TO_REFUSE = 2 * LARGEST_UPLOAD


class SizeLimit(FileUploadHandler):
    """Stops a request whose files are larger than they may be together, and keeps nothing of them.

    The fields before the file are read as ever, so that the form can answer.
    """

    chunk_size = 64 * 2**10

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.read = 0
        self.announced = content_length

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.read += len(raw_data)
        if self.read > LARGEST_UPLOAD:
            self.request.refused_upload = self.file_name or "The file"  # type: ignore[union-attr]
            raise StopUpload(connection_reset=self.announced > READ_TO_REFUSE)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def refused_upload(request: HttpRequest) -> str:
    """The name of the file that was too large to be taken, else nothing."""
    return str(getattr(request, "refused_upload", ""))
