"""Who hears what: all traffic between rooms that no import shows, one line per event."""

from sqlalchemy import or_

from app.archive.binding import ENDS, bind_ranking, bind_round
from app.attendance.events import AttendanceMarked, CheckedIn, CheckedOut, CheckOutForgotten
from app.attendance.notices import tell_marked
from app.audit.actions import write_down
from app.awards.actions import hold_namesakes
from app.awards.events import CandidateHeld, CandidateReleased, ListLocked
from app.campaigns.events import SlotChanged
from app.commended.events import CommendedAnswered, CommendedAsked
from app.commended.notices import tell_asked_ones, tell_office
from app.contributions.actions import log_attendance
from app.contributions.events import LogRejected, LogReturned, LogReversed
from app.contributions.notices import tell_filer
from app.core.events import Event, listen
from app.council.actions import show_holds
from app.council.events import (
    ConflictAnswered,
    CouncilSettingsChanged,
    OpinionEntered,
    ProcedureAnswered,
    ProcedureAsked,
    SessionCalled,
    SessionChanged,
    SessionClosed,
    SessionFailed,
)
from app.council.notices import (
    called_is_over,
    procedure_answered,
    tell_called,
    tell_callers,
    tell_concluded,
    tell_opinion,
    tell_rules,
    tell_who_agrees,
)
from app.cover.events import CoverAnswered, CoverAsked, CoverOpened
from app.cover.notices import tell_asked, tell_asker, tell_planners
from app.cover.queries.waiting import ASKS_WAIT
from app.decisions.events import (
    AmendmentDeclined,
    AmendmentGranted,
    AmendmentProposed,
    AwardDecided,
    AwardRevoked,
)
from app.decisions.notices import (
    change_answered,
    decision_made,
    tell_deciders,
    tell_deciders_on_list,
    tell_of_change,
)
from app.lines.events import NoteLeft
from app.lines.notices import tell_next_duty
from app.messages.actions import tell_new_login
from app.messages.queries import UNREAD
from app.names.events import NameAsked, NameCorrected, NameDeclined
from app.names.notices import request_is_over, tell_corrected, tell_seconds
from app.papers.events import CertificatesIssued, NumbersEntered
from app.papers.notices import printed, tell_numberers, tell_printers
from app.people.events import Invited, PasswordSet, PersonChanged, PersonDisabled, RoleEnded, RoleGranted
from app.people.sign_in import know_what_waits
from app.places.events import PointChanged
from app.posting.events import ObjectionAnswered, ObjectionConfirmed, ObjectionMade, ObjectionPassedOn
from app.posting.notices import tell_objector, tell_owner, tell_second
from app.powers.actions import begin_waits, wait_for_risen
from app.powers.events import PowerConfirmed, RoleAgreed, RoleAsked, RoleDeclined, WaitBegan
from app.powers.notices import (
    tell_answered,
    tell_others,
    tell_roles,
    tell_waits,
    tell_who_can_agree,
    wait_is_over,
)
from app.powers.queries import APPROVES_FROM, DECIDES_FROM
from app.ranking.events import (
    HoldLifted,
    HoldPlaced,
    RankingFrozen,
    RankingPublished,
    SchemeAgreed,
    SchemeAsked,
    SchemeDeclined,
    SchemeDraftDropped,
    SchemeDrafted,
)
from app.ranking.notices import draft_moved_on, tell_declined, tell_leaders, tell_places
from app.results.events import ResultPublished, ResultWithdrawn
from app.results.notices import award_is_gone, result_is_gone, tell_announcers, tell_awarded
from app.shifts.actions import follow_slots
from app.shifts.events import ShiftCancelled, ShiftChanged
from app.signups.actions import end_sign_ups, fill_line
from app.signups.events import (
    Confirmed,
    Left,
    OfferAccepted,
    OfferDeclined,
    OfferLapsed,
    Promoted,
    SeatOffered,
    SeatTaken,
)
from app.signups.notices import (
    offer_is_over,
    reminder_is_over,
    tell_given,
    tell_lapsed,
    tell_left,
    tell_moved,
    tell_offered,
    tell_point_changed,
    tell_promoted,
)
from app.swaps.events import SwapAccepted, SwapDeclined, SwapLapsed, SwapOffered, SwapWithdrawn
from app.swaps.notices import (
    tell_swap_accepted,
    tell_swap_asked,
    tell_swap_declined,
    tell_swap_lapsed,
    tell_swap_withdrawn,
)
from app.swaps.queries.waiting import SWAPS_WAIT

