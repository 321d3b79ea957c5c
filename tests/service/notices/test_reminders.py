"""Who has to do something hears of it in time, once, in their own language; the facilitator of what stays undone."""

import datetime as dt

import icalendar
import pytest

from service.accounts.people import accounts, add_account, change_grant, set_state
from service.notices.reminders import FACILITATOR
from service.notices.sending import NoMail, NotSent, sender_by
from service.records.caller import Grant
from service.store.feeds import KIND
from tests.service.notices.notice_cases import LATE, SENDER, SOON, VERY_LATE, mail_server, pilot_of, reminded
from tests.service.record.record_cases import Desk, P, application_on
from tests.service.store.databases import KINDS, address_of


@pytest.fixture(params=KINDS)
def pilot(request, tmp_path):
    """Give a record with a partnership in its pilot."""
    with address_of(request.param, tmp_path) as address:
        desk = Desk(application_on(address))
        pilot_of(desk)
        yield desk
        desk.store.close()


@pytest.fixture
def desk(tmp_path):
    """Give the same in a file, where the database makes no difference."""
    found = Desk(application_on(str(tmp_path / "a.db")))
    pilot_of(found)
    yield found
    found.store.close()


def test_reminder_arrives_once_in_the_receivers_language_with_its_days(pilot):
    """A letter in a language that the director does not read, or every hour anew, is a letter that nobody reads."""
    with mail_server() as (address, letters):
        first = reminded(pilot.store, SOON, send=sender_by(address))
        again = reminded(pilot.store, SOON, send=sender_by(address))

    assert [one.outcome for one in first] == ["sent", "sent"]
    assert again == []
    english, indonesian = sorted(letters, key=lambda mail: mail["To"])
    assert english["To"].addresses[0].addr_spec == "bengkulu@example.org"
    assert english["Subject"] == "PKS 2027: one thing waits for Tirta Hidayah"
    assert indonesian["Subject"] == "PKS 2027: satu hal menunggu Tirta Pakuan"
    body = english.get_body(("plain",)).get_content()
    assert "Dear Bu Ratna" in body
    assert "Monthly report 2027-03" in body
    assert "section 3.2.2" in body
    calendar = icalendar.Calendar.from_ical(next(english.iter_attachments()).get_content())
    assert [entry["dtstart"].dt for entry in calendar.walk("VEVENT")] == [dt.date(2027, 4, 22)]


def test_what_is_late_is_told_again_each_week_and_then_to_the_facilitator(desk):
    """One reminder is forgotten; three without an answer are a matter for somebody else (2.7)."""
    weeks = [dt.date(2027, 4, 23) + dt.timedelta(days=days) for days in range(28)]

    sent = []
    with mail_server() as (address, _):
        for day in weeks:
            for one in reminded(desk.store, day, send=sender_by(address)):
                late = [told for told in one.reminder.told if told.late]
                sent += [(day, one.reminder.to)] if late else []

    own = [day for day, to in sent if to == "bogor"]
    assert [(day - own[0]).days for day in own] == [0, 7, 14, 21]
    told = [day for day, to in sent if to == FACILITATOR]
    assert [(day - dt.date(2027, 4, 22)).days for day in told] == [15, 22]


@pytest.mark.guards("2.7")
def test_facilitator_is_told_whose_it_is(desk):
    """The facilitator rings somebody up, and needs to know whom."""
    with mail_server() as (address, letters):
        reminded(desk.store, VERY_LATE, send=sender_by(address))

    mail = next(letter for letter in letters if letter["To"].addresses[0].addr_spec.startswith("facilitator-"))
    body = mail.get_body(("plain",)).get_content()
    assert "Tirta Hidayah" in body
    assert "Tirta Pakuan" in body


@pytest.mark.parametrize(("granted", "closed", "reached"), [
    ([("pks-2027", "en"), ("", "en"), ("other", "en")], False, ["f-0@example.org"]),
    ([("pks-2027", "en"), ("pks-2027", "id")], False, ["f-0@example.org", "f-1@example.org"]),
    ([("other", "en")], False, ["facilitator"]),
    ([("other", "en")], True, [SENDER]),
])  # fmt: skip
@pytest.mark.guards("2.7")
def test_escalation_reaches_the_programmes_own_facilitators(desk, granted, closed, reached):
    """A programme has a facilitator of its own, who must hear of it; the sender is for when nobody is there."""
    with desk.store.write(at="2027-05-01T00:00:00Z", by="command") as unit:
        for number, (programme, language) in enumerate(granted):
            id_ = add_account(unit, email=f"f-{number}@example.org", name="Rina", language=language).key.id
            change_grant(unit, id_, Grant(role="facilitator", programme=programme))
        for account in accounts(unit) if closed else ():
            set_state(unit, account.key.id, is_open=False)
    with mail_server() as (address, letters):
        reminded(desk.store, VERY_LATE, send=sender_by(address))

    told = [mail for mail in letters if mail["To"].addresses[0].addr_spec[:2] not in {"be", "bo"}]
    (mail,) = told
    found = [one.addr_spec for name in ("To", "Cc") if mail[name] for one in mail[name].addresses]
    assert len(found) == len(reached)
    assert all(one.startswith(wanted) for one, wanted in zip(found, reached, strict=True))


