"""The running campaign around today: the plan, the lines, seats that change hands, who comes, who is told of it.

Told from what is older to what is newer, so far as one thing leads to another; nothing lies after now.
"""

from app.seeds.coordination import cover, inboxes, lines, offers, plan, points, teams
from app.seeds.story import Story


def tell(story: Story) -> None:
    inboxes.addresses(story)
    plan.tell(story)
    lines.tell(story)
    shifts = story.plan()
    offers.tell(story, shifts)
    teams.tell(story, shifts)
    cover.tell(story, shifts)
    points.tell(story)
    inboxes.tell(story)
