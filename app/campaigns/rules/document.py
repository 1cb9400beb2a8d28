"""A campaign's document: a JSON file that tells its ward, days, points, slots and kinds."""

from app.core.text import identity_key

from .answers import MOST_DAYS, sizes_fit
from .fields import DocumentReason, Node, once_only
from .plan import CampaignPlan, KindPlan, LinePlan, SlotPlan

ZONE = "Asia/Ho_Chi_Minh"
MOST_TEAMS, MOST_POINTS, MOST_SLOTS, MOST_KINDS, MOST_LINES = 300, 200, 12, 60, 12
MOST_HEADS, MOST_QUOTA = 50, 1000
LOGGED_BY = ("both", "individual", "collective")
DUTIES, ROUND_THE_CLOCK, WEEKLY = ("rapid_response", "hotline", "weekly"), "24/7", "weekly"


def read_document(data: object) -> CampaignPlan:
    """The plan in a document that was read from JSON. Fields that it doesn't know are left to others.

    Raises DocumentError with the path of the first field that is wrong.
    """
    top = Node(data)
    ward, campaign, assumed = top["ward"], top["campaign"], top["assumed"]
    if ward["timezone"].value != ZONE:
        raise ward["timezone"].wrong(DocumentReason.ZONE)
    starts_on, ends_on = _days(campaign)
    least, most, leads = _sizes(assumed["shift_size"])
    quota, points = top["award_round"], top["points"].names(MOST_POINTS, 200)
    return CampaignPlan(
        slug=top["slug"].slug(),
        source=_optional(top, "source", 300),
        ward=ward["name"].text(120),
        province=ward["province"].text(120),
        name=campaign["name"].text(200),
        motto=_optional(campaign, "motto", 200),
        starts_on=starts_on,
        ends_on=ends_on,
        teams=top["teams"].names(MOST_TEAMS, 200),
        points=points,
        lines=_lines(assumed.get("duties"), points),
        slots=_slots(assumed["slots"]),
        kinds=_kinds(assumed["kinds"]),
        shift_min=least,
        shift_max=most,
        shift_leads=leads,
        quota_collectives=quota["collectives"].whole(0, MOST_QUOTA),
        quota_individuals=quota["individuals"].whole(0, MOST_QUOTA),
    )


def _optional(node: Node, name: str, longest: int) -> str:
    found = node.get(name)
    return "" if found is None else found.text(longest, empty=True)


def _days(campaign: Node):
    starts_on, ends_on = campaign["starts_on"].day(), campaign["ends_on"].day()
    if ends_on < starts_on:
        raise campaign["ends_on"].wrong(DocumentReason.ENDS_FIRST)
    if (ends_on - starts_on).days >= MOST_DAYS:
        raise campaign["ends_on"].wrong(DocumentReason.TOO_LONG_CAMPAIGN, most=MOST_DAYS)
    return starts_on, ends_on


def _sizes(size: Node) -> tuple[int, int, int]:
    least, most = size["min"].whole(0, MOST_HEADS), size["max"].whole(1, MOST_HEADS)
    leads = size["leads"].whole(0, MOST_HEADS) if size.get("leads") else 0
    if not sizes_fit(least, most, leads):
        raise size.wrong(DocumentReason.SIZES)
    return least, most, leads


def _slots(slots: Node) -> tuple[SlotPlan, ...]:
    seen, out = set(), []
    for node in slots.items(MOST_SLOTS, least=1):
        slot = SlotPlan(node["name"].text(40), node["start"].time(), node["end"].time())
        if slot.ends <= slot.starts:
            raise node["end"].wrong(DocumentReason.ENDS_FIRST)
        once_only(node, identity_key(slot.name), seen)
        out.append(slot)
    return tuple(out)


def _lines(duties: Node | None, points: tuple[str, ...]) -> tuple[LinePlan, ...]:
    """The duties that somebody minds at every hour. Weekly ones are no line, but planned as shifts."""
    seen, out = {identity_key(name) for name in points}, []
    for node in duties.items(MOST_LINES) if duties else ():
        node["kind"].choice(*DUTIES)
        coverage = node["coverage"].choice(ROUND_THE_CLOCK, WEEKLY)
        line = LinePlan(node["name"].text(200), node["min"].whole(1, MOST_HEADS))
        once_only(node, identity_key(line.name), seen)
        if coverage == ROUND_THE_CLOCK:
            out.append(line)
    return tuple(out)


def _kinds(kinds: Node) -> tuple[KindPlan, ...]:
    seen, out = set(), []
    for node in kinds.items(MOST_KINDS, least=1):
        code = node["code"].matching(r"[a-z][a-z0-9_]{0,39}", DocumentReason.BAD_CODE)
        once_only(node, code, seen)
        logged_by = node["logged_by"].choice(*LOGGED_BY) if node.get("logged_by") else "both"
        out.append(KindPlan(code, node["vi"].text(120), node["en"].text(120), node["unit"].text(40), logged_by))
    return tuple(out)
