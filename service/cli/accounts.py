"""``account``: who may come in, told from the machine that keeps the record; the first account is made here."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.text import Text as Line

from service.accounts.errors import AccountError
from service.accounts.granting import spelt
from service.accounts.people import (
    MOST_ACCOUNTS,
    OPEN,
    account,
    accounts,
    add_account,
    change_grant,
    erase_account,
    make_token,
    revoke_token,
    set_password,
    set_state,
)
from service.accounts.tokens import DAYS, LEAST_DAYS, MOST_DAYS, instant
from service.cli.desk import DONE, WRONG, Desk
from service.cli.options import language_option
from service.cli.spoken import speak
from service.clock import utc_now
from service.records.caller import ROLES, SCOPES, Grant, grants_of
from service.records.kept import Record
from service.settings import PREFIX
from service.store import Credentials, Store, Unit
from service.words import Words

# Who makes an account from the machine itself, as the journal says it.
COMMAND = "command"

# Notes of log-ins that are shown unless another number is asked for.
SHOWN = 50

# How a try ended, in words.
OUTCOMES = {
    "in": "outcome.in",
    "wrong": "outcome.wrong",
    "locked": "outcome.locked",
    "busy": "outcome.busy",
    "second-missing": "outcome.second-missing",
    "second-wrong": "outcome.second-wrong",
}

Function = Callable[..., Any]


def account_command(words: Words) -> click.Group:
    """Return ``account`` with its parts."""

    @click.group("account", help=words("help.account"))
    @language_option(words)
    def group() -> None:
        """Hold the parts; nothing to do by itself."""

    for make in (_add, _list, _grant, _token, _password, _disable, _enable, _erase, _tries):
        command = make(words)
        speak(command, words)
        group.add_command(command)
    return group


def _common(words: Words, *, as_json: bool = False) -> Callable[[Function], Function]:
    """Return ``--database``, ``--lang`` and, where it is of use, ``--json``."""

    def add(function: Function) -> Function:
        function = language_option(words)(function)
        if as_json:
            function = click.option("--json", "as_json", is_flag=True, help=words("option.json"))(function)
        return click.option("--database", metavar="DATABASE", default="", help=words("option.database"))(function)

    return add


@contextmanager
def _opened(words: Words, database: str, *, is_new: bool = False) -> Iterator[Store]:
    """Return the store; only the first account may begin a record that is not there yet."""
    address = database or os.environ.get(f"{PREFIX}DATABASE", "")
    if not address:
        raise click.UsageError(words("audit.no_database"))
    if not is_new and "://" not in address and not os.path.isfile(address):  # noqa: PTH113  # an address, not yet a path
        raise click.UsageError(words("audit.no_file", path=address))
    store = Store(address)
    try:
        yield store
    finally:
        store.close()


def _done(words: Words, database: str, work: Callable[[Unit], str], *, is_new: bool = False) -> int:
    """Do some work in one transaction and say what it returns, or why it was refused."""
    desk = Desk(words)
    with _opened(words, database, is_new=is_new) as store:
        try:
            with store.write(at=instant(utc_now()), by=COMMAND) as unit:
                said = work(unit)
        except AccountError as error:
            desk.complain(words.say(error.said))
            return WRONG
    desk.out.print(said, soft_wrap=True)
    return DONE


class GrantText(click.ParamType[Grant]):
    """A right as one types it: ``facilitator``, ``board@pks-2027``, ``mentee:bengkulu@pks-2027``."""

    name = "grant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Grant:
        """Return the right."""
        if isinstance(value, Grant):
            return value
        who, _, programme = str(value).partition("@")
        role, _, member = who.partition(":")
        if role not in ROLES:
            self.fail(f"{value}: {', '.join(ROLES)}", param, ctx)
        return Grant(role=role, member=member, programme=programme)


GRANT, GRANT_FORM = GrantText(), "ROLE[:MEMBER][@PROGRAMME]"


def _add(words: Words) -> click.Command:
    @click.command("add", help=words("account.add"))
    @click.argument("email", metavar="EMAIL")
    @click.argument("name", metavar="NAME")
    @click.option("--grant", "grants", type=GRANT, metavar=GRANT_FORM, multiple=True, help=words("account.with_grant"))
    @_common(words)
    def add(*, email: str, name: str, grants: tuple[Grant, ...], database: str) -> int:
        def work(unit: Unit) -> str:
            made = add_account(unit, email=email, name=name, language=words.language).key.id
            for grant in grants:
                change_grant(unit, made, grant)
            return words("account.added", account=made)

        if "@" not in email.strip("@"):
            raise click.UsageError(words("account.email", email=email))
        return _done(words, database, work, is_new=True)

    return add


def _list(words: Words) -> click.Command:
    @click.command("list", help=words("account.list"))
    @_common(words, as_json=True)
    def list_(*, database: str, as_json: bool) -> int:
        desk = Desk(words)
        with _opened(words, database) as store, store.read() as view:
            rows = [_told(record, view.plain(record), Credentials(view.connection)) for record in accounts(view)]
        if as_json:
            desk.give(rows)
        elif not rows:
            desk.complain(words("account.nobody"))
        for row in rows if not as_json else ():
            state = "" if row["state"] == OPEN else f"  {words('account.closed')}"
            desk.show([Line(f"{row['account']}  {row['name'] or '-'} <{row['email'] or '-'}>{state}")])
            desk.show(Line(f"      {spelt(Grant(**grant))}") for grant in row["grants"])
            second = words("account.second_on" if row["second_factor"] else "account.second_off")
            desk.show([Line(f"      {second}; {words('account.tokens', tokens=', '.join(row['tokens']) or '-')}")])
        return DONE if rows else WRONG

    return list_


def _told(record: Record, plain: dict[str, Any], kept: Credentials) -> dict[str, Any]:
    credential = kept.of(record.key.id)
    return {
        "account": record.key.id,
        "name": plain.get("name") or "",
        "email": plain.get("email") or "",
        "state": record.state,
        "grants": [
            {"role": one.role, "member": one.member, "programme": one.programme} for one in grants_of(record.data)
        ],
        "tokens": sorted(record.data["tokens"]),
        "second_factor": bool(credential and credential.is_confirmed),
        "password": bool(credential and credential.password),
    }


def _grant(words: Words) -> click.Command:
    @click.command("grant", help=words("account.grant"))
    @click.argument("id_", metavar="ACCOUNT")
    @click.argument("grant", metavar=GRANT_FORM, type=GRANT)
    @click.option("--away", is_flag=True, help=words("account.away"))
    @_common(words)
    def grant_(*, id_: str, grant: Grant, away: bool, database: str) -> int:
        def work(unit: Unit) -> str:
            change_grant(unit, id_, grant, is_given=not away)
            return words("account.taken" if away else "account.granted", account=id_, grant=spelt(grant))

        return _done(words, database, work)

    return grant_


def _token(words: Words) -> click.Command:
    @click.command("token", help=words("account.token"))
    @click.argument("id_", metavar="ACCOUNT")
    @click.option("--scope", "scopes", type=click.Choice(SCOPES), multiple=True, help=words("account.scope"))
    @click.option(
        "--days",
        metavar=words("option.whole"),
        type=click.IntRange(LEAST_DAYS, MOST_DAYS),
        default=DAYS,
        show_default=True,
        help=words("account.days"),
    )
    @click.option("--revoke", metavar="TOKEN", default="", help=words("account.revoke"))
    @_common(words)
    def token(*, id_: str, scopes: tuple[str, ...], days: int, revoke: str, database: str) -> int:
        def work(unit: Unit) -> str:
            if revoke:
                found = revoke_token(unit, id_, revoke)
                return words("account.revoked" if found else "account.no_token", account=id_, token=revoke)
            allowed = frozenset(scopes or SCOPES[:2])
            name, made = make_token(unit, id_, scopes=allowed, days=days, now=utc_now())
            told = ", ".join(sorted(allowed))
            return f"{made}\n{words('account.made', token=name, account=id_, scopes=told, days=days)}"

        return _done(words, database, work)

    return token


def _password(words: Words) -> click.Command:
    @click.command("password", help=words("account.password"))
    @click.argument("id_", metavar="ACCOUNT")
    @click.option("--from-stdin", is_flag=True, help=words("account.from_stdin"))
    @click.option("--no-second-factor", "is_reset", is_flag=True, help=words("account.no_second"))
    @_common(words)
    def password(*, id_: str, from_stdin: bool, is_reset: bool, database: str) -> int:
        if from_stdin:
            given = sys.stdin.readline().rstrip("\n")
        else:
            given = click.prompt(
                words("account.ask_password"), hide_input=True, confirmation_prompt=words("account.ask_again")
            )

        def work(unit: Unit) -> str:
            set_password(unit, id_, given)
            if is_reset:
                kept = Credentials(unit.connection)
                kept.put(id_, secret="", is_confirmed=False)
                kept.put_recovery(id_, ())
            return words("account.password_set", account=id_)

        return _done(words, database, work)

    return password


def _disable(words: Words) -> click.Command:
    return _stating(words, "disable", ("account.disable", "account.disabled"), is_open=False)


def _enable(words: Words) -> click.Command:
    return _stating(words, "enable", ("account.enable", "account.enabled"), is_open=True)


def _stating(words: Words, name: str, said: tuple[str, str], *, is_open: bool) -> click.Command:
    help_, done = said

    @click.command(name, help=words(help_))
    @click.argument("id_", metavar="ACCOUNT")
    @_common(words)
    def command(*, id_: str, database: str) -> int:
        def work(unit: Unit) -> str:
            set_state(unit, id_, is_open=is_open)
            return words(done, account=id_)

        return _done(words, database, work)

    return command


def _erase(words: Words) -> click.Command:
    @click.command("erase", help=words("account.erase"))
    @click.argument("id_", metavar="ACCOUNT")
    @click.option("--sure", is_flag=True, help=words("account.sure"))
    @_common(words)
    def erase(*, id_: str, sure: bool, database: str) -> int:
        def work(unit: Unit) -> str:
            erase_account(unit, id_)
            return words("account.erased", account=id_)

        if not sure:
            raise click.UsageError(words("account.unsure"))
        return _done(words, database, work)

    return erase


def _tries(words: Words) -> click.Command:
    @click.command("tries", help=words("account.tries"))
    @click.option("--account", "id_", metavar="ACCOUNT", default="", help=words("account.tries_of"))
    @click.option(
        "--last", metavar=words("option.whole"), type=click.IntRange(1, MOST_ACCOUNTS), default=SHOWN,
        show_default=True, help=words("option.last"),
    )  # fmt: skip
    @_common(words, as_json=True)
    def tries(*, id_: str, last: int, database: str, as_json: bool) -> int:
        desk = Desk(words)
        with _opened(words, database) as store, store.read() as view:
            try:
                _ = account(view, id_) if id_ else None
            except AccountError as error:
                desk.complain(words.say(error.said))
                return WRONG
            found = list(Credentials(view.connection).tries(limit=last, account=id_))[::-1]
        if as_json:
            desk.give(found)
        else:
            told = (f"{one['at']}  {one['account'] or '-'}  {words(OUTCOMES[one['outcome']])}" for one in found)
            desk.show(Line(line) for line in told)
        return DONE

    return tries
