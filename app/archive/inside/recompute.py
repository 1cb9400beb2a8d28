#!/usr/bin/env python3
"""Kiểm tra hồ sơ lưu trữ của một đợt khen thưởng. / Check the archive of an award round.

    python3 recompute.py [HỒ SƠ / ARCHIVE] [--heads FILE]

HỒ SƠ: tệp .zip hoặc thư mục đã giải nén (mặc định: thư mục chứa tệp này). --heads: bản in các mắt xích cuối của
nhật ký (`flask verify-chain --heads`) mà ai đó đã giữ riêng.
ARCHIVE: the .zip or the folder it was unpacked into (usual: where this file lies). --heads: a print of the heads of
the trail that somebody kept elsewhere.

Chỉ cần Python 3.11 trở lên, không cần thư viện nào khác, không dùng mã của phần mềm. Kết thúc với mã 0 khi mọi thứ
khớp, 1 khi có chỗ không khớp, 2 khi không đọc được. / Wants Python 3.11 and nothing else, least of all the site's own
code: it is written from the description in README.en.txt, and is one file, to be copied anywhere. Ends with status 0
where everything fits, 1 where something does not, 2 where the archive can't be read.
"""

import hashlib
import json
import re
import sys
import zipfile
from collections import Counter, defaultdict
from datetime import datetime
from fractions import Fraction
from pathlib import Path, PurePosixPath

MANIFEST = "MANIFEST"
LINE = re.compile(r"([0-9a-f]{64})  (\S[^\r\n]*)")
NO_LINK = "0" * 64


# -- reading ---------------------------------------------------------------------------------------------------------


class Folder:
    """The archive as a folder."""

    def __init__(self, root):
        self.root = Path(root)

    def names(self):
        files = (path for path in self.root.rglob("*") if not path.is_dir() or path.is_symlink())
        found = (path.relative_to(self.root).as_posix() for path in files)
        return [name for name in found if "__pycache__" not in name]

    def open(self, name):
        return open(self.root / name, "rb")


class Zip:
    """The archive as it came, packed."""

    def __init__(self, path):
        self.file = zipfile.ZipFile(path)

    def names(self):
        return [info.filename for info in self.file.infolist() if not info.is_dir()]

    def open(self, name):
        return self.file.open(name)


def content(archive, name):
    with archive.open(name) as file:
        return file.read()


def data(archive, name):
    return json.loads(content(archive, name).decode("utf-8"))