def test_nothing_is_said_before_its_time(desk):
    """Eight days ahead is noise."""
    assert reminded(desk.store, SOON - dt.timedelta(days=1)) == []


def test_paper_that_was_filed_is_no_longer_asked_for(desk):
    """Nothing costs more goodwill than a reminder of what was done yesterday."""
    path = f"{P}/partnerships/w-01"
    for mentee in ("bengkulu", "bogor"):
        report = {"document": "monthly_report", "day": "2027-04-05", "of": mentee, "month": "2027-03"}
        desk.facts(path, papers=[report])

    assert reminded(desk.store, LATE) == []


def test_dry_run_sends_and_keeps_nothing(desk):
    """Whoever looks first must not change what is sent afterwards."""
    shown = [reminded(desk.store, LATE) for _ in range(2)]

    assert shown[0] == shown[1]
    assert {one.outcome for one in shown[0]} == {"would"}


def test_letter_that_was_not_taken_is_sent_in_the_next_round(desk):
    """A mail server that is restarted must not swallow a reminder."""

    def refuse(_):
        msg = "down"
        raise NotSent(msg)

    failed = reminded(desk.store, LATE, send=refuse)
    with mail_server() as (address, letters):
        reminded(desk.store, LATE, send=sender_by(address))

    assert {one.outcome for one in failed} == {"failed"}
    assert len(letters) == 2


def test_member_without_an_address_is_named_and_nobody_is_written_to(desk):
    """The facilitator has to see who cannot be reached."""
    shown = desk.ask("GET", f"{P}/members/bogor").get_json()
    desk.ask("DELETE", f"{P}/members/bogor/contact", version=shown["version"])

    with mail_server() as (address, letters):
        done = reminded(desk.store, LATE, send=sender_by(address))

    assert {one.reminder.to: one.outcome for one in done} == {"bengkulu": "sent", "bogor": "nowhere"}
    assert len(letters) == 1


def test_same_reminder_has_the_same_number(desk):
    """A letter that was sent twice because nobody knew better is shown once."""
    letters = []
    for _ in range(2):
        reminded(desk.store, LATE, send=letters.append)
        with desk.store.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM notice")

    assert letters[0]["Message-ID"] == letters[2]["Message-ID"]
    assert letters[0]["Message-ID"] != letters[1]["Message-ID"]


def test_no_name_begins_another_header(desk):
    """A contact is typed by people, and some of them try things."""
    shown = desk.ask("GET", f"{P}/members/bogor").get_json()
    contact = {"name": "Adi\r\nBcc: x@example.org", "email": "bogor@example.org", "phone": ""}
    body = {"name": "Tirta Pakuan", "contact": contact}
    answer = desk.ask("PUT", f"{P}/members/bogor", body, version=shown["version"])

    letters = []
    if answer.status_code == 200:
        reminded(desk.store, LATE, send=letters.append)

    assert all(mail["Bcc"] is None for mail in letters)


@pytest.mark.parametrize("address", ["http://localhost", "smtp://", "smtp://h:99999", "localhost"])
def test_mail_server_of_another_form_is_refused(address):
    """A letter that goes nowhere should fail at the start and not at night."""
    with pytest.raises(NoMail):
        sender_by(address)


def feed(desk, member="bogor", role="facilitator"):
    """Open a member's calendar and return the answer."""
    return desk.ask("PUT", f"{P}/members/{member}/feed", role=role)


def test_feed_shows_what_is_expected_until_it_is_closed(pilot):
    """A phone that shows the days needs no log-in, and an address that went astray has to end."""
    path = feed(pilot).get_json()["path"]
    client = pilot.app.test_client()

    shown = client.get(path)
    closed = pilot.ask("DELETE", f"{P}/members/bogor/feed")
    after = client.get(path)

    assert (shown.status_code, shown.mimetype) == (200, "text/calendar")
    assert icalendar.Calendar.from_ical(shown.data).walk("VEVENT")
    assert closed.status_code == 200
    assert after.status_code == 404


def test_feed_that_is_renewed_ends_the_former_address(desk):
    """Whoever lost a phone asks for a new address and is rid of the old one."""
    old, new = (feed(desk).get_json()["path"] for _ in range(2))
    client = desk.app.test_client()

    assert old != new
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_feed_is_opened_by_its_owner_and_by_no_stranger(desk):
    """A calendar shows what somebody has not done."""
    owner, stranger = desk.account("mentee", "bogor"), desk.account("mentee", "serang")

    assert feed(desk, role=owner).status_code == 200
    assert feed(desk, role=stranger).status_code in {403, 404}


def test_token_of_a_feed_stands_nowhere_in_the_record(desk):
    """Who reads the database must not be able to follow anybody."""
    token = feed(desk).get_json()["path"].removeprefix("/feeds/").removesuffix(".ics")

    with desk.store.engine.connect() as connection:
        for table in ("journal", "record", "answer", "feed"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608  # our own names
            assert not any(token in str(row) for row in rows)
    assert KIND == "feed"
