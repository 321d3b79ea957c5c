"""The application: one function makes it, one handler answers every error, one policy goes with every answer."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, request

from data import load_book
from data.answer import OnProgress
from data.country import load_country
from service.api import operations as api_operations
from service.api import problems, reference, solves
from service.api.accounts import provider
from service.api.accounts.managed import managed
from service.api.accounts.own_tokens import own_tokens
from service.api.accounts.session import sessions
from service.api.budgets import budgets
from service.api.joint_plans import joint_plans
from service.api.placements import placements
from service.api.plans import plans
from service.api.proposals import proposals
from service.api.record import desk as record_desk
from service.api.record import running as record_running
from service.api.record.access import COOKIE
from service.api.record.feeds import feeds
from service.api.record.history import history
from service.api.record.indicators import indicators
from service.api.record.jobs import jobs
from service.api.record.kinds import blueprint as kinds
from service.api.record.letters import letters
from service.api.record.members import members
from service.api.record.network import network
from service.api.record.partnerships import partnerships
from service.api.record.programmes import programmes
from service.api.record.warnings import warnings
from service.api.record.webhooks import webhooks
from service.api.record.worklists import worklists
from service.api.replans import replans
from service.api.risks import risks
from service.api.rules import rules
from service.api.sandboxes import sandboxes
from service.api.subjects import subjects
from service.api.utilities import utilities
from service.clock import utc_now
from service.documents.page_words import PageWords
from service.jobs import Queue, queue_address
from service.records.year import Year
from service.settings import Settings, is_loopback, settings_from
from service.store import Store
from service.walks.year import run_year
from service.web import operations as operations_page
from service.web import pages as year_pages
from service.web.asked import PlainRequest
from service.web.desk import YearDesk, YearSource
from service.web.feeds import followed
from service.web.headers import Headers, secured
from service.web.health import Health, watch
from service.web.logs import follow_requests
from service.web.views import html
from service.workbook.sample import sample_intake

# Technical: seconds that the sample year may take, and its seed.
SAMPLE_SECONDS, SAMPLE_SEED = 40, 1

# What is read from the record as a whole.
TOLD = (indicators, warnings, worklists, network)

LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]


class PlainFlask(Flask):
    """Flask with our headers on every answer, and without a look at each function whether it is a coroutine."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``func``: none of ours is a coroutine."""
        return func

    def wsgi_app(self, environ: Any, start_response: Any) -> Any:
        """Answer, with the headers of every answer."""

        def start(status: str, headers: Headers, *more: Any) -> Any:
            return start_response(status, secured(headers), *more)

        return super().wsgi_app(environ, start)


def create_app(
    settings: Settings | None = None,
    *,
    year_source: YearSource | None = None,
    now: Callable[[], dt.datetime] = utc_now,
) -> Flask:
    """Return the application.

    Parameters
    ----------
    settings
        How it runs; read from the environment when None.
    year_source
        Makes the year of the first page when it is first asked for: a function that is given ``on_progress``
        and returns a ``Year``. By default the sample year is computed; who has a year already
        hands in ``lambda on_progress: year``.
    now
        Tells the instant that every entry of the journal carries, and hence which day it is.
    """
    settings = settings or settings_from()
    app = PlainFlask("service", static_folder=None)
    app.request_class = PlainRequest
    # An address with // is no address: it is answered like any other that is not there, and not with a page.
    app.url_map.merge_slashes = False
    app.config.update(
        MAX_CONTENT_LENGTH=settings.body_kilobytes * 1000,
        TRUSTED_HOSTS=LOCAL_HOSTS if is_loopback(settings.host) else None,
        API_TITLE="Solidaritas",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=api_operations.PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask types the provider by its base
    app.extensions[reference.KEY] = reference.Reference(book=load_book(), country=load_country())
    turns = solves.Turns(
        settings.solves_at_once, wait_seconds=settings.wait_seconds, solve_seconds=settings.solve_seconds
    )
    app.extensions[solves.KEY] = turns
    app.extensions[year_pages.KEY] = YearDesk(_in_turn(turns, year_source or sample_year))
    app.register_error_handler(Exception, last_door)
    follow_requests(app)
    api = _register(app)
    looked_at = Health(now=now, token=settings.metrics_token)
    watch(app, looked_at)
    if settings.database:
        _keep_record(app, api, settings, now=now)
        looked_at.store = app.extensions[record_desk.KEY].store
        looked_at.queue = app.extensions[record_running.KEY].queue
    return app


def _in_turn(turns: solves.Turns, source: YearSource) -> YearSource:
    """Return ``source`` so that it waits for its turn among the solves."""

    def make(on_progress: OnProgress) -> Year:
        with turns.patient_turn():
            return source(on_progress)

    return make


def _keep_record(app: Flask, api: api_operations.OurApi, settings: Settings, *, now: Callable[[], dt.datetime]) -> None:
    """Open the record and put its operations at their addresses."""
    store = Store(settings.database)
    app.extensions[record_desk.KEY] = record_desk.RecordDesk(
        store=store, now=now, is_behind_tls=settings.public_address.startswith("https://")
    )
    if settings.oidc_issuer:
        app.extensions[provider.KEY] = provider.provider_of(settings)
        api.register_blueprint(provider.providers)
    queue = Queue(queue_address(settings.database, settings.queue))
    app.extensions[record_running.KEY] = record_running.Running(queue=queue, sweep_seconds=settings.sweep_seconds)
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    api.spec.components.security_scheme("session", {"type": "apiKey", "in": "cookie", "name": COOKIE})
    told = (history, kinds, jobs, webhooks, feeds, sessions, own_tokens, managed, *TOLD)
    for nouns in (programmes, members, letters, partnerships, *told):
        api.register_blueprint(nouns)
    app.register_blueprint(followed)


def _register(app: Flask) -> api_operations.OurApi:
    api = api_operations.OurApi(app)
    plans_told = (plans, joint_plans, budgets, sandboxes, replans, risks)
    for nouns in (utilities, subjects, rules, proposals, placements, *plans_told):
        api.register_blueprint(nouns)
    app.extensions[operations_page.KEY] = api.spec.to_dict
    app.register_blueprint(year_pages.pages)
    app.register_blueprint(operations_page.operations)
    return api


def last_door(error: Exception) -> Response:
    """Answer any error: as a page where a person is reading, as problem+json everywhere else."""
    is_page = not request.path.startswith(api_operations.PREFIX)
    if is_page and request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html":
        problem = problems.problem_of(error)
        language = problems.language_asked()
        response = html(
            "problem.html.j2", language, words=PageWords(language), problem=problems.body_of(problem, language)
        )
        response.status_code = problem.status
        response.headers.extend(dict(problem.headers))
        return response
    return problems.answer(error)


def sample_year(on_progress: OnProgress) -> Year:
    """Return the sample year, planned anew."""
    logging.getLogger("service.web").info("planning the sample year")
    return run_year(
        sample_intake(), book=load_book(), country=load_country(), seed=SAMPLE_SEED, time_limit=SAMPLE_SECONDS,
        on_progress=on_progress,
    )  # fmt: skip
