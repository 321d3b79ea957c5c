"""Why a subject has no mentor where each may have its own: rule, section, sentence, and what would help (3.1.1-A6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.answer import Reason
from data.text import Text
from matcher.aims import Row
from matcher.bundled.counting import pairs_of
from matcher.bundled.fixed import Points, taken
from matcher.bundled.ground import Ground
from matcher.bundled.teamdays import stated_days, team_days
from matcher.nouns import Need
from matcher.problem import Problem
from matcher.ranking import why_not
from matcher.rules import reason_of
from matcher.sentences import names, say

NO_NEED = Text(
    en="Your letter names no subject, so nobody can be proposed.",
    id="Surat Anda tidak menyebut bidang, sehingga tidak ada yang dapat diusulkan.",
)
NAME_ONE = Text(en="Name the subject that you want to learn.", id="Sebutkan bidang yang ingin dipelajari.")
NOBODY = Text(en="No mentor offers {}.", id="Tidak ada mentor yang menawarkan {}.")
FIND = Text(en="Find a mentor for {}.", id="Cari mentor untuk {}.")
FULL = Text(en="{}: full are {}.", id="{}: sudah penuh {}.")
PLACE = Text(
    en="With one more place at {} it could be answered with {} points.",
    id="Dengan satu tempat lagi di {} bidang ini dapat dijawab dengan {} poin.",
)
TIRED = Text(
    en="{}: the team of {} has {} working days left, the pair takes {}.",
    id="{}: tim {} tinggal memiliki {} hari kerja, pasangan ini memerlukan {}.",
)
DAYS = Text(
    en="With {} more working days of {} it could be answered with {} points.",
    id="Dengan tambahan {} hari kerja dari {} bidang ini dapat dijawab dengan {} poin.",
)
FIXED = Text(
    en="{}: you are fixed to {}, and whoever is fixed gets no other mentor.",
    id="{}: Anda sudah ditetapkan dengan {}, dan yang ditetapkan tidak mendapat mentor lain.",
)
FIX = Text(
    en="Fix a mentor for this subject too, or lift the fixed pair.",
    id="Tetapkan juga mentor untuk bidang ini, atau cabut penetapannya.",
)
MOST = Text(
    en="{}: you have {} mentors already, the most that a mentee may have.",
    id="{}: Anda sudah memiliki {} mentor, jumlah terbanyak bagi satu resipien.",
)
FURTHER = Text(
    en="If you might have one more mentor, {} could answer it with {} points.",
    id="Bila boleh satu mentor lagi, {} dapat menjawabnya dengan {} poin.",
)
CHEAP = Text(
    en="{}: a further mentor would bring {} points at most ({}), and has to bring more than {}.",
    id="{}: mentor tambahan paling banyak menghasilkan {} poin ({}), padahal harus lebih dari {}.",
)
WORTH = Text(
    en="A better fit, or a lower price of a pair in the policy, would let it in.",
    id="Kecocokan yang lebih baik, atau harga pasangan yang lebih rendah dalam kebijakan, akan meloloskannya.",
)
OPEN = Text(
    en="{}: {} could still answer it; the time ended before.",
    id="{}: {} masih dapat menjawabnya; waktu habis lebih dahulu.",
)
LONGER = Text(en="Give more time.", id="Beri waktu lebih lama.")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Who has whom, counted once for all refusals."""

    problem: Problem
    points: Points
    each: int
    price: int
    load: Mapping[str, int]
    used: Mapping[str, int]
    has: Mapping[str, int]


def why_unanswered(ground: Ground, points: Points, rows: tuple[Row, ...]) -> dict[str, tuple[Reason, ...]]:
    """Return need id to the reasons of every need without a mentor; mentee id where a letter names no subject."""
    problem, pairs = ground.problem, pairs_of(ground.problem, rows)
    load, used = taken(problem, list(pairs))
    has = {key: sum(mentee == key for mentee, _ in pairs) for key in problem.mentees}
    standing = Standing(
        problem=problem, points=points, each=ground.each, price=ground.price, load=load, used=used, has=has
    )
    answered = {need for need, _, _ in rows}
    found: dict[str, tuple[Reason, ...]] = {}
    for key, needs in problem.needs_of.items():
        if not needs:
            found[key] = (reason_of(problem, "willing", who=key, sentence=NO_NEED, remedy=NAME_ONE),)
        for need in needs:
            if need.id not in answered:
                found[need.id] = tuple(dict.fromkeys(_reasons(standing, need)))
    return found


