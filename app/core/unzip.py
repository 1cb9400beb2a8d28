"""Reading the parts of a .zip from anybody: what they unpack to is counted, not believed."""

import zipfile
from copy import copy

_CHUNK = 64 * 1024


class TooMuch(Exception):
    """More comes out of the file than is allowed, or than it says itself."""


class Unpacker:
    """Reads parts of an archive as long as there are bytes left of ``most`` for all of them together.

    `ZipFile.read` unpacks a part whole before it looks at the size that the directory states, so that a part of a few
    kB that says 1,000 bytes can take gigabytes.
    """

    def __init__(self, archive: zipfile.ZipFile, most: int):
        self.archive, self.left = archive, most

    def read(self, part: zipfile.ZipInfo) -> bytes:
        """The bytes of one part. Raises TooMuch, and what zipfile raises of a broken one."""
        more = copy(part)
        more.file_size = part.file_size + 1  # one byte further than it says: is there anything?
        pieces = []
        with self.archive.open(more) as opened:
            while piece := opened.read(_CHUNK):
                self.left -= len(piece)
                if self.left < 0:
                    raise TooMuch(part.filename)
                pieces.append(piece)
        data = b"".join(pieces)
        if len(data) > part.file_size:
            raise TooMuch(part.filename)
        return data
