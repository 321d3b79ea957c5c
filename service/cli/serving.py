"""The commands that serve: the pages and the API on this machine, and the demonstration that ends in them."""

import contextlib
import errno
import os
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import waitress
from flask import Flask

from service.accounts.people import accounts
from service.api.record import desk as record_desk
from service.api.record import running as record_running
from service.app import create_app
from service.cli.desk import DONE, NOBODY, WRONG, Desk
from service.cli.options import SECONDS, SEED, folder_option, language_option
from service.cli.report.whole import year_report
from service.cli.solving import make_year, tell_files
from service.cli.view import view_of
from service.clock import utc_now
from service.records.year import Year
from service.settings import PORT, PORTS, BadSettings, Settings, settings_from
from service.web.draining import Draining
from service.web.logs import write_json
from service.words import Words
from service.workbook.sample import sample_intake
from service.worker.made import worker_for

# Seconds in which requests that were begun may end after SIGTERM.
LEAVE_SECONDS = 10

# Threads that answer requests at once: solves wait for each other anyway, pages are quick.
THREADS = 4


def serve_command(words: Words) -> click.Command:
    """Return ``serve``: pages and API until Ctrl-C."""

    @click.command("serve", help=words("help.serve"))
    @click.option(
        "--port", metavar=words("option.whole"), type=click.IntRange(*PORTS), help=words("option.port", port=PORT)
    )
    @language_option(words)
    def serve(*, port: int | None) -> int:
        return serve_year(Desk(words), port=port, year=None)

    return serve


def demo_command(words: Words) -> click.Command:
    """Return ``demo``: the sample year in the terminal and as files, then served."""

    @click.command("demo", help=words("help.demo"))
    @folder_option(words)
    @click.option(
        "--port",
        metavar=words("option.whole"),
        type=click.IntRange(*PORTS),
        default=PORT,
        show_default=True,
        help=words("option.demo_port"),
    )
    @click.option("--no-serve", is_flag=True, help=words("option.no_serve"))
    @language_option(words)
    def demo(*, folder: Path, port: int, no_serve: bool) -> int:
        desk = Desk(words)
        year, files = make_year(desk, sample_intake(), folder=folder, seed=SEED, seconds=SECONDS)
        desk.show(year_report(view_of(year, console=desk.out, language=words.language)))
        tell_files(desk, files)
        if no_serve:
            return DONE if year.match.proposals else NOBODY
        return serve_year(desk, port=port, year=year)

    return demo


def serve_year(desk: Desk, *, port: int | None, year: Year | None) -> int:
    """Serve until Ctrl-C; a taken port is replaced by a free one, and that is said."""
    words = desk.words
    try:
        settings = settings_from()
    except BadSettings as faults:
        desk.complain(str(faults))
        return WRONG
    wanted = settings.port if port is None else port
    free = free_port(settings.host, wanted)
    if free != wanted:
        desk.err.print(words("serve.taken", port=wanted, free=free), soft_wrap=True)
    desk.err.print(words("serve.starting"), soft_wrap=True)
    app = create_app(settings, year_source=None if year is None else lambda _: year)
    door = Draining(app.wsgi_app)
    app.wsgi_app = door  # type: ignore[assignment, method-assign]  # Flask's documented place for it
    server = waitress.create_server(app, host=settings.host, port=free, threads=THREADS)
    # waitress ends its loop by itself on Ctrl-C; one that comes before the loop begins is caught here
    with (
        _working(desk, settings, app),
        contextlib.closing(server),
        contextlib.suppress(KeyboardInterrupt),
        _politely_ended(door),
    ):
        address = f"http://{settings.host}:{free}/"
        desk.out.print(words("serve.address", address=address), style="bold", soft_wrap=True)
        desk.out.print(words("serve.stop"), soft_wrap=True)
        server.run()
    desk.out.print(words("serve.stopped"), soft_wrap=True)
    return DONE


@contextlib.contextmanager
def _working(desk: Desk, settings: Settings, app: Flask) -> Iterator[None]:
    """Do the record's jobs meanwhile, unless workers of their own do; log lines are for machines then."""
    if not settings.database:
        yield
        return
    write_json()
    with app.extensions[record_desk.KEY].store.read() as view:
        if not accounts(view):
            desk.err.print(desk.words("account.nobody"), style="yellow", soft_wrap=True)
    store, queue = app.extensions[record_desk.KEY].store, app.extensions[record_running.KEY].queue
    worker = worker_for(settings, store=store, queue=queue, now=utc_now) if settings.workers else None
    if worker:
        worker.start()
    try:
        yield
    finally:
        if worker:
            worker.stop()
        queue.close()
        store.close()


@contextlib.contextmanager
def _politely_ended(door: Draining) -> Iterator[None]:
    """On SIGTERM finish what was begun, send away what comes after, then end as on Ctrl-C."""

    def leave() -> None:
        door.close()
        door.wait(LEAVE_SECONDS)
        os.kill(os.getpid(), signal.SIGINT)

    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def told(*_: object) -> None:
        # A shell that starts us in the background has us ignore Ctrl-C, by which we end ourselves.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        threading.Thread(target=leave, daemon=True).start()

    before = signal.signal(signal.SIGTERM, told)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def free_port(host: str, wanted: int) -> int:
    """Return ``wanted`` if nobody listens there, else a port that the system gives."""
    for port in (wanted, 0):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if port and error.errno in {errno.EADDRINUSE, errno.EACCES}:
                    continue
                raise
            return int(probe.getsockname()[1])
    return wanted
