"""Which entries of the ward's trail speak of a round: by what happened, and what the entry's number counts."""

# What happened -> whose number the entry carries.
ABOUT = {
    "campaign": ("campaign.opened", "campaign.changed", "campaign.closed", "campaign.reopened", "freeze.set"),
    "scheme": ("scheme.adopted",),
    "ranking": ("ranking.published", "ranking.frozen"),
    "round": (
        "round.opened",
        "round.quota_set",
        "round.rested",
        "round.judged",
        "round.locked",
        "paper.numbered",
        "paper.texts_changed",
        "certificate.issued",
        "certificate.participation",
        "council.settings_changed",
        "result.published",
        "result.withdrawn",
        "ceremony.planned",
    ),
    "session": (
        "council.called",
        "council.changed",
        "council.attendance_taken",
        "council.duty_passed",
        "council.opened",
        "council.item_added",
        "council.conflict_declared",
        "council.conflict_answered",
        "council.ballot_opened",
        "council.voted",
        "council.ballot_closed",
        "council.departure_explained",
        "council.discussion_written",
        "council.closed",
        "council.failed",
    ),
    "proposal": ("proposal.made", "proposal.withdrawn"),
    "achievement": ("achievement.written",),
    "parallel": ("parallel_award.noted", "parallel_award.removed"),
    "decision": ("award.decided",),
    "nomination": ("award.declined", "award.revoked"),
    "certificate": ("certificate.reprinted", "certificate.revoked"),
    "file": ("certificate.filed",),
}
# Who voted when: of a secret ballot only totals leave the ward.
SECRET = ("council.voted",)
# What these rooms also tell, and why it stays with the ward: holds are for leaders' eyes, drafts count nothing,
# templates and rates are the ward's and no round's, and an archive can't hold what happens to it later.
ELSEWHERE = (
    "scheme.drafted",
    "scheme.draft_dropped",
    "hold.placed",
    "hold.lifted",
    "nomination_hold.placed",
    "nomination_hold.lifted",
    "paper.template_changed",
    "paper.rate_added",
    "archive.sealed",
)