TABLE = {
    Event: [write_down],  # every event becomes one entry of the trail
    PersonChanged: [tell_new_login],  # who signs in with another number or address from now on
    NameCorrected: [tell_corrected, hold_namesakes],  # whose name it is; typed to the name of somebody on hold
    NameAsked: [tell_seconds],  # whoever may confirm it
    NameDeclined: [request_is_over],
    RoleAsked: [tell_who_can_agree],  # whoever decides in the ward, with a yes and a no
    RoleAgreed: [tell_answered],
    RoleDeclined: [tell_answered],
    # A role that decides is told to all who decide there; with a password of a slip nothing is decided for a day.
    RoleGranted: [wait_for_risen, tell_roles],
    RoleEnded: [tell_roles],
    Invited: [tell_others],  # for somebody who decides: the others who do
    PersonDisabled: [tell_others],
    PasswordSet: [begin_waits],
    WaitBegan: [tell_waits],
    PowerConfirmed: [wait_is_over],
    SlotChanged: [follow_slots],  # templates that follow the slot take its name and times
    ShiftCancelled: [end_sign_ups],  # whoever was on it or in line is free again
    SeatOffered: [tell_offered],  # who is first in line, with a yes and a no
    OfferAccepted: [offer_is_over],
    OfferDeclined: [offer_is_over],
    OfferLapsed: [offer_is_over, tell_lapsed],
    Promoted: [tell_promoted],
    SeatTaken: [tell_given],  # put on by somebody else
    ShiftChanged: [fill_line, tell_moved],  # more seats: the first in line take them; another time or place is told
    PointChanged: [tell_point_changed],  # whoever has a shift there, or waits for one
    Left: [tell_left, reminder_is_over],  # taken off by somebody else
    Confirmed: [reminder_is_over],  # it is answered, wherever that was done
    CheckedIn: [log_attendance],  # sent when the shift was over already: the minutes are known
    CheckedOut: [log_attendance],  # a draft of the person's record, to be completed and sent
    CheckOutForgotten: [log_attendance],  # the same, until the shift's end
    # A correction reaches the draft as long as nobody has typed into it, and the person hears of it.
    AttendanceMarked: [log_attendance, tell_marked],
    LogReturned: [tell_filer],  # whoever filed it and whose it is, with the reason
    LogRejected: [tell_filer],
    LogReversed: [tell_filer],
    SwapOffered: [tell_swap_asked],  # who is asked by name, else those in line
    SwapAccepted: [tell_swap_accepted],  # whoever offered it; reminders go to whoever sits there by then
    SwapDeclined: [tell_swap_declined],  # the same
    SwapWithdrawn: [tell_swap_withdrawn],  # who was asked
    SwapLapsed: [tell_swap_lapsed],  # whoever offered it
    CoverAsked: [tell_asked],  # whoever is asked, with a yes and a no
    CoverAnswered: [tell_asker],  # whoever asked
    CoverOpened: [tell_planners],  # somebody can't come: who plans the shifts looks for another
    # Who has the next step of a round, after each that is done.
    ListLocked: [tell_callers, tell_deciders_on_list],
    SessionFailed: [tell_callers],
    NumbersEntered: [tell_printers],
    CertificatesIssued: [printed, tell_announcers],
    SessionCalled: [called_is_over, tell_called],  # whoever belongs to the council's session
    SessionChanged: [tell_called],
    CouncilSettingsChanged: [tell_rules, tell_deciders_on_list],  # once the list was locked: all members
    ProcedureAsked: [tell_who_agrees],  # whoever can agree that a locked round goes without a session
    ProcedureAnswered: [procedure_answered],
    ConflictAnswered: [tell_concluded],  # the absent member for whom the chair answered
    # Typed names of whoever is on hold are as well; pages of an open session: paused on its agenda.
    HoldPlaced: [hold_namesakes, show_holds],
    HoldLifted: [show_holds],
    SchemeDrafted: [draft_moved_on],  # what the leader was asked about is another one now
    SchemeDraftDropped: [draft_moved_on],
    SchemeAsked: [tell_leaders],
    SchemeAgreed: [tell_places],  # everybody who is ranked: the place before and after
    SchemeDeclined: [tell_declined],  # whoever asked for it
    CandidateHeld: [hold_namesakes, show_holds],
    CandidateReleased: [show_holds],
    OpinionEntered: [tell_opinion],  # whose it is, so that they can object
    CommendedAsked: [tell_asked_ones],  # the person, or who leads the team
    CommendedAnswered: [tell_office],  # of all that is not simply right
    ObjectionMade: [tell_owner],  # whoever answers it
    ObjectionPassedOn: [tell_owner],
    ObjectionAnswered: [tell_second],  # whoever may confirm the answer
    ObjectionConfirmed: [tell_objector],
    SessionClosed: [tell_deciders],  # whoever decides on what the council proposes
    AmendmentProposed: [tell_of_change],  # whoever can agree to it
    AmendmentGranted: [change_answered],  # whoever proposed it
    AmendmentDeclined: [change_answered],
    AwardDecided: [decision_made, tell_numberers],  # what asked for it is over
    ResultPublished: [tell_awarded],  # whoever was given an award
    ResultWithdrawn: [result_is_gone],
    AwardRevoked: [award_is_gone],  # no news any more for whoever had it
    NoteLeft: [tell_next_duty],  # whoever is on duty after it hears of it
}
# What ends a part of a round leaves its checksum in the trail.
for _kind in ENDS:
    TABLE[_kind] = [*TABLE.get(_kind, ()), bind_ranking if _kind in (RankingPublished, RankingFrozen) else bind_round]


def connect() -> None:
    know_what_waits(UNREAD, or_(SWAPS_WAIT, ASKS_WAIT), DECIDES_FROM, APPROVES_FROM)
    listen(TABLE)
