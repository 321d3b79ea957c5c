"""The commands ``work`` and ``remind``: a worker beside the one of ``serve``, and the reminders of a day."""

import datetime as dt
import signal
import threading

import click

from service.api.record.desk import MIDNIGHT, book_of
from service.cli.desk import DONE, WRONG, Desk
from service.cli.options import language_option
from service.cli.stored import database_address, opened_store, record_options
from service.clock import utc_now
from service.jobs import Queue, queue_address
from service.notices.sending import Posted, remind, sender_by
from service.settings import WORKERS, BadSettings, settings_from
from service.store import Store
from service.words import Words
from service.worker.made import worker_for

# What became of a reminder, and the word for it.
OUTCOMES = {
    "sent": "notice.sent", "would": "notice.would", "failed": "notice.failed", "nowhere": "notice.nowhere",
}  # fmt: skip


def work_command(words: Words) -> click.Command:
    """Return ``work``: do the record's jobs until Ctrl-C."""

    @click.command("work", help=words("help.work"))
    @click.option(
        "--at-once",
        metavar=words("option.whole"),
        type=click.IntRange(1, WORKERS[1]),
        default=1,
        show_default=True,
        help=words("option.jobs_at_once"),
    )
    @click.option("--database", metavar="DATABASE", default="", help=words("option.database"))
    @language_option(words)
    def work(*, at_once: int, database: str) -> int:
        desk = Desk(words)
        try:
            settings = settings_from()
        except BadSettings as faults:
            desk.complain(str(faults))
            return WRONG
        address = database_address(words, database or settings.database)
        store = Store(address)
        queue = Queue(queue_address(address, settings.queue))
        worker = worker_for(settings, store=store, queue=queue, now=utc_now, at_once=at_once)
        ended = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: ended.set())
        worker.start()
        desk.out.print(words("serve.working", name=worker.name), soft_wrap=True)
        ended.wait()
        worker.stop()
        queue.close()
        store.close()
        desk.out.print(words("serve.stopped"), soft_wrap=True)
        return DONE

    return work


def remind_command(words: Words) -> click.Command:
    """Return ``remind``: send the reminders of a day, or show them."""

    @click.command("remind", help=words("help.remind"))
    @click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help=words("option.remind_today"))
    @click.option("--dry-run", is_flag=True, help=words("option.dry_run"))
    @record_options(words)
    def remind_(*, today: dt.datetime | None, dry_run: bool, database: str, as_json: bool) -> int:
        desk = Desk(words)
        try:
            settings = settings_from()
        except BadSettings as faults:
            desk.complain(str(faults))
            return WRONG
        if not dry_run and not (settings.mail and settings.mail_from):
            raise click.UsageError(words("notice.no_mail"))
        store = opened_store(words, database)
        now = utc_now()
        day = today.date() if today else now.astimezone(MIDNIGHT).date()
        send = None if dry_run else sender_by(settings.mail)
        sender = settings.mail_from or "fasilitator@solidaritas.invalid"
        done = remind(store, today=day, now=now, zone=MIDNIGHT, book_of=book_of, sender=sender, send=send)
        store.close()
        if as_json:
            desk.give([_record(one) for one in done])
        elif not done:
            desk.out.print(words("notice.nothing", day=day.isoformat()), soft_wrap=True)
        for one in () if as_json else done:
            who = one.who or words("notice.facilitator")
            desk.out.print(words(OUTCOMES[one.outcome], who=who, subject=one.subject), soft_wrap=True)
            for told in one.reminder.told:
                desk.out.print(f"  {told.day.isoformat()}  {words.say(told.sentence)}", soft_wrap=True)
        return WRONG if any(one.outcome == "failed" for one in done) else DONE

    return remind_


def _record(one: Posted) -> dict[str, object]:
    told = [
        {"day": each.day.isoformat(), "late": each.late, "partnership": each.partnership, "section": each.section,
         "sentence": {"en": each.sentence.en, "id": each.sentence.id}}
        for each in one.reminder.told
    ]  # fmt: skip
    return {
        "programme": one.reminder.programme, "to": one.reminder.to or "facilitator", "outcome": one.outcome,
        "subject": one.subject, "told": told,
    }  # fmt: skip
