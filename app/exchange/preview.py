"""What an upload would do, as the preview shows it."""

import json
from dataclasses import dataclass, field

from app.campaigns.models import Campaign
from app.campaigns.queries import campaign_by_slug
from app.campaigns.rules import CampaignPlan
from app.exchange.actions import plan_logs, plan_people
from app.exchange.books import reading_of, sheets_of
from app.exchange.models import PEOPLE, ImportRun
from app.exchange.queries import frame_of, loaded_from
from app.exchange.rules import (
    Choice,
    Frame,
    JournalPlan,
    Part,
    Question,
    Reading,
    RosterPlan,
    RowError,
    parse_document,
    read_book,
    read_campaign,
    the_open,
)
from app.exchange.rules.cells import shown
from app.exchange.rules.format import unread
from app.exchange.rules.shape import filled

SAMPLES, FIRST_ROWS = 3, 8


@dataclass(frozen=True)
class Column:
    """A column of the file: ``value`` is the field it is matched with, "" for none."""

    number: int
    label: str
    samples: list[str]
    value: str
    private: bool


@dataclass
class SheetPreview:
    """A book as it was read, and what it would write with new teams allowed; ``columns`` by the number of a sheet."""

    frame: Frame
    reading: Reading
    plan: RosterPlan | JournalPlan
    columns: dict[int, list[Column]] = field(default_factory=dict)

    @property
    def errors(self) -> list[RowError]:
        return self.plan.errors

    @property
    def questions(self) -> list[Question]:
        return self.plan.questions

    @property
    def waits(self) -> bool:
        """Whether a question about the file is open."""
        return bool(the_open(self.plan.questions))

    @property
    def lines(self) -> list:
        """The first rows as they would be written; none where none can be."""
        return self.plan.shown[:FIRST_ROWS]

    @property
    def new(self) -> int:
        """How many people or records would be new."""
        return len(self.plan.added if isinstance(self.plan, RosterPlan) else self.plan.new)

    @property
    def known(self) -> int:
        plan = self.plan
        return len(plan.members) - len(plan.added) if isinstance(plan, RosterPlan) else plan.known

    @property
    def changes(self) -> bool:
        """Whether an import would write anything."""
        plan = self.plan
        return bool(plan.places or plan.filled or plan.added) if isinstance(plan, RosterPlan) else bool(plan.new)


@dataclass(frozen=True)
class CampaignPreview:
    """A campaign's document; ``there`` where this very one was loaded before, ``taken`` where another one was;
    ``unread``: the paths of what no reader asks for."""

    document: dict
    plan: CampaignPlan
    there: bool
    taken: bool
    unread: list[str]


def read_upload(run: ImportRun, campaign: Campaign, data: bytes) -> tuple[Frame, Reading]:
    """The sheets and columns that were chosen, or those that look right. Raises SheetProblem."""
    frame, sheets = frame_of(campaign), sheets_of(run.stored_name, data, run.file_name)
    target = frame.target(run.target)

    def read() -> Reading:
        try:
            choice = Choice.from_json(json.loads(run.layout)) if run.layout else Choice()
            return read_book(sheets, target, frame, choice)
        except ValueError:  # a kind that was matched is gone
            return read_book(sheets, target, frame, Choice())

    return frame, reading_of(run.stored_name, (run.target, run.layout, frame), read)


def sheet_preview(run: ImportRun, campaign: Campaign, data: bytes) -> SheetPreview:
    frame, reading = read_upload(run, campaign, data)
    if run.target == PEOPLE:
        plan = plan_people(campaign, reading.parsed, create_teams=True)
    else:
        plan = plan_logs(campaign, reading.parsed)
    columns = {part.number: _columns(part) for part in reading.read}
    return SheetPreview(frame, reading, plan, columns)


def _columns(part: Part) -> list[Column]:
    layout = part.layout
    rows = [filled(row) for row in part.sheet.rows[layout.first_row - 1 :][:200]]
    return [
        Column(
            number,
            layout.labels[number],
            [] if number in layout.dropped else [shown(row[number]) for row in rows if number in row][:SAMPLES],
            what.value if what else "",
            number in layout.dropped,
        )
        for number, what in layout.columns.items()
    ]


def campaign_preview(run: ImportRun, data: bytes) -> CampaignPreview:
    """Raises DocumentProblem, DocumentError, SchemeError."""
    document = parse_document(data, run.file_name)
    plan = read_campaign(document)
    there = loaded_from(document) is not None
    taken = not there and campaign_by_slug(plan.slug) is not None
    return CampaignPreview(document, plan, there, taken, unread(document))