def sha256_of(archive, name):
    found = hashlib.sha256()
    with archive.open(name) as file:
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical(value):
    """JSON with sorted keys and no blanks: the form in which rankings and entries of the trail are written."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# -- the files -------------------------------------------------------------------------------------------------------


def check_files(archive, say):
    """Every file is listed in MANIFEST (the format of sha256sum), with its SHA-256, and nothing else is there."""
    names = archive.names()
    listed, wrong = {}, []
    for number, line in enumerate(content(archive, MANIFEST).decode("utf-8").splitlines(), 1):
        found = LINE.fullmatch(line)
        if not found or found[2] in listed or unsafe(found[2]):
            say.wrong(f"MANIFEST, dòng {number}: không đọc được.", f"MANIFEST, line {number}: can't be read.")
        else:
            listed[found[2]] = found[1]
    for name in (name for name, times in Counter(names).items() if times > 1):
        say.wrong(f"Tệp {name} có hai lần.", f"File {name} is there twice.")
    for name in sorted(set(listed) - set(names)):
        say.wrong(f"Thiếu tệp {name}.", f"File {name} is missing.")
    for name in sorted(set(names) - set(listed) - {MANIFEST}):
        say.wrong(f"Tệp {name} không có trong MANIFEST.", f"File {name} is not in MANIFEST.")
    for name in sorted(set(names) & set(listed)):
        if sha256_of(archive, name) != listed[name]:
            wrong.append(name)
            say.wrong(f"Tệp {name} đã bị thay đổi.", f"File {name} was changed.")
    if not say.failed:
        say.right(
            f"{len(listed)} tệp, tệp nào cũng khớp MANIFEST.", f"{len(listed)} files, each as MANIFEST lists it."
        )


def unsafe(name):
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name


# -- the ranking -----------------------------------------------------------------------------------------------------


def fraction(value):
    """A decimal text or a whole number, exactly; never a float."""
    if isinstance(value, (float, bool)) or not isinstance(value, (int, str)):
        raise ValueError(f"{value!r} is no exact number")
    return Fraction(value)


def exact(value):
    """ "n/d" in lowest terms."""
    return f"{value.numerator}/{value.denominator}"


def decimal(value):
    """The shortest decimal that is exactly this fraction."""
    value, places = fraction(value), 0
    while (value * 10**places).denominator != 1:
        places += 1
    whole, part = divmod((value * 10**places).numerator, 10**places)
    return f"{whole}.{part:0{places}d}" if places else f"{whole}"


def scheme_text(scheme):
    """A scheme as the text of a ranking holds it: every amount as its shortest decimal, what may be left out filled
    in. So two writings of the same rules become the same text."""
    cap = scheme["daily_cap_per_person"]
    person, team = scheme["individual"], scheme["collective"]
    written = {
        "name": scheme["name"],
        "version": scheme["version"],
        "points_per_unit": {code: decimal(each) for code, each in scheme["points_per_unit"].items()},
        "points_per_hour": decimal(scheme["points_per_hour"]),
        "extra_points_per_vulnerable_turn": decimal(scheme["extra_points_per_vulnerable_turn"]),
        "vulnerable_groups": scheme["vulnerable_groups"],
        "daily_cap_per_person": None if cap is None else decimal(cap),
        "individual": {
            "eligible": {name: person["eligible"][name] for name in ("min_active_days", "not_on_hold")},
            "order": person["order"],
        },
        "collective": {
            "score": team.get("score", ""),
            "weight_total": decimal(team["weight_total"]),
            "weight_per_head": decimal(team["weight_per_head"]),
            "per_head": team.get("per_head", ""),
            "total": team.get("total", ""),
            "eligible": {name: team["eligible"][name] for name in ("active_on_last_day", "min_members")},
            "order": team["order"],
        },
        "ties": scheme.get("ties", ""),
        "arithmetic": scheme.get("arithmetic", ""),
    }
    if "women_share" in team["order"]:
        written["collective"]["women_percent"] = team.get("women_percent", 70)
    if scheme.get("points_per_group"):
        groups = scheme["points_per_group"].items()
        written["points_per_group"] = {group: decimal(each) for group, each in groups}
    shares = scheme.get("shares", {})
    if shares.get("binding") or shares.get("leaders_percent") is not None or shares.get("units"):
        written["shares"] = {
            "binding": shares["binding"],
            "leaders_percent": shares["leaders_percent"],
            "units": [{"begins": one["begins"], "most": one["most"]} for one in shares["units"]],
        }
    return written


def rank_again(document, scheme):
    """The text of the ranking made anew: of the old one only the records, the rosters, holds and the order of equals
    are taken over, no point, no place."""
    records = {}
    for entry in [*document["individuals"], *document["collectives"]]:
        for addend in entry["addends"]:
            records[addend["log_id"]] = addend
    addends = sorted(
        (counted(record, scheme) for record in records.values()), key=lambda one: (one["day"], one["log_id"])
    )
    cap_the_days(addends, scheme)
    of_person, of_team = defaultdict(list), defaultdict(list)
    for addend in addends:
        if addend["user_id"] is not None:
            of_person[addend["user_id"]].append(addend)
        if addend["team_id"] is not None:
            of_team[addend["team_id"]].append(addend)
    for found, board, key in ((of_person, "individuals", "user_id"), (of_team, "collectives", "team_id")):
        strangers = set(found) - {entry[key] for entry in document[board]}
        if strangers:
            raise ValueError(f"records of {key} {sorted(strangers)}, who is on no board")
    people = [person(entry, of_person[entry["user_id"]], scheme) for entry in document["individuals"]]
    teams = [team(entry, of_team[entry["team_id"]], scheme) for entry in document["collectives"]]
    score_teams(teams, scheme["collective"])
    return canonical(
        {
            "scheme": scheme_text(scheme),
            "individuals": placed(people, scheme["individual"]["order"]),
            "collectives": placed(teams, scheme["collective"]["order"]),
        }
    )


def item(code, quantity, each):
    return {"code": code, "quantity": quantity, "points_each": each, "points": quantity * each}


def whole(value):
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is no quantity")
    return value


def counted(record, scheme):
    """What one record adds: units by kind, hours, and turns for vulnerable people."""
    units = {one["code"]: whole(one["quantity"]) for one in record["lines"]}
    worth = scheme["points_per_unit"]
    lines = [item(code, units[code], fraction(worth.get(code, 0))) for code in sorted(units) if units[code]]
    extra = fraction(scheme["extra_points_per_vulnerable_turn"])
    each_group = {group: fraction(each) for group, each in scheme.get("points_per_group", {}).items()}
    groups, turns = [], whole(record["vulnerable"])
    vulnerable_points = turns * extra
    if each_group:
        counts = {one["code"]: whole(one["quantity"]) for one in record.get("groups", ())}
        groups = [
            item(group, counts[group], each_group.get(group, extra))
            for group in scheme["vulnerable_groups"]
            if counts.get(group)
        ]
        turns = sum(one["quantity"] for one in groups)
        vulnerable_points = sum((one["points"] for one in groups), Fraction(0))
    hour_points = Fraction(whole(record["minutes"]), 60) * fraction(scheme["points_per_hour"])
    return {
        **{name: record[name] for name in ("log_id", "user_id", "team_id", "day", "minutes")},
        "lines": lines,
        "groups": groups,
        "hour_points": hour_points,
        "vulnerable": turns,
        "vulnerable_points": vulnerable_points,
        "raw": sum((one["points"] for one in lines), hour_points + vulnerable_points),
    }


def cap_the_days(addends, scheme):
    """Above the cap all records of a person's day are scaled down alike; records of a team have no cap."""
    days = defaultdict(Fraction)
    for one in addends:
        days[one["user_id"], one["day"]] += one["raw"]
    cap = scheme["daily_cap_per_person"]
    for one in addends:
        day, one["factor"] = days[one["user_id"], one["day"]], Fraction(1)
        if one["user_id"] is not None and cap is not None and day > fraction(cap):
            one["factor"] = fraction(cap) / day
        one["points"] = one["raw"] * one["factor"]


