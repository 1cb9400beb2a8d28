"""A page costs at most five SQL statements, a POST at most seven: every door is opened and counted."""

from tests.conftest import on_postgresql
from tests.house.walk.all_doors import through_all_doors
from tests.house.walk.walker import Walk

MOST = {"GET": 5, "POST": 7}

# What needs more, however many rows it is about: the exact number, and why. A number that falls is written down here.
MORE = {
    # Refused by the database, then the whole person is drawn: roles, teams, skills.
    "POST people.change_person 422": 8,
    # Slips are made, written down, and then named by team for who cuts and hands them out.
    "POST people.invite_many": 8,
    # A plan adds, changes and takes away, one statement each, and asks for the lines of shifts that grew.
    "POST shifts.apply": 10,
    # A freed seat is passed on: the line and what it may do is read, one of it is asked and told of it, and the board
    # drawn again.
    "POST signups.leave #board": 10,
    # And the reminder of it is over.
    "POST signups.leave": 8,
    "POST signups.take_off": 8,
    "POST signups.leave #shift": 10,
    # A yes also ends the message that asked for it.
    "POST signups.sign_up #open": 8,
    # Whoever is on it is freed and told.
    "POST signups.cancel": 9,
    # More seats go to the line, whose first are told.
    "POST signups.size": 8,
    # Whoever is put on is told, and there already.
    "POST attendance.walk_in": 8,
    # An exchange is about two shifts, two people and the offer: each is read under its lock, each seat is
    # written, what was asked is over, and people are told.
    "POST swaps.accept": 14,
    "POST swaps.pass_on_now": 14,
    # A promise goes and a seat comes, for somebody who is looked at; or it goes to the line, whose first is told.
    "POST claims.name": 9,
    "POST claims.give_back": 9,
    # A correction that adds a kind and takes one out: both of these, the record, its sending, and whose it is.
    "POST contributions.update": 8,
    # The form was sent before with other figures: what stands is read under its lock, then both are drawn.
    "POST contributions.create 409": 8,
    # Six to decide and two to keep it as one act, three for the queue as it is then (its lines, what they count, the
    # teams).
    "POST contributions.decide_many #queue": 11,
    "POST contributions.decide_many": 8,
    # The act, its records under their lock and what they count; reversed and told, and put into the queue anew.
    "POST contributions.undo_bulk": 12,
    # A correction reaches the draft of the record, and the person is told.
    "POST attendance.mark": 8,
    # After a freeze the moment is locked too, all is read as of one instant, and beside the copy and its rows it is
    # written down that it counts. Before one there are 9.
    "POST ranking.publish_ranking": 16,
    "POST ranking.freeze_now": 16,
    # Which ranking counts is asked at the door and under the round's lock; reason, round, places of all, who is new.
    "POST awards.rest": 10,
    "POST awards.rest 409": 9,
    # And the typed candidates with that name.
    "POST awards.candidate_hold": 8,
    # The draft under the campaign's lock, who leads the ward, what they are asked.
    "POST ranking.publish_scheme": 8,
    "POST ranking.refuse_scheme": 8,
    # What changes for everybody is counted before and after, and told them.
    "POST ranking.agree_scheme": 14,
    # Frame, records and people are read under the campaign's lock, then the copy, its rows, the round and its
    # candidates are written.
    "POST awards.open_awards": 11,
    # A session is read as it stands, one statement for each part, however large: its head, people, agenda, conflicts,
    # ballots, votes; the chair sees who may be added as well. A page that asks again and missed nothing sends two.
    "GET council.meeting": 9,
    "GET council.meeting #live": 8,
    "GET council.desk": 10,
    # The same for everybody in the room; and who was struck, with what others commended those on the agenda for.
    "GET council.wall": 8,
    "GET council.wall #wall": 7,
    "GET council.beside": 6,
    # Answered under the round's lock; agreed to, the rules are changed and all members are told.
    "POST council.refuse": 8,
    "POST council.consent": 17,
    "GET council.desk #desk": 8,
    "GET council.minutes": 9,
    # Its page also lists what was changed in the rules since the list was locked.
    "GET council.council": 6,
    # Rules are changed under the round's lock; once its list is locked the change is kept and all members are told.
    "POST council.settings": 11,
    "POST council.settings 409": 9,
    # Who noted and who confirms, under the session's lock; an opinion that was entered ends with it.
    "POST council.confirm": 9,
    "POST council.objection": 9,
    "POST council.answers": 8,
    "POST council.opening 409": 8,
    # Refused, then drawn with all that was typed.
    "POST council.opinions 409": 13,
    # Its verbs read the parts that their rule asks for, under the session's lock, write, and are told.
    "POST council.attend": 11,
    "POST council.votes": 10,
    "POST council.opinions": 11,
    "POST council.conflict": 9,
    "POST council.departures": 9,
    "POST council.failure": 30,
    # And whoever decides on it is told.
    "POST council.closing": 29,
    "POST council.ballots": 10,
    "POST council.count": 12,
    "POST council.duties": 11,
    # The round, who may sit there, what stands already; the members are written and told.
    "POST council.call": 12,
    "POST council.change": 12,
    # The list becomes the agenda, and what is known of conflicts is noted: teams and proposals of all members.
    "POST council.opening": 15,
    "POST council.candidates": 13,
    # Done or refused, then drawn.
    "POST council.votes #live": 11,
    "POST council.opinions 422": 9,
    "POST council.candidates 422": 10,
    "POST council.departures 422": 10,
    "POST council.call 409": 10,
    "POST council.closing 409": 15,
    # The minutes tell of the whole session, one statement for each part of it; other papers send eight or nine.
    "GET papers.file": 12,
    # All papers: what was proposed with its session, what was granted and still holds, the achievements of each, and
    # who was at the session that had no result.
    "GET papers.every_file": 19,
    # The round's head, its figures, and of the session without a result its rules, members and how to address them.
    "GET papers.failed_session": 7,
    # The same session stands behind the votes beside each of those proposed.
    "GET decisions.decision": 15,
    # Looked at before the password is asked for and again under the lock, then written: decision, lines, the round.
    # What asked for it is over.
    "POST decisions.make_decision": 26,
    # Refused under the lock, and drawn again with what stands against it.
    "POST decisions.make_decision 409": 25,
    # Round, who holds an award, list and next number are read under the lock, the register written; then its
    # file is made and kept, under the round's row: of what two print at once one file is kept.
    "POST papers.issue": 23,
    "POST papers.print_all": 11,
    # Eight for the register and the job; the others are the worker's, which in tests does not wait.
    "POST papers.participation": 26,
    # All that is known of one candidate: what was said, written, proposed, held against them, given elsewhere.
    "GET awards.candidate": 11,
    # Five, and the names of those whom the council did not propose or the leader declined, where there are such.
    "GET awards.awards": 8,
    "GET awards.award_list": 6,
    "POST awards.struck 409": 12,
    "POST awards.choice 422": 10,
    "POST awards.achievement 422": 10,
    "POST awards.candidate_hold 422": 10,
    "POST awards.candidate_proposal 409": 14,
    "POST awards.parallel 422": 10,
    # Refused after both lists were read, then the page of the round is drawn with all that hinders it.
    "POST awards.lock 409": 9,
    # Round and candidate are read under the lock, whether it was proposed already; both rows written, and the trail.
    "POST awards.candidate_proposal": 9,
    # And who has almost the typed name.
    "POST awards.new_proposal": 10,
    # Refused under the round's lock, then the page around it is drawn.
    "POST results.publish 409": 8,
    # Who is commended is read and told of it; or the message about it is over, of all or of one.
    "POST results.publish": 14,
    "POST results.withdraw": 11,
    "POST papers.end": 12,
    # Every table of a round, once; each of the papers is written after the other, so that none is in memory beside
    # another.
    "GET archive.archive_file": 76,
    "POST archive.seal_archive": 78,
    # A sheet is matched with people, names, records and the ledger's own rules, and the page around it is drawn.
    "GET exchange.run": 11,
    "GET exchange.run #preview": 10,
    "GET exchange.errors_book": 10,
    "POST exchange.layout #preview": 13,
    "POST exchange.reading #preview": 14,
    "POST exchange.answers #preview": 12,
    # Read, matched and refused; then drawn with all that is wrong.
    "POST exchange.apply 422": 14,
    # A campaign comes with its ward, teams, points, slots, kinds, scheme and templates of shifts.
    "POST exchange.apply": 31,
    "POST opening.open_campaign": 24,
    # The same from another one, of which each of these is read, one statement for each.
    "GET opening.copy": 7,
    "POST opening.make_copy": 29,
    # The ward, its secretary with role and slip, and what the trail has of each; who decides there is told of both.
    "POST opening.add_ward": 17,
    # A role that decides, and a slip for who has one: who is there, whether the ward ever had anybody, what is asked
    # or granted; all who decide there are read and told. Slips for volunteers send two less.
    "POST people.invite": 9,
    "POST people.invitation": 11,
    "POST powers.add": 13,
    "POST powers.ask": 12,
    "POST powers.consent": 13,
    "POST powers.confirm": 8,
    # Whose name it is, now and as it was confirmed, who else bears it; the correction and the name are written, and
    # whoever it concerns is told.
    "POST names.correct_name": 12,
    "POST names.confirm": 10,
    # What the new certificate says is read before it is set; under the locks it is asked again, and its line and its
    # file are written.
    "POST papers.replace": 21,
    # What such an act leaves of the round is read once more, as an archive holds it, and its checksum goes into the
    # trail (`app/archive/binding.py`); so does it with all acts on a locked round above.
    "POST awards.withdrawal": 8,
    "POST awards.achievement": 8,
    "POST awards.draft_again": 8,
    "POST awards.parallel_removal": 8,
    # And whoever has the next step is told: who calls the council, or decides without one.
    "POST awards.lock": 18,
    "POST papers.change_texts": 13,
    "POST decisions.revoke": 13,
    "POST results.plan": 10,
    # What the decision says is read as its papers do, and fixed with its number.
    "POST papers.number": 29,
    # The round's head, its further decisions, the names of now, whose awards hold, and the next free number; proposed
    # under the round's lock, told, bound into the trail, and drawn where it was refused.
    "GET papers.amendments": 6,
    "POST papers.propose_change 422": 9,
    "POST papers.propose_change 409": 14,
    "POST papers.propose_change": 17,
    "POST papers.answer_change": 24,
    "POST papers.number_change 409": 11,
    "POST papers.number_change": 14,
    "POST papers.place_words": 13,
    "POST papers.print_again": 9,
    # The round with its council, the rule, its postings and what was objected to the last of them.
    "GET posting.office": 6,
    # What is posted is read and posted under the round's lock; its names and the trail's checksum are written.
    "POST posting.post": 13,
    # Under the round's lock: who stands on the list, how long it is posted, who answers; whoever does is told.
    "POST posting.object_to": 16,
    "POST posting.owner": 12,
    "POST posting.answer": 12,
    "POST posting.confirm": 11,
    "GET papers.posting_notice": 6,
    # Those on the list are read under the round's lock, asked and told.
    "POST commended.ask": 13,
    # What is printed of one: the list's row, the campaign, post, and the achievement in words.
    "GET commended.one": 7,
    "POST commended.answer 409": 12,
    # Another name asks for a second person, and the office hears of it too.
    "POST commended.answer": 22,
    "POST commended.settle": 11,
    "POST commended.note": 11,
}


def sends_few_statements(walk):
    """Asserts that a walk opened every door, and that each sent as many statements as it may."""
    doors = {
        (method, rule.endpoint)
        for rule in walk.app.url_map.iter_rules()
        for method in rule.methods & set(MOST)
        if rule.endpoint != "assets.static_file"
    }
    assert doors - walk.opened == set(), "walk through these too"
    over = {door: sent for door, sent in walk.sent.items() if len(sent) > MOST[door.split()[0]]}
    found = {door: len(sent) for door, sent in over.items()}
    assert found == MORE, "\n\n".join(
        f"{door}: {found[door]}\n" + "\n".join(sent) for door, sent in over.items() if found[door] != MORE.get(door)
    )


@on_postgresql
def test_no_door_sends_more_statements_than_it_may(app, cast, as_, count_sql):
    """Counted on SQLite by the walk of tests/house/test_unsent.py."""
    walk = Walk(app, cast, as_, count_sql)
    through_all_doors(walk, cast)
    sends_few_statements(walk)
