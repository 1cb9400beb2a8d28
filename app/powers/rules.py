"""Who agrees to a role that decides, and who confirms a password that was set with a slip. Never one alone."""

from datetime import datetime, timedelta

from app.core.policy import ROLES_OF_POWER, Held, Role
from app.core.reasons import Reason
from app.core.text import N_

# What nobody answered for so long has to be asked again.
REQUEST_LIFE = timedelta(days=30)


class AskAnswer(Reason):
    YES = N_("This role can be asked for.")
    CLOSED = N_("This account is closed. Open it again first.")


class ConsentAnswer(Reason):
    YES = N_("You can agree to this.")
    ANSWERED = N_("This was answered already.")
    NOT_ALONE = N_("Somebody else has to agree: neither who asked for it nor who is to have the role.")
    NOT_YOURS = N_(
        "Only somebody who decides in this ward can answer this: its leader, secretary, clerk or a council member; "
        "an administrator of the site only where there is none."
    )
    CLOSED = N_("The account of the person who is to have the role was closed meanwhile.")
    ASKER_GONE = N_("Whoever asked for it may no longer do so. Another administrator has to ask again.")
    LATE = N_("This was asked more than 30 days ago. It has to be asked again.")


class ConfirmAnswer(Reason):
    YES = N_("You can confirm this.")
    NOTHING = N_("There is nothing to confirm: this account decides as usual.")
    OWN = N_("Nobody confirms their own password. Somebody else of your ward who decides has to do it.")
    ISSUER = N_("You made the slip with which this password was set. Somebody else has to confirm it.")
    NOT_YOURS = N_(
        "Only somebody who decides in the same ward can confirm this: its leader, secretary, clerk or a council "
        "member; an administrator of the site only where there is none."
    )


def decides_in(held: tuple[Held, ...], wards) -> bool:
    """Whether the holder of these roles chooses, votes or decides in one of the wards."""
    return any(one.role in ROLES_OF_POWER and one.ward_id in wards for one in held)


def is_of_the_site(held: tuple[Held, ...]) -> bool:
    return Held(Role.ADMINISTRATOR) in held


def may_agree(
    by: int, held: tuple[Held, ...], ward_id: int, asked_by: int, person: int, others_left: bool
) -> ConsentAnswer:
    """Whether ``by``, with the roles ``held``, may agree. ``others_left``: whether anybody decides in the ward who
    neither asked nor is to have the role."""
    if by in (asked_by, person):
        return ConsentAnswer.NOT_ALONE
    return may_answer(held, ward_id, others_left)


def may_answer(held: tuple[Held, ...], ward_id: int, others_left: bool) -> ConsentAnswer:
    """Whether the holder of these roles has a say in it at all; to decline that is enough."""
    if decides_in(held, {ward_id}) or (is_of_the_site(held) and not others_left):
        return ConsentAnswer.YES
    return ConsentAnswer.NOT_YOURS


def may_confirm(by: int, held: tuple[Held, ...], wards, person: int, issuers, others_left: bool) -> ConfirmAnswer:
    """``wards``: where the person decides; ``issuers``: who made the slips; ``others_left`` as in ``may_agree``."""
    if by == person:
        return ConfirmAnswer.OWN
    if by in issuers:
        return ConfirmAnswer.ISSUER
    if decides_in(held, wards) or (is_of_the_site(held) and not others_left):
        return ConfirmAnswer.YES
    return ConfirmAnswer.NOT_YOURS


def is_late(asked_at: datetime, moment: datetime) -> bool:
    return moment - asked_at > REQUEST_LIFE
