"""The two-person rule: what one account proposed, another one has to approve (money, publication)."""

from http import HTTPStatus

from service.api.problems import Problem
from service.api.record.access import acting
from service.records.caller import account_of
from service.records.kept import Record
from service.store import View


def second_person(view: View, record: Record) -> None:
    """Let only somebody else go on with what stands proposed.

    Raises
    ------
    Problem
        409 when the account that acts brought ``record`` into the state where it stands, or changed it since.

    Notes
    -----
    The journal says who that was; nothing else has to be kept, and nobody can choose to forget it.
    """
    involved = {account_of(entry.by) for entry in view.since_state(record)}
    if acting().id in involved:
        raise Problem(status=HTTPStatus.CONFLICT, kind="same-person", values=(record.state or "-",))
