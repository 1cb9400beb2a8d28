"""docs/limits.md says the numbers of the code."""

import re
import runpy
from datetime import timedelta
from tempfile import gettempdir

import pytest

from app.archive.queries import seals
from app.attendance.queries.unsettled import LOOK_BACK
from app.attendance.rules import answers as check_in
from app.attendance.rules import marks
from app.awards.forms import MOST_ACHIEVEMENT, MOST_GROUNDS, ProposalForm, QuotaForm, WordForm
from app.awards.queries.proposals import MOST_FOUND
from app.calendars import rules as calendars
from app.campaigns.rules import answers, document
from app.claims import rules as claims
from app.commended import rules as commended
from app.config import MOST_HOURS, ROOT, from_environment
from app.contributions import forms as records
from app.contributions import rules as ledger
from app.contributions.queries.approvals import LOOK_THROUGH
from app.contributions.queries.drafts import MOST_SHOWN as MOST_DRAFTS
from app.contributions.views import approvals
from app.core import again, db, deadline, picking, unsent
from app.core.sheets import limits as sheets
from app.core.sheets import reading
from app.council import forms as council
from app.council.rules import settings as council_rules
from app.council.views import shared as council_views
from app.cover import rules as cover
from app.cover.views import board as coverage
from app.decisions import forms as decisions
from app.earlier import rules as earlier
from app.exchange import files
from app.exchange.rules import choice, nearest, questions, roster
from app.exchange.views import runs
from app.home import frame
from app.lines import rules as lines
from app.lines.views.lines import NOTES
from app.messages import rules as told
from app.messages import views as messages
from app.papers import forms as papers
from app.papers.actions import templates as kept_templates
from app.papers.actions.participation import PART
from app.papers.layout import checking as templates
from app.papers.layout import filling
from app.papers.layout import papers as layout
from app.papers.queries.register import SIZE
from app.papers.rules import amending, texts
from app.papers.rules.sheet import MOST_SHIFT
from app.people import rules as people
from app.people.views import invitations
from app.people.views import people as listed
from app.posting import rules as posting
from app.powers import rules as powers
from app.powers.queries import MOST_LISTED as MOST_ROLES
from app.ranking.forms import LONGEST_REASON
from app.ranking.rules import fields, firmness, freezing, shares
from app.ranking.views import rows as ranking_rows
from app.results import forms as results
from app.results.queries import told as told_to_all
from app.shifts.rules import answers as shifts
from app.shifts.rules.templates import DAY
from app.signups.rules import ASKED_FROM
from app.swaps.queries.exchanges import NEAR as EXCHANGES

ROWS = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|", (ROOT / "docs" / "limits.md").read_text(), re.MULTILINE))
MB = sheets.MB
SETTINGS = from_environment({"GOCUA_HOME": gettempdir(), "SECRET_KEY": "x" * 40})


def minutes(span) -> int:
    return span // timedelta(minutes=1)


def hours(span) -> str:
    return f"{span.total_seconds() / 3600:g} hours"


def spent(limits) -> str:
    return f"{limits.seconds:g} seconds, {limits.memory // MB:,} MiB of memory"