def summed(addends):
    return sum((one["points"] for one in addends), Fraction(0))


def person(entry, addends, scheme):
    rules, days = scheme["individual"]["eligible"], len({one["day"] for one in addends})
    reason = None
    if rules["not_on_hold"] and entry["reason"] == "on_hold":
        reason = "on_hold"
    elif days < rules["min_active_days"]:
        reason = "too_few_days"
    made = {
        **{name: entry[name] for name in ("user_id", "name", "team_id", "team")},
        "points": summed(addends),
        "vulnerable_turns": sum(one["vulnerable"] for one in addends),
        "active_days": days,
        "eligible": reason is None,
        "reason": reason,
        "addends": addends,
    }
    if "women" in scheme["individual"]["order"]:
        made["woman"] = entry.get("woman", False)
    if scheme_text(scheme).get("shares", {}).get("leaders_percent") is not None:
        made["leader"] = entry.get("leader", False)
    return made


def team(entry, addends, scheme):
    rules, members = scheme["collective"]["eligible"], whole(entry["members"])
    reason = None
    if rules["active_on_last_day"] and entry["reason"] == "not_active_on_last_day":
        reason = "not_active_on_last_day"
    elif members < rules["min_members"]:
        reason = "too_few_members"
    total = summed(addends)
    made = {
        "team_id": entry["team_id"],
        "name": entry["name"],
        "total": total,
        "per_head": total / members if members else Fraction(0),
        "members": members,
        "vulnerable_turns": sum(one["vulnerable"] for one in addends),
        "eligible": reason is None,
        "reason": reason,
        "addends": addends,
    }
    if "women_share" in scheme["collective"]["order"]:
        made["women"] = whole(entry.get("women", 0))
    return made


def score_teams(teams, rules):
    """Each part is measured against the best team that may be ranked."""
    best = {
        name: max((one[name] for one in teams if one["eligible"]), default=Fraction(0))
        for name in ("total", "per_head")
    }
    for one in teams:
        one["score"] = 100 * sum(
            (
                fraction(rules[f"weight_{name}"]) * (one[name] / best[name] if best[name] else 0)
                for name in ("total", "per_head")
            ),
            Fraction(0),
        )
        one["max_total"], one["max_per_head"] = best["total"], best["per_head"]
        if "women" in one:
            percent = rules.get("women_percent", 70)
            one["women_share"] = int(one["members"] > 0 and 100 * one["women"] >= percent * one["members"])


def placed(entries, order):
    """Those with a place first, the largest figures first; equals share a place (1, 2, 2, 4) and keep their order."""

    def figures(one):
        return [-int(one["woman"]) if name == "women" else -one[name] for name in order]

    entries = sorted(entries, key=lambda one: (not one["eligible"], figures(one)))
    place, last = 0, None
    for number, one in enumerate(entries, 1):
        if one["eligible"] and figures(one) != last:
            place, last = number, figures(one)
        one["rank"] = place if one["eligible"] else None
    return [as_written(one) for one in entries]


def as_written(entry):
    written = {}
    for name, value in entry.items():
        if name == "addends":
            written[name] = [as_written(one) for one in value]
        elif name in ("lines", "groups"):
            if value or name == "lines":
                written[name] = [as_written(one) for one in value]
        elif isinstance(value, Fraction):
            written[name] = exact(value)
        elif name != "women_share":
            written[name] = value
    return written


def check_ranking(archive, say):
    """The ranking again, by the scheme of the archive, from the records in the ranking's own text."""
    text = content(archive, "ranking/document.json").decode("utf-8")
    about, document = data(archive, "ranking/ranking.json"), json.loads(text)
    if sha256(text) != about["checksum"]:
        say.wrong(
            f"Bảng xếp hạng không khớp mã kiểm tra đã công bố ({about['checksum']}).",
            f"The ranking does not have the checksum that was published ({about['checksum']}).",
        )
    scheme = data(archive, "scheme/scheme.json")
    if scheme_text(scheme) != document["scheme"]:
        say.wrong("Thang điểm khác với thang điểm ghi trong bảng xếp hạng.", "The scheme is not that of the ranking.")
    made = rank_again(document, scheme)
    if made != text:
        say.wrong(
            f"Tính lại cho kết quả khác: {difference(text, made)}",
            f"Ranked again it differs: {difference(text, made)}",
        )
    rows = data(archive, "ranking/standings.json")
    check_rows(document, rows, say)
    if not say.failed:
        people, teams, made_sum = len(document["individuals"]), len(document["collectives"]), sha256(made)
        say.right(
            f"Tính lại từ thang điểm và các bản ghi: {people} cá nhân, {teams} tập thể, trùng từng byte. "
            f"SHA-256 {made_sum}",
            f"Ranked again from scheme and records: {people} individuals, {teams} collectives, the same to the byte. "
            f"SHA-256 {made_sum}",
        )


