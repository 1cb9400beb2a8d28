"""The proof of the trail: what it noted of the round, and the hashes of everything before."""

from app.archive.pack import Pack
from app.archive.queries.trail import entries_of, entry_hash, hashes_until, line_of


def put_trail(pack: Pack, head) -> None:
    seqs = []

    def lines():
        for entry in entries_of(head):
            seqs.append(entry["seq"])
            yield line_of(entry)

    pack.lines("trail/entries.jsonl", lines())
    last = seqs[-1]
    pack.lines("trail/hashes.txt", hashes_until(head.ward_id, last))
    about = {"chain": head.ward_id, "last": last, "hash": entry_hash(head.ward_id, last), "entries": seqs}
    pack.json("trail/trail.json", about)