LIMITS = {
    "Grounds of a proposal": f"{MOST_GROUNDS:,} characters",
    "An achievement in somebody's words": f"{MOST_ACHIEVEMENT:,} characters",
    "Candidates found by a name when proposing": MOST_FOUND,
    "Seats in a shift": document.MOST_HEADS,
    "Seats taken for a team at once": claims.MOST,
    "Shifts looked through for an exchange": f"{EXCHANGES.days} days before and after",
    "Uncovered hours of a line, looked for ahead": f"{lines.AHEAD.days} days, or to the end of the campaign",
    "A note for the next duty": f"{lines.LONGEST_NOTE} characters",
    "Notes from one duty": lines.MOST_NOTES,
    "Leaving a note after the end of the duty": hours(lines.LATE),
    "Notes shown on the page of the lines": f"{NOTES.days} days",
    "People asked at once to cover a shift": cover.MOST_AT_ONCE,
    "Days on one screen of the coverage board": coverage.SPAN,
    "Days of it on a phone": coverage.ON_A_PHONE,
    'Being asked to say "I will be there"': f"from {hours(ASKED_FROM)} before the start",
    "Leaving so late that the hole stands first on the coverage board": f"{hours(cover.LATE)} before the start",
    "Shifts planned at once": shifts.MOST_SHIFTS,
    "Templates of a campaign, retired ones too": shifts.MOST_TEMPLATES,
    "Exceptions of a campaign": shifts.MOST_EXCEPTIONS,
    "Length of a duty round the clock": f"{shifts.SHORTEST_TURN} to {DAY:,} minutes, dividing the day",
    "Skills of a ward": people.MOST_SKILLS,
    "A shift that is over, in a calendar": f"{calendars.KEPT_PAST.days} days",
    "A seat that is gone, in a calendar": f"{calendars.TOLD_FOR.days} days",
    "Sign-ups and records tried again after a collision": again.TRIES,
    "Waiting for a SQLite file that somebody else writes to": f"{db.PATIENCE} seconds",
    "Transactions tried again when the database asks": db.TRIES,
    "Days of a campaign": answers.MOST_DAYS,
    "Teams in a campaign file": document.MOST_TEAMS,
    "Points in a campaign file": document.MOST_POINTS,
    "Lines and weekly duties in a campaign file": document.MOST_LINES,
    "Slots of a campaign": document.MOST_SLOTS,
    "Kinds of work of a campaign": document.MOST_KINDS,
    "Places for commendation on each board": document.MOST_QUOTA,
    "Minutes of one record": ledger.DAY_MINUTES,
    "Minutes of one person on one day, all records": ledger.DAY_MINUTES,
    "Of one kind or group in one record": ledger.MOST_OF_A_KIND,
    "Note": f"{records.LONGEST_NOTE} characters",
    "Reason of a decision": f"{records.LONGEST_REASON} characters",
    "Records decided on at once": approvals.MOST_AT_ONCE,
    "Undoing an approval of many together": hours(ledger.UNDO_FOR),
    "Drafts named before an empty form": MOST_DRAFTS,
    "A form that comes in after its session ended": (
        f"{unsent.MOST_KEPT // 1024} kB, kept for {unsent.KEPT_FOR // 3600} hours in the page that asks to sign in"
    ),
    "Records on a page of the queue": " or ".join(map(str, approvals.SIZES)),
    "Waiting records looked through for unusual ones": LOOK_THROUGH,
    "Amounts of a scheme": f"1,000,000 with {fields.MOST_PLACES} places",
    "Entries of a list in a scheme": fields.MOST_ENTRIES,
    "Kinds of unit with places of their own in a scheme": shares.MOST_UNITS,
    "Moment of freezing a ranking": (
        f"ahead, from the campaign's first day to {freezing.LATEST.days} days after its last"
    ),
    "Reason of another copy after a freeze": f"{LONGEST_REASON} characters",
    "Candidates shown around the line of how firm a list is": firmness.MOST_SHOWN,
    "Password": f"{people.SHORTEST_PASSWORD} to {people.LONGEST_PASSWORD} characters",
    "Sign-in slip": f"{hours(people.INVITATION_LIFE)}, one use",
    "Nobody decides after a password was set with a slip": (
        f"{SETTINGS['POWER_HOURS']} hours (`GOCUA_POWER_HOURS`: 1 to {MOST_HOURS})"
    ),
    "Answering who is to have a role that decides": f"{powers.REQUEST_LIFE.days} days",
    "Roles that were asked for, on the page": MOST_ROLES,
    "Sign-in slips made at once": invitations.MOST,
    "Session of a volunteer or team leader, unused": f"{people.IDLE_VOLUNTEER.days} days",
    "Session of anybody who decides, unused": hours(people.IDLE_STAFF),
    "Tries in 5 minutes, one login from one address": people.LIMITS["pair"],
    "Tries in 5 minutes, one login from anywhere": people.LIMITS["account"],
    "Tries in 5 minutes, a browser that signed in before": people.LIMITS["device"],
    "Tries in 5 minutes, one's own password told again": people.LIMITS["again"],
    "A password told again counts": f"{minutes(people.PROOF_LIFE)} minutes, in that browser",
    "Reason of declining somebody proposed": f"{decisions.LONGEST_REASON} characters",
    "Tries in 5 minutes, wrong calendar addresses from one address": people.LIMITS["calendar"],
    "Tries in 5 minutes, wrong codes of certificates from one address": people.LIMITS["check"],
    "Tries in 5 minutes, wrong codes of sign-in slips from one address": people.LIMITS["slip"],
    "Members of a session": f"at least {council_rules.FEWEST}",
    "Post of a member of a session": f"{council.LONGEST_POST} characters",
    "Days for which a list is posted": f"1 to {posting.MOST_DAYS}",
    "An objection, its answer": f"{posting.MOST_TEXT:,} characters",
    "Objections of a round that wait for their answer": posting.MOST_WAITING,
    "Tries in 5 minutes, objections from one address without signing in": people.LIMITS["objection"],
    "What somebody on the list calls wrong, what was done then": f"{commended.MOST_TEXT} characters",
    "Awards of earlier years entered at once; one line's form": (
        f"{earlier.MOST_LINES} lines; {earlier.MOST_WORDS} characters"
    ),
    "Guests of one commended at the ceremony": commended.MOST_GUESTS,
    "A reason or grounds in a session": f"{council.LONGEST_REASON} characters",
    "What a session discussed": f"{council.LONGEST_DISCUSSION:,} characters",
    "Secret ballots a browser remembers how to change": council_views.MOST_KEYS,
    "Number of a paper or in the register": papers.MOST_NUMBER,
    "A text of the papers in one line": f"{texts.LONGEST_LINE} characters",
    "A text of the papers in several lines": f"{texts.MOST_LINES} lines of {texts.LONGEST_LINE} characters",
    "Reason for withdrawing a result": f"{results.LONGEST_REASON} characters",
    "Points of a ceremony before or after the awards": f"{texts.MOST_LINES} lines of {texts.LONGEST_LINE} characters",
    "Published results named on one page": told_to_all.MOST_NAMED,
    "Seals of an archive shown": seals.MOST_SHOWN,
    "Lines of a further decision that corrects, replaces or cancels one": amending.MOST_CHANGES,
    "Words in such a line, and its bonus": f"{papers.MOST_WORDS} characters, {amending.MOST_AMOUNT:,} VND",
    "Reason of a reprint or a revocation": f"{papers.LONGEST_REASON} characters",
    "A ward's own Word template": f"{templates.MAX_TEMPLATE // MB} MiB",
    "A Word template unpacked": f"{templates.MAX_UNPACKED // MB} MiB, {templates.MAX_PARTS} parts",
    "Checking a ward's own Word template": spent(kept_templates.LIMITS),
    "Filling in a ward's own Word template": spent(filling.LIMITS),
    "Setting the pages of papers or certificates": spent(layout.LIMITS),
    "Moving the words on a blank": f"{MOST_SHIFT // 10} mm",
    "Certificates of participation in one PDF": PART,
    "Lines of the register on a page": SIZE,
    "Tries in 5 minutes, one address": people.LIMITS["address"],
    "Tries in 5 minutes, one address, of those who signed in from there before": people.LIMITS["place"],
    "Tries in 5 minutes, one login from where its owner signed in before": people.LIMITS["home"],
    "Tries in 5 minutes, digits for checking in, one person": people.LIMITS["code"],
    "A code that comes in later, its own minute counting": f"until {hours(marks.OPEN_FOR)} after the shift",
    "Staying before one can check out": f"{check_in.STAY.total_seconds() / 60:g} minutes",
    "Catching up on forgotten check-outs": f"{LOOK_BACK.days} days",
    "People on a page of the list": listed.SIZE,
    "People offered where a typed name fits several": picking.MOST,
    "Rows of a ranking on a page": ranking_rows.SIZE,
    "Messages on a page of the inbox": messages.SIZE,
    "Unread messages counted in the frame": frame.MOST_SHOWN - 1,
    "A message is kept": f"{told.KEPT.days} days",
    "Wait between two tries of a letter": f"{minutes(told.WAITS[0])} to {minutes(told.WAITS[-1])} minutes",
    "A letter that its reader's server refuses for good": hours(told.GIVE_UP),
    "A letter in the hands of a worker that died": f"{minutes(told.LEASE)} minutes",
    "A request without a file": f"{SETTINGS['MAX_CONTENT_LENGTH'] // 1024} KiB",
    "Fields of a form": SETTINGS["MAX_FORM_PARTS"],
    "Working on a request": f"{deadline.PYTHON + 5} seconds",
    "A file to import, in the browser or by a command": f"{sheets.MAX_FILE // MB} MiB",
    "A workbook unpacked": f"{sheets.MAX_UNPACKED // MB} MiB, {sheets.MAX_PARTS} parts",
    "Reading a workbook": spent(reading.LIMITS),
    "Minutes that a mark in an attendance sheet stands for": f"1 to {choice.MOST_MARK_MINUTES:,}",
    "Rows of a sheet": sheets.MAX_ROWS,
    "Columns of a sheet": sheets.MAX_COLUMNS,
    "Characters in a cell": sheets.MAX_TEXT,
    "XML elements of a workbook": sheets.MAX_ELEMENTS,
    "Merged areas of a sheet": sheets.MAX_MERGED,
    "New teams in one roster": roster.MOST_NEW_TEAMS,
    "Answers kept with one file": questions.MOST_ANSWERS,
    "Names of a file that nobody knows, for which near ones are looked for": nearest.MOST_LOOKED_UP,
    "Wrong rows shown in the browser": runs.SHOWN,
    "An upload that nobody applies": f"{files.LIFE // 3600} hours",
}


@pytest.mark.parametrize("what", LIMITS)
def test_the_page_of_limits_says_the_number_of_the_code(what):
    limit = LIMITS[what]
    said = f"{limit:,}" if isinstance(limit, int) else limit
    assert ROWS.get(what) == said, f"docs/limits.md: the row of {what!r} must say {said}"


def test_every_limit_of_five_minutes_is_told():
    assert len(people.LIMITS) == sum(what.startswith("Tries in 5 minutes") for what in ROWS)
    assert people.WINDOW.total_seconds() == 5 * 60


def test_no_quota_of_a_round_is_larger_than_that_of_a_campaign(app):
    with app.test_request_context():
        form = QuotaForm()
        assert (form.individuals.most, form.collectives.most) == (document.MOST_QUOTA, document.MOST_QUOTA)
        assert WordForm().reason.render_kw["maxlength"] == 500
        proposal = ProposalForm()
        assert proposal.name.render_kw["maxlength"] == proposal.unit.render_kw["maxlength"] == 200


def test_a_worker_that_gives_no_sign_is_replaced_within_the_time_of_a_request():
    assert runpy.run_path(str(ROOT / "gunicorn.conf.py"))["timeout"] == deadline.PYTHON + 5
