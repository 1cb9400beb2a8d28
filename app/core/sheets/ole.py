"""The outside of an old Office file (OLE2, "compound file"): one stream of it, put together from its sectors."""

import struct

from app.core.sheets.limits import SheetCode, SheetProblem

_END = 0xFFFFFFFA  # and above: no sector


def stream(data: bytes, *names: str) -> bytes | None:
    """The first stream with one of the names (in small letters). Raises SheetProblem for a file that does not add
    up."""
    file = _File(data)
    found = {name: (start, size) for name, start, size in file.entries()}
    name = next((name for name in names if name in found), None)
    return file.read(*found[name]) if name else None


class _File:
    def __init__(self, data: bytes):
        self.data = data
        try:
            shift, small_shift = struct.unpack_from("<HH", data, 30)
            self.directory, self.cutoff = struct.unpack_from("<I4xI", data, 48)
            self.small_start, _, self.more_start = struct.unpack_from("<III", data, 60)
        except struct.error as error:
            raise SheetProblem(SheetCode.BROKEN) from error
        if shift not in (9, 12) or small_shift != 6:
            raise SheetProblem(SheetCode.BROKEN)
        self.size = 1 << shift
        self.count = max(0, (len(data) - 1) // self.size)
        self.table = self._table()
        self.root: tuple[int, int] | None = None

    def _sector(self, number: int) -> bytes:
        if number >= self.count:
            raise SheetProblem(SheetCode.BROKEN)
        return self.data[(number + 1) * self.size : (number + 2) * self.size]

    def _numbers(self, data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    def _table(self) -> list[int]:
        """For each sector the one that follows it."""
        places = list(struct.unpack_from("<109I", self.data, 76)) if len(self.data) >= 512 else []
        following, seen = self.more_start, 0
        while following < _END:
            numbers = self._numbers(self._sector(following))
            places += numbers[:-1]
            following, seen = numbers[-1], seen + 1
            if seen > self.count:
                raise SheetProblem(SheetCode.BROKEN)
        table = []
        for place in places:
            if place < _END:
                table += self._numbers(self._sector(place))
        return table

    def _chain(self, start: int) -> bytes:
        pieces, number = [], start
        while number < _END:
            if len(pieces) > self.count or number >= len(self.table):
                raise SheetProblem(SheetCode.BROKEN)
            pieces.append(self._sector(number))
            number = self.table[number]
        return b"".join(pieces)

    def entries(self):
        """(name in small letters, first sector, size) of each stream and folder."""
        data = self._chain(self.directory)
        for at in range(0, len(data) - 127, 128):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            start, size = struct.unpack_from("<II", data, at + 116)
            if kind == 5:
                self.root = (start, size)
            if kind and 2 <= length <= 64:
                yield data[at : at + length - 2].decode("utf-16-le", "replace").lower(), start, size

    def read(self, start: int, size: int) -> bytes:
        if size >= self.cutoff:
            return self._chain(start)[:size]
        small = self._chain(self.root[0]) if self.root else b""
        table, pieces, number = self._numbers(self._chain(self.small_start)), [], start
        while number < _END:
            if len(pieces) * 64 > size + 64 or number >= len(table):
                raise SheetProblem(SheetCode.BROKEN)
            pieces.append(small[number * 64 : number * 64 + 64])
            number = table[number]
        return b"".join(pieces)[:size]
