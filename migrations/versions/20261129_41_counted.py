"""What a council counted and a leader decided is held against the votes and the proposal"""

from alembic import op

from app.core import guards

revision = "20261129_41_counted"
down_revision = "20261129_40_results"
branch_labels = None
depends_on = None

# Of which items a line speaks: without a candidate, of all that the locked list has chosen, but for those voted on
# alone beside it.
_ABOUT = (
    "(i.id = {line}.item_id OR ({line}.item_id IS NULL AND i.session_id = {line}.session_id "
    "AND NOT i.tied AND i.added_by IS NULL AND NOT EXISTS (SELECT 1 FROM council_lines alone "
    "WHERE alone.ballot_id = {line}.ballot_id AND alone.item_id = i.id)))"
)
_RECUSED = (
    "EXISTS (SELECT 1 FROM council_lines x JOIN council_items i ON "
    + _ABOUT.format(line="x")
    + " JOIN council_conflicts c ON c.item_id = i.id AND c.word = 'recused' "
    "WHERE x.id = NEW.line_id AND c.member_id = {member})"
)
# The last vote of each member who may vote; of a secret ballot the papers, which are burnt after the count.
_OPEN = (
    "(SELECT COUNT(*) FROM council_votes v WHERE v.line_id = NEW.line_id AND v.choice = '{choice}' "
    "AND NOT EXISTS (SELECT 1 FROM council_votes w WHERE w.line_id = v.line_id AND w.member_id = v.member_id "
    "AND w.id > v.id) AND NOT " + _RECUSED.format(member="v.member_id") + ")"
)
_PAPERS = "(SELECT COUNT(*) FROM ballot_papers p WHERE p.line_id = NEW.line_id AND p.choice = '{choice}')"
_VOTED = (
    "(EXISTS (SELECT 1 FROM council_votes v WHERE v.line_id = NEW.line_id AND v.member_id = m.id) "
    "OR EXISTS (SELECT 1 FROM ballot_stubs b WHERE b.line_id = NEW.line_id AND b.member_id = m.id))"
)
_PRESENT = (
    "COALESCE((SELECT a.word FROM council_attendance a WHERE a.member_id = m.id ORDER BY a.id DESC LIMIT 1), '') "
    "= 'present'"
)
_NOT_VOTING = _RECUSED.format(member="m.id")
# The same as council/rules/counting.py, in SQL.
_DENOMINATOR = (
    "(SELECT COUNT(*) FROM council_members m WHERE m.session_id = NEW.session_id "
    f"AND (s.denominator = 'all_members' OR {_PRESENT} OR ({_VOTED} AND NOT {_NOT_VOTING})) "
    f"AND NOT (s.recused_leave AND {_NOT_VOTING}))"
)
_STUBS = "(SELECT COUNT(*) FROM ballot_stubs b WHERE b.line_id = NEW.line_id)"


def _counted(kind: str, count: str) -> str:
    said = {"in_favour": "for", "against": "against", "abstained": "abstain"}
    same = " AND ".join(f"NEW.{column} = {count.format(choice=choice)}" for column, choice in said.items())
    return f"(s.ballot = '{kind}' AND {same})"


_AS_VOTED = (
    "NOT EXISTS (SELECT 1 FROM council_sessions s WHERE s.id = NEW.session_id "
    f"AND NEW.pass_percent = s.pass_percent AND NEW.denominator = {_DENOMINATOR} "
    f"AND ({_counted('open', _OPEN)} OR ({_counted('secret', _PAPERS)} "
    f"AND NEW.in_favour + NEW.against + NEW.abstained = {_STUBS})))"
)
# Its own line, and the last one in which it stood: a run-off that fails ends it.
_OWN_LINE = (
    "NOT EXISTS (SELECT 1 FROM council_items i JOIN council_lines l ON l.id = NEW.line_id AND "
    + _ABOUT.format(line="l")
    + " WHERE i.id = NEW.item_id AND NOT EXISTS (SELECT 1 FROM council_lines o WHERE o.id > l.id AND "
    + _ABOUT.format(line="o")
    + "))"
)
_PROPOSED = (
    "NOT EXISTS (SELECT 1 FROM award_decisions a WHERE a.id = NEW.decision_id AND ("
    "(a.basis = 'council' AND EXISTS (SELECT 1 FROM council_outcomes o "
    "JOIN council_items i ON i.id = o.item_id JOIN council_sessions s ON s.id = o.session_id "
    "WHERE s.round_id = a.round_id AND s.state = 'closed' AND o.proposed AND i.nomination_id = NEW.nomination_id)) "
    "OR (a.basis = 'locked_list' AND COALESCE((SELECT c.verdict FROM choices c "
    "WHERE c.nomination_id = NEW.nomination_id ORDER BY c.id DESC LIMIT 1), '') = 'chosen')))"
)
_CLOSED = "EXISTS (SELECT 1 FROM council_sessions s WHERE s.round_id = NEW.round_id AND s.state = 'closed')"
_SIMPLE = "EXISTS (SELECT 1 FROM council_settings t WHERE t.round_id = NEW.round_id AND t.procedure = 'simple')"
_LOCKED = "EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id AND r.locked_at IS NOT NULL)"
_BASIS = (
    f"NOT {_LOCKED} OR (NEW.basis = 'council' AND NOT {_CLOSED}) "
    f"OR (NEW.basis = 'locked_list' AND ({_CLOSED} OR NOT {_SIMPLE}))"
)
_OPENED_LATE = (
    "NEW.state = 'open' AND OLD.state = 'called' AND (EXISTS (SELECT 1 FROM rounds r WHERE r.id = NEW.round_id "
    f"AND r.closed_at IS NOT NULL) OR {_SIMPLE})"
)
_OWN_VOTE = (
    "NEW.reference <> '' AND EXISTS (SELECT 1 FROM council_votes v "
    "WHERE v.line_id = NEW.line_id AND v.member_id = NEW.member_id AND v.reference = '')"
)

GUARDS = (
    ("council_tallies_as_voted", "council_tallies", "INSERT", _AS_VOTED, "a tally says what was voted"),
    ("council_outcomes_own_line", "council_outcomes", "INSERT", _OWN_LINE, "an outcome rests on its own last line"),
    ("council_votes_own", "council_votes", "INSERT", _OWN_VOTE, "nobody changes the vote of somebody else"),
    ("ballot_papers_stay", "ballot_papers", "UPDATE", "TRUE", "a paper is not written over"),
    ("council_sessions_late", "council_sessions", "UPDATE", _OPENED_LATE, "this round needs no session"),
    ("award_decisions_basis", "award_decisions", "INSERT", _BASIS, "a decision rests on a proposal"),
    ("award_lines_proposed", "award_lines", "INSERT", _PROPOSED, "only who was proposed is decided on"),
)


def upgrade():
    for name, table, when, condition, message in GUARDS:
        guards.refuse(op, name, table, when, condition, message)


def downgrade():
    for name, table, *_ in GUARDS:
        guards.drop(op, table, name)
