"""When the ranking was frozen and why again; what was decided on later, and what each of it would have changed."""

from dataclasses import asdict

from app.archive.pack import Pack
from app.archive.queries.rows import rows_of
from app.awards.models import Round
from app.awards.queries import quotas_of
from app.core.db import db
from app.ranking.models import Freeze, FreezePlan
from app.ranking.queries import appeals_of
from app.ranking.queries.frame import Frame


def put_appeals(pack: Pack, head) -> None:
    plan = rows_of(FreezePlan, FreezePlan.campaign_id == head.campaign_id)
    freezes = rows_of(Freeze, Freeze.campaign_id == head.campaign_id)
    pack.json("ranking/freezes.json", {"moment": plan[0] if plan else None, "freezes": freezes})
    frame = Frame(head.campaign_id, head.ward_id)
    if frame.freezing.frozen is None:
        return
    appeals = appeals_of(head.campaign_id, head.ward_id, frame, quotas_of(db.session.get(Round, head.id)))
    records = [
        {
            "reversed": row.taken,
            "reason": row.reason,
            "name": row.name,
            "team": row.team,
            "record": {name: value for name, value in asdict(row.credit).items() if name != "approver"},
            "would_change": asdict(effect),
        }
        for row, effect in appeals.lines
    ]
    together = asdict(appeals.together) if appeals.lines else None
    pack.json("appeals/appeals.json", {"since": frame.freezing.frozen.until, "records": records, "all": together})
