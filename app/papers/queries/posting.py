"""The notice that is printed of a posting: the names as they were posted, whatever was corrected since."""

from dataclasses import replace

from app.papers.queries.recipients import recipients_of
from app.papers.queries.texts import local_day, rate_of, texts_of
from app.papers.rules.data import Numbered, Papers
from app.papers.rules.posting import Posted
from app.posting.queries import lines_of, postings_of, stands_in
from app.posting.rules import last_day


def notice_of(head, signer: str, address: str) -> Papers | None:
    """What the notice of a round's latest posting says; None where it was not posted. ``address``: where it is read
    and objected to."""
    if head.posting_scope is None:
        return None
    posting = postings_of(head.id)[0].Posting
    lines = {line.nomination_id: line for line in lines_of(posting.id)}
    recipients = tuple(
        replace(one, name=lines[one.nomination_id].name, unit=lines[one.nomination_id].unit or one.unit)
        for one in recipients_of(head, tuple(lines))
    )
    return Papers(
        ward=head.ward,
        campaign=head.campaign,
        first_day=head.starts_on,
        last_day=head.ends_on,
        locked_at=posting.at,
        ranking_day=local_day(head.published_at),
        checksum=head.checksum,
        rate=rate_of(head),
        texts=texts_of(head, any(one.board == "households" for one in recipients)),
        decision=Numbered(),
        submission=Numbered(),
        minutes=Numbered(),
        recipients=recipients,
        stands=stands_in(head),
        posted=Posted(
            posting.number,
            posting.scope,
            local_day(posting.at),
            last_day(posting.ends_at),
            posting.days,
            posting.reason,
            signer,
            address,
        ),
    )
