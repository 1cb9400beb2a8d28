"""What the doors of a session have in common."""

from flask import abort, request, session
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import find_here, go_where_it_is
from app.core.policy import Permission
from app.core.text import N_
from app.council.actions import new_token
from app.council.queries.heads import version_of
from app.council.queries.live import Live, live_of

# So many urns a browser remembers its key to.
MOST_KEYS = 4
DUTY_WORDS = {"chair": N_("Chair"), "secretary": N_("Secretary of the session"), "member": N_("Member")}
CHOICE_WORDS = {"for": N_("In favour"), "against": N_("Against"), "abstain": N_("Abstains")}
ATTENDANCE_WORDS = {
    "present": N_("present"),
    "left": N_("left the session"),
    "absent": N_("absent"),
    "": N_("not here yet"),
    None: N_("not here yet"),
}
STATE_WORDS = {
    "called": ("wait", N_("called")),
    "open": ("info", N_("in session")),
    "closed": ("good", N_("closed with a result")),
    "failed": ("bad", N_("no quorum")),
}
KIND_WORDS = {
    "oneself": N_("is the candidate"),
    "own_team": N_("belongs to this team"),
    "proposed": N_("proposed this candidate"),
    "same_name": N_("has the same family name as this household"),
    "declared": N_("declared a conflict of interest"),
}
# The rules of a round and their values, where a change of them is told.
RULE_WORDS = {
    "procedure": N_("Procedure"),
    "quorum_percent": N_("Quorum in percent"),
    "pass_percent": N_("Majority in percent"),
    "denominator": N_("The majority is counted from"),
    "ballot": N_("Ballot"),
    "vote_by": N_("What is voted on"),
    "absent_by_writing": N_("Absent members may give their opinion in writing"),
    "recused_leave": N_("A member who may not vote on a candidate is not counted for that candidate"),
    "legal_ground": N_("Legal ground of the simplified procedure"),
}
VALUE_WORDS = {
    "full": N_("with a session"),
    "simple": N_("simplified"),
    "all_members": N_("all members of the council"),
    "present": N_("those who take part"),
    "open": N_("open"),
    "secret": N_("secret"),
    "candidate": N_("each candidate"),
    "list": N_("the list as a whole"),
    True: N_("yes"),
    False: N_("no"),
}
# What is asked about, where that is less than what a "yes" makes of it.
ASKED_WORDS = KIND_WORDS | {"oneself": N_("has the name of this candidate")}


def reach(permission: Permission = Permission.COUNCIL_VOTE):
    return current_user.reach(permission)


def live_or_404(meeting_id: int) -> Live:
    """The session, and the visitor in its campaign: the page's menu leads on from there."""
    live = live_of(meeting_id, reach(Permission.COUNCIL_READ)) or abort(404)
    if request.method == "GET" and not request.htmx.partial:
        place = find_here()
        if place and place.campaign_id != live.head.campaign_id:
            go_where_it_is(live.head.campaign_id)
    return live


def nothing_new(meeting_id: int) -> bool:
    """Whether a page that asks again has seen all that happened: one statement, and the answer is empty."""
    seen = request.args.get("seen", "")
    if not (request.htmx.partial and seen):
        return False
    version = version_of(meeting_id, reach(Permission.COUNCIL_READ))
    return str(version) == seen if version is not None else abort(404)


def key_of(meeting_id: int, make: bool = False) -> str:
    """The token by which this browser can change its secret votes: it is in the cookie, and nowhere else."""
    name, keys = f"{meeting_id}:{current_user.id}", session.get("urns", {})
    if make and name not in keys:
        keys = dict(list(keys.items())[1 - MOST_KEYS :]) | {name: new_token()}
        session["urns"] = keys
    return keys.get(name, "")


def roll(live: Live) -> list[dict]:
    """The members as they are listed, with what was last said of them."""
    names = {row.user_id: row.name for row in live.members}
    return [
        {
            "id": row.id,
            "here": row.here,
            "waits": row.waits,
            "noted_by": names.get(row.noted_by, _("somebody else")) if row.word and not _own(row) else "",
            "noted_here": row.noted_by == current_user.id,
            "confirmed_by": names.get(row.confirmed_by, "") if row.confirmed_by else "",
            "name": row.name,
            "post": row.post,
            "duty": _(DUTY_WORDS[row.duty]) if row.duty != "member" else "",
            "word": row.word or "",
            "said": _(ATTENDANCE_WORDS[row.word]),
        }
        for row in live.members
    ]


def _own(row) -> bool:
    """Whether the member noted it themselves."""
    return row.noted_by == row.user_id
