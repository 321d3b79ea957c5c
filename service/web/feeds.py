"""GET /feeds/{token}.ics: the calendar that a person follows; whoever has the address may read it."""

import datetime as dt
from http import HTTPStatus

from flask import Blueprint, Response, request

from data.text import Language
from service.api.problems import Problem
from service.api.record.desk import MIDNIGHT, book_of, record_desk
from service.notices.calendar import calendar_of
from service.notices.reminders import dated
from service.notices.sending import receiver_of
from service.records.kept import Key
from service.store.feeds import opened_by
from service.walks.insight import gather
from service.words import Words

followed = Blueprint("followed", __name__)

# How often a calendar program should ask again.
EVERY = dt.timedelta(hours=12)


@followed.get("/feeds/<string:token>.ics")
def follow(token: str) -> Response:
    """Give what is expected of a member, with its days, in the language of its contact."""
    desk = record_desk()
    with desk.store.read() as view:
        feed = opened_by(view, token)
        if feed is None:
            raise Problem(status=HTTPStatus.NOT_FOUND, kind="not-found", values=("/feeds/",))
        programme = view.get(Key(feed.programme, "programme", feed.programme))
        member = view.get(Key(feed.programme, "member", feed.member))
        holdings = gather(view, feed.programme, book=book_of(str(programme.data["book"])), zone=MIDNIGHT)
        language: Language = receiver_of(view, member).language
    asked = request.args.get("lang")
    if asked in {"id", "en"}:
        language = "en" if asked == "en" else "id"
    words = Words(language)
    told = dated(holdings, feed.programme, feed.member, today=desk.today())
    name = words("notice.calendar", programme=programme.data["name"], who=member.data.get("name", feed.member))
    body = calendar_of(told, name=name, language=language, stamp=desk.now().replace(microsecond=0))
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = f"private, max-age={int(EVERY.total_seconds())}"
    return response