def _reasons(standing: Standing, need: Need) -> Iterable[Reason]:
    problem, points = standing.problem, standing.points[need.id]
    if problem.fixed[need.mentee]:
        return [_fixed(problem, need)]
    if not points:
        return _nobody(problem, need)
    ranked = sorted(points, key=lambda mentor: (-points[mentor], mentor))
    if standing.has[need.mentee] >= standing.each:
        sentence = say(MOST, _subject(problem, need), standing.each)
        remedy = say(FURTHER, problem.mentors[ranked[0]].name, points[ranked[0]])
        return [reason_of(problem, "one_mentor", who=need.mentee, sentence=sentence, remedy=remedy)]
    full = [key for key in ranked if standing.load[key] >= problem.mentors[key].capacity]
    rest = [key for key in ranked if key not in full]
    stated, days = stated_days(problem), team_days(problem, [(need.mentee, key) for key in rest])
    short = {
        key: (stated[key] - standing.used[key], asked)
        for key, asked in zip(rest, days, strict=True)
        if key in stated and stated[key] - standing.used[key] < asked
    }
    free = [key for key in rest if key not in short]
    return [*_full(standing, need, full), *_short(standing, need, short), *_free(standing, need, free)]


def _fixed(problem: Problem, need: Need) -> Reason:
    held = names(problem.mentors[key].name for key in dict.fromkeys(pin.mentor for pin in problem.fixed[need.mentee]))
    sentence = say(FIXED, _subject(problem, need), held)
    return reason_of(problem, "must", who=need.mentee, sentence=sentence, remedy=FIX)


def _full(standing: Standing, need: Need, full: list[str]) -> Iterable[Reason]:
    if full:
        problem, first = standing.problem, full[0]
        sentence = say(FULL, _subject(problem, need), names(problem.mentors[key].name for key in full))
        remedy = say(PLACE, problem.mentors[first].name, standing.points[need.id][first])
        yield reason_of(problem, "capacity", who=need.mentee, sentence=sentence, remedy=remedy)


def _short(standing: Standing, need: Need, short: Mapping[str, tuple[int, int]]) -> Iterable[Reason]:
    problem = standing.problem
    for key, (left, asked) in short.items():
        name, points = problem.mentors[key].name, standing.points[need.id][key]
        remedy = say(DAYS, asked - left, name, points)
        sentence = say(TIRED, _subject(problem, need), name, left, asked)
        yield reason_of(problem, "capacity", who=need.mentee, sentence=sentence, remedy=remedy)


def _free(standing: Standing, need: Need, free: list[str]) -> Iterable[Reason]:
    if not free:
        return
    problem, points = standing.problem, standing.points[need.id][free[0]]
    name, subject = problem.mentors[free[0]].name, _subject(problem, need)
    if points <= standing.price:
        sentence = say(CHEAP, subject, points, name, standing.price)
        yield reason_of(problem, "one_mentor", who=need.mentee, sentence=sentence, remedy=WORTH)
    else:
        yield reason_of(problem, "time_limit", who=need.mentee, sentence=say(OPEN, subject, name), remedy=LONGER)


def _nobody(problem: Problem, need: Need) -> list[Reason]:
    offering = [mentor for mentor in problem.mentors.values() if problem.offers(need, mentor)]
    if not offering:
        subject = _subject(problem, need)
        sentence, remedy = say(NOBODY, subject), say(FIND, subject)
        return [reason_of(problem, "subject", who=need.mentee, sentence=sentence, remedy=remedy)]
    return [why_not(problem, need.id, mentor=mentor.id)[0] for mentor in offering]


def _subject(problem: Problem, need: Need) -> Text:
    return problem.country.subject(need.subject).name