def difference(old, new):
    at = next((place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return f"…{old[max(0, at - 40) : at + 40]}… ≠ …{new[max(0, at - 40) : at + 40]}…"


def check_rows(document, rows, say):
    """The rows by which the round names its candidates are those of the ranking."""
    boards = {board: [row for row in rows if row["board"] == board] for board in ("individuals", "collectives")}
    for board, of_board in boards.items():
        wanted = [{name: one for name, one in entry.items() if name != "addends"} for entry in document[board]]
        if [row["figures"] for row in of_board] != wanted or len(rows) != sum(map(len, boards.values())):
            say.wrong(
                "Các dòng xếp hạng khác với bảng xếp hạng.", "The rows of the ranking are not those of its text."
            )
            return


# -- the round -------------------------------------------------------------------------------------------------------


def check_round(archive, say):
    """Candidates, list, council, decision and certificates agree with one another."""
    found = data(archive, "round/round.json")
    nominations = {one["id"]: one for one in data(archive, "round/nominations.json")}
    council = data(archive, "council/council.json")
    decision = data(archive, "decision/decision.json")
    register = data(archive, "certificates/register.json")
    ranking = data(archive, "ranking/ranking.json")
    if found["round"]["ranking_id"] != ranking["id"]:
        say.wrong("Đợt khen thưởng dựa vào bảng xếp hạng khác.", "The round rests on another ranking.")
    check_candidates(archive, nominations, bool(found["rests"]), say)
    chosen = check_list(found, nominations, say)
    proposed = check_council(council, say)
    if (decision["decision"] or {}).get("basis") == "locked_list":
        proposed = chosen  # the simplified procedure: no council
    granted = check_decision(decision, nominations, proposed, say)
    check_certificates(archive, register, granted, say)
    if not say.failed:
        said = "chưa" if granted is None else f"{len(granted)}"
        told = "none yet" if granted is None else f"{len(granted)}"
        say.right(
            f"{len(nominations)} ứng viên, {len(chosen)} người và tập thể được chọn, {said} được tặng; khớp nhau.",
            f"{len(nominations)} candidates, {len(chosen)} chosen, {told} granted; all agree.",
        )


def check_candidates(archive, nominations, rested, say):
    """Whoever points to a row of the ranking is that person, or that team. Names stay as they were when a candidate
    came in; where the round was let rest on a later copy, that one may name somebody anew."""
    rows = {row["id"]: row for row in data(archive, "ranking/standings.json")}
    for one in nominations.values():
        if one["standing_id"] is None:
            continue
        row, key = rows.get(one["standing_id"]), "user_id" if one["subject"] == "individual" else "team_id"
        if row is None or row["figures"][key] != one[key] or (row["name"] != one["name"] and not rested):
            say.wrong(
                f"Ứng viên {one['id']} khác với bảng xếp hạng.", f"Candidate {one['id']} is not as in the ranking."
            )


def check_list(found, nominations, say):
    """On the list is whose last word is "chosen"; out of order only with a reason."""
    chosen = set()
    for one in nominations.values():
        last = one["choices"][-1] if one["choices"] else {"verdict": "cleared", "departs": False, "reason": ""}
        if last["verdict"] == "chosen":
            chosen.add(one["id"])
        if last["departs"] and not last["reason"]:
            say.wrong(
                f"Ứng viên {one['id']}: trái thứ tự mà không có lý do.",
                f"Candidate {one['id']}: out of order without a reason.",
            )
    if found["list"] is not None and {one["nomination_id"] for one in found["list"] if one["chosen"]} != chosen:
        say.wrong("Danh sách khác với các lần chọn.", "The list is not what was chosen.")
    return chosen


def check_council(council, say):
    """Votes by name are counted again; nobody passed below the majority, and nobody else is proposed."""
    proposed = None
    for session in council["sessions"]:
        tallies = {one["line_id"]: one for one in session["tallies"]}
        for one in tallies.values():
            reached = one["denominator"] > 0 and 100 * one["in_favour"] >= one["pass_percent"] * one["denominator"]
            if one["passed"] != reached:
                say.wrong(
                    f"Biểu quyết {one['line_id']}: kết luận không đúng tỷ lệ.",
                    f"Vote {one['line_id']}: not what the majority says.",
                )
        if session["votes"] is not None:
            count_votes(session, tallies, say)
        elif session["ballot"] == "secret" and any("member_id" in one for one in session["tallies"]):
            say.wrong("Phiếu kín mà có tên.", "A secret ballot with names.")
        if session["state"] != "closed":
            continue
        items = {one["id"]: one["nomination_id"] for one in session["items"]}
        for one in session["outcomes"]:
            if one["proposed"] and not (one["passed"] and tallies[one["line_id"]]["passed"]):
                say.wrong(
                    f"Ứng viên {items[one['item_id']]} được đề nghị dù không đạt.",
                    f"Candidate {items[one['item_id']]} is proposed without having passed.",
                )
            if one["departs"] and not one["reason"]:
                say.wrong(
                    f"Ứng viên {items[one['item_id']]}: trái thứ tự mà không có lý do.",
                    f"Candidate {items[one['item_id']]}: out of order without a reason.",
                )
        proposed = {items[one["item_id"]] for one in session["outcomes"] if one["proposed"]}
    return proposed


def count_votes(session, tallies, say):
    """The last vote of each member on each line, but of those who stood back from it before it was counted."""
    closed = {one["id"]: one["closed_at"] for one in session["ballots"]}
    stood_back = [one for one in session["conflicts"] if one["word"] == "recused"]
    on_list = [one["id"] for one in session["items"] if not one["tied"] and one["added_by"] is None]
    # What was entered from a paper counts no more once its member objected or came.
    gone = {(one["line_id"], one["member_id"]) for one in session.get("withdrawals", ())}
    last = {
        (vote["line_id"], vote["member_id"]): vote["choice"]
        for vote in session["votes"]
        if not (vote["reference"] and (vote["line_id"], vote["member_id"]) in gone)
    }
    for line in session["lines"]:
        one = tallies.get(line["id"])
        if one is None:
            continue
        # A vote on the list is about all of it but those voted on alone beside it.
        beside = {each["item_id"] for each in session["lines"] if each["ballot_id"] == line["ballot_id"]}
        about = [item for item in on_list if item not in beside] if line["item_id"] is None else [line["item_id"]]
        recused = {
            word["member_id"]
            for word in stood_back
            if word["item_id"] in about and instant(word["at"]) <= instant(closed[line["ballot_id"]])
        }
        counts = Counter(
            choice for (number, member), choice in last.items() if number == line["id"] and member not in recused
        )
        counted = tuple(counts[choice] for choice in ("for", "against", "abstain"))
        if counted != (one["in_favour"], one["against"], one["abstained"]):
            say.wrong(
                f"Biểu quyết {line['id']}: đếm lại ra số khác.", f"Vote {line['id']}: counted again it differs."
            )
        members = len(session["members"]) - (len(recused) if session["recused_leave"] else 0)
        if session["denominator"] == "all_members" and one["denominator"] != members:
            say.wrong(f"Biểu quyết {line['id']}: sai tổng số thành viên.", f"Vote {line['id']}: not of all members.")


def instant(text):
    return datetime.fromisoformat(text)


def check_decision(found, nominations, proposed, say):
    """The leader decided on those proposed, each of them, and declined with a reason."""
    if found["decision"] is None:
        return None
    lines = found["lines"]
    decided = [one["nomination_id"] for one in lines]
    if len(set(decided)) != len(decided) or set(decided) - set(nominations):
        say.wrong("Quyết định nêu người không phải ứng viên.", "The decision is about others than the candidates.")
    if set(decided) != (proposed or set()):
        say.wrong("Quyết định không dựa đúng trên danh sách đề nghị.", "The decision is not about those proposed.")
    if any(not one["granted"] and not one["reason"] for one in lines):
        say.wrong("Có người không được tặng mà không có lý do.", "Somebody is declined without a reason.")
    granted = {one["nomination_id"] for one in lines if one["granted"]}
    by_line = {one["id"]: one for one in lines}
    for one in found["revocations"]:
        if not by_line.get(one["line_id"], {"granted": False})["granted"] or not one["reason"]:
            say.wrong(
                "Có việc thu hồi không đúng.", "Something is revoked that was not granted, or without a reason."
            )
    return granted


def check_certificates(archive, register, granted, say):
    """A certificate of merit is of somebody granted, under one number; files are those that were issued."""
    merit = [one for one in register["certificates"] if one["kind"] == "merit"]
    numbers = Counter((one["kind"], one["year"], one["register_no"]) for one in register["certificates"])
    if any(times > 1 for times in numbers.values()):
        say.wrong("Sổ có số trùng.", "The register has a number twice.")
    known = {one["id"]: one["nomination_id"] for one in register["certificates"]}
    for one in register["certificates"]:
        if one.get("replaces") is not None and known.get(one["replaces"]) != one["nomination_id"]:
            say.wrong(
                f"Giấy {one['register_no']} thay thế giấy của người khác.",
                f"Certificate {one['register_no']} takes the place of somebody else's.",
            )
    if granted is not None and {one["nomination_id"] for one in merit} - granted:
        say.wrong("Có Giấy khen ngoài Quyết định.", "There is a certificate outside of the decision.")
    for one in register["files"]:
        if one["file"] is None:
            say.wrong(
                f"Tệp {one['name']} đã cấp không còn được lưu.", f"The issued file {one['name']} is no longer kept."
            )
        elif sha256_of(archive, one["file"]) != one["sha256"]:
            say.wrong(
                f"Tệp {one['file']} khác với tệp đã cấp.", f"File {one['file']} is not the one that was issued."
            )


# -- the trail -------------------------------------------------------------------------------------------------------

FIELDS = ("chain", "seq", "ward_id", "at", "by", "action", "subject", "subject_id", "before", "after", "reason")


def check_trail(archive, say, heads):
    """Each entry about the round has the hash that its content and the entry before give, at its place in the list of
    all hashes of the ward's trail. What other entries say stays with the ward."""
    about = data(archive, "trail/trail.json")
    hashes = [NO_LINK, *content(archive, "trail/hashes.txt").decode("ascii").split()]
    entries = [json.loads(line) for line in content(archive, "trail/entries.jsonl").decode("utf-8").splitlines()]
    if len(hashes) - 1 != about["last"] or hashes[-1] != about["hash"] or len(set(hashes)) != len(hashes):
        say.wrong("Danh sách mắt xích của nhật ký không trọn vẹn.", "The list of the trail's hashes is not whole.")
    if [one["seq"] for one in entries] != about["entries"]:
        say.wrong("Thiếu hoặc thừa mục nhật ký.", "Entries of the trail are missing, or too many.")
    for one in entries:
        seq = one["seq"]
        link = sha256(canonical([one["prev_hash"], *(one[name] for name in FIELDS)]))
        if one["chain"] != about["chain"] or not 0 < seq < len(hashes):
            say.wrong(f"Mục {seq} không thuộc nhật ký này.", f"Entry {seq} is not of this trail.")
        elif (hashes[seq - 1], hashes[seq]) != (one["prev_hash"], one["hash"]) or link != one["hash"]:
            say.wrong(f"Mục nhật ký {seq} không khớp mắt xích.", f"Entry {seq} of the trail does not link.")
    check_what_it_says(archive, entries, say)
    check_bound(archive, entries, say)
    for line in heads:
        check_head(line, about, hashes, say)
    if not say.failed:
        say.right(
            f"Nhật ký: {len(entries)} mục về đợt khen thưởng, nối đúng vào {about['last']} mắt xích.",
            f"Trail: {len(entries)} entries about the round, each linked into {about['last']} hashes.",
        )


def check_head(line, about, hashes, say):
    """A head that somebody kept: "chain seq hash ward", a line of `flask verify-chain --heads`."""
    chain, seq, kept = line.split()[:3]
    if int(chain) != about["chain"]:
        return
    if int(seq) >= len(hashes):
        say.note(
            f"Mắt xích {seq} đã giữ nằm sau mục cuối ({about['last']}) của hồ sơ: hỏi phường mắt xích đó.",
            f"The head {seq} that was kept is later than the archive's last entry ({about['last']}).",
        )
    elif hashes[int(seq)] != kept:
        say.wrong(
            f"Nhật ký đã bị viết lại: mục {seq} khác bản đã giữ.",
            f"The trail was rewritten: entry {seq} is not the one kept.",
        )
    else:
        say.right(
            f"Mắt xích {seq} đúng là mắt xích đã giữ riêng.", f"Entry {seq} is the one that was kept elsewhere."
        )


def said(entries, action):
    """What the trail keeps of acts of this kind, in order: (what it was about, what stood after it)."""
    return [(one["subject_id"], json.loads(one["after"])) for one in entries if one["action"] == action]


def check_what_it_says(archive, entries, say):
    """What the trail noted at the time and what the archive says now are the same."""

    def differs(vi, en):
        say.wrong(f"Nhật ký ghi khác: {vi}.", f"The trail says otherwise: {en}.")

    ranking = data(archive, "ranking/ranking.json")
    published = [after["checksum"] for about, after in said(entries, "ranking.published") if about == ranking["id"]]
    if published != [ranking["checksum"]]:
        differs("việc công bố bảng xếp hạng", "the publication of the ranking")
    locked = check_noted_list(archive, entries, differs)
    for session in data(archive, "council/council.json")["sessions"]:
        items = {one["id"]: one["nomination_id"] for one in session["items"]}
        proposed = {items[one["item_id"]] for one in session["outcomes"] if one["proposed"]}
        noted = [set(after["proposed"]) for about, after in said(entries, "council.closed") if about == session["id"]]
        if noted != ([proposed] if session["state"] == "closed" else []):
            differs("kết quả của Hội đồng", "the council's result")
    check_noted_decision(archive, entries, locked, differs, say)
    register = data(archive, "certificates/register.json")
    kept = sorted(one["sha256"] for one in register["files"])
    printed = ("certificate.filed", "certificate.reprinted", "certificate.replaced")
    filed = [one for action in printed for one in said(entries, action)]
    if sorted(after["checksum"] for _, after in filed) != kept:
        differs("các tệp đã cấp", "the files that were issued")
    corrected = data(archive, "round/names.json")["corrections"] if "round/names.json" in archive.names() else []
    noted = [about for about, _ in said(entries, "name.corrected")]
    if sorted(noted) != sorted(one["id"] for one in corrected):
        differs("các lần đính chính tên", "the corrections of names")


# Parts that the trail binds and that stay with the ward: drafts of texts, names of approvers, the moment of freezing.
ELSEWHERE = ("addends", "freeze", "texts")


def without(rows, *names):
    return [{name: value for name, value in row.items() if name not in names} for row in rows]


def parts_of(archive):
    """Part -> (tables as the site builds them for its checksum), from the files; of sessions by their number."""
    found = data(archive, "round/round.json")["round"]
    decision, register = data(archive, "decision/decision.json"), data(archive, "certificates/register.json")
    ceremony = data(archive, "result/ceremony.json")
    whole = {
        "ranking": {
            "rankings": [data(archive, "ranking/ranking.json")],
            "standings": data(archive, "ranking/standings.json"),
        },
        "list": {"rounds": without([found], "closed_at")},
        "candidates": {"nominations": without(data(archive, "round/nominations.json"), "achievement")},
        "decision": {
            "award_decisions": [decision["decision"]] if decision["decision"] else [],
            "award_lines": decision["lines"],
            "rounds": [{"id": found["id"], "closed_at": found["closed_at"]}],
        },
        "numbers": {"paper_details": [decision["numbers"]] if decision["numbers"] else []},
        "frozen": {"frozen_decisions": [decision["frozen"]] if decision.get("frozen") else []},
        "amendments": {"amendments": decision.get("amendments", [])},
        "register": {"certificates": register["certificates"]},
        "files": {"kept_files": without(register["files"], "file")},
        "ended": {"award_revocations": decision["revocations"], "revocations": register["revocations"]},
        "result": {
            "announcements": data(archive, "result/announcements.json"),
            "ceremonies": [ceremony] if ceremony else [],
        },
    }
    for part in ("posting", "answers"):
        if f"round/{part}.json" in archive.names():
            tables = data(archive, f"round/{part}.json")
            whole[part] = {name: rows for name, rows in tables.items() if name != "people"}
    for session in data(archive, "council/council.json")["sessions"]:
        lists = {f"council_{name}": rows for name, rows in session.items() if isinstance(rows, list)}
        own = {name: one for name, one in session.items() if not isinstance(one, list) and name != "votes"}
        whole["session", session["id"]] = {"council_sessions": [own], **lists}
    return whole


def check_bound(archive, entries, say):
    """Each part that the trail bound has, in these files, the checksum of its last binding: no name, reason, tally,
    vote, mark or number was changed since."""
    ranking, bound = data(archive, "ranking/ranking.json")["id"], {}
    for one in entries:
        after = json.loads(one["after"])
        if one["action"] == "round.bound" or (one["action"], one["subject_id"]) == ("ranking.bound", ranking):
            bound[(after["part"], after["session"]) if "session" in after else after["part"]] = after
    if not bound:
        say.note(
            "Đợt này có từ trước khi nhật ký ghi mã của từng phần: tên, lý do, phiếu chỉ được đối chiếu một phần.",
            "This round is older than the binding of its parts: names, reasons and votes are compared in part only.",
        )
        return
    parts = parts_of(archive)
    for part, after in bound.items():
        name = part if isinstance(part, str) else f"{part[0]} {part[1]}"
        if after["part"] in ELSEWHERE:
            continue
        if part not in parts:
            say.wrong(
                f"Thiếu phần “{name}” mà nhật ký đã ghi mã.", f"Part “{name}”, which the trail bound, is missing."
            )
        elif sha256(canonical(parts[part])) != after["checksum"]:
            rows = ", ".join(changed_rows(parts[part], after["sums"])) or "?"
            say.wrong(
                f"Phần “{name}” khác với lúc nhật ký ghi mã: {rows}.",
                f"Part “{name}” is not what the trail bound: {rows}.",
            )
    held = data(archive, "decision/decision.json")["decision"]
    for part, there in (("list", data(archive, "round/round.json")["list"] is not None), ("decision", held)):
        if there and part not in bound:
            say.wrong(f"Nhật ký không ghi mã của phần “{part}”.", f"The trail has no binding of part “{part}”.")


def changed_rows(tables, sums):
    """ "table number" of the rows whose short sum differs, "table" where rows are missing or too many."""
    noted = dict(sums)
    for table in sorted({*tables, *noted}):
        rows = tables.get(table, [])
        old, new = re.findall(".{8}", noted.get(table, "")), [sha256(canonical(row))[:8] for row in rows]
        if len(old) != len(new):
            yield table
        else:
            changed = (row for row, a, b in zip(rows, old, new, strict=True) if a != b)
            yield from (f"{table} {row.get('id', '')}".strip() for row in changed)


def check_noted_list(archive, entries, differs):
    """Whom the trail says the locked list held; rounds of an older time noted rows of the ranking, not candidates."""
    found = data(archive, "round/round.json")
    if found["list"] is None:
        return set()
    chosen = {one["nomination_id"] for one in found["list"] if one["chosen"]}
    rows = {one["standing_id"] for one in data(archive, "round/nominations.json") if one["id"] in chosen}
    locked = [{one for board in after.values() for one in board} for _, after in said(entries, "round.locked")]
    if locked not in ([chosen], [rows]):
        differs("danh sách đã khóa", "the locked list")
    return chosen


def check_noted_decision(archive, entries, locked, differs, say):
    """The decision, its number, and what was revoked since."""
    found, register = data(archive, "decision/decision.json"), data(archive, "certificates/register.json")
    lines, decided = found["lines"], said(entries, "award.decided")
    granted = [one["nomination_id"] for one in lines if one["granted"]]
    declined = [one["nomination_id"] for one in lines if not one["granted"]]
    if found["decision"] is None or decided:
        wanted = [] if found["decision"] is None else [(granted, declined)]
        if [(after["awarded"], after["declined"]) for _, after in decided] != wanted:
            differs("Quyết định", "the decision")
    elif found["decision"]["basis"] != "locked_list" or set(granted) != locked or declined:
        differs("Quyết định", "the decision")
    else:
        say.note(
            "Quyết định có từ trước khi nhật ký ghi việc này: danh sách được tặng đúng là danh sách đã khóa.",
            "The decision is older than the notes of decisions in the trail: granted are those of the locked list.",
        )
    by_line = {one["id"]: one["nomination_id"] for one in lines}
    of_certificate = {one["id"]: one["nomination_id"] for one in register["certificates"] if one["kind"] == "merit"}
    noted = [about for about, _ in said(entries, "award.revoked")]
    noted += [of_certificate[about] for about, _ in said(entries, "certificate.revoked") if about in of_certificate]
    if sorted(noted) != sorted(by_line[one["line_id"]] for one in found["revocations"]):
        differs("các lần thu hồi", "revocations")
    numbered = {}
    for _, after in said(entries, "paper.numbered"):
        numbered |= after
    for name in ("decision_no", "decision_day"):
        if (found["numbers"] or {}).get(name) != numbered.get(name):
            differs("số và ngày Quyết định", "number and day of the decision")


# -- the whole -------------------------------------------------------------------------------------------------------


class Said:
    """What one check found, in both languages."""

    def __init__(self, title):
        self.title, self.lines = title, []

    @property
    def failed(self):
        return any(mark == "SAI / WRONG" for mark, _, _ in self.lines)

    def right(self, vi, en):
        self.lines.append(("ĐÚNG / OK", vi, en))

    def note(self, vi, en):
        self.lines.append(("LƯU Ý / NOTE", vi, en))

    def wrong(self, vi, en):
        self.lines.append(("SAI / WRONG", vi, en))

    def shown(self):
        return "\n".join([self.title, *(f"  [{mark}] {vi}\n      {en}" for mark, vi, en in self.lines)])


CHECKS = (
    ("Các tệp / Files", check_files),
    ("Bảng xếp hạng / Ranking", check_ranking),
    ("Đợt khen thưởng / Round", check_round),
    ("Nhật ký / Trail", check_trail),
)
ODD = (KeyError, ValueError, TypeError, IndexError, AttributeError, ArithmeticError, OSError, zipfile.BadZipFile)


def main(arguments):
    heads, path = [], Path(__file__).resolve().parent
    if "--heads" in arguments:
        at = arguments.index("--heads")
        heads = [line for line in Path(arguments[at + 1]).read_text("utf-8").splitlines() if line.strip()]
        del arguments[at : at + 2]
    if arguments:
        path = Path(arguments[0])
    archive = Folder(path) if path.is_dir() else Zip(path)
    everything = True
    for title, check in CHECKS:
        say = Said(title)
        try:
            check(archive, say, heads) if check is check_trail else check(archive, say)
        except ODD as error:
            say.wrong(f"Không đọc được: {error!r}", f"Can't be read: {error!r}")
        print(say.shown())
        everything = everything and not say.failed
    print("MỌI THỨ KHỚP. / EVERYTHING FITS." if everything else "CÓ CHỖ KHÔNG KHỚP. / SOMETHING DOES NOT FIT.")
    return 0 if everything else 1


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(main(sys.argv[1:]))
    except (OSError, IndexError, zipfile.BadZipFile) as problem:
        print(f"Không đọc được / can't be read: {problem}", file=sys.stderr)
        sys.exit(2)
