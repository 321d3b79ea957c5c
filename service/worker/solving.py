"""A job that asks the API's own operation, so that a job and a request are answered the same."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from data.answer import Progress
from data.text import Text
from service.api import sandboxes, solves
from service.api.operations import PREFIX
from service.app import create_app
from service.settings import SOLVE_SECONDS, Settings
from service.words.reasons import LANGUAGES
from service.worker.child import Say, shown
from service.worker.child import main as child_main

# The operation that each kind of job asks.
PATHS = {
    "propose": "proposals", "plan": "plans", "replan": "replans", "budget": "budgets", "sandbox": "sandboxes",
}  # fmt: skip


def main() -> None:
    """Do one solve, from standard input to standard output."""
    child_main(do)


def do(kind: str, body: str, seconds: int, say: Say) -> None:
    """Do one job and say how it goes and what came of it; ``seconds`` are for one solve, or for a whole sweep."""
    app = create_app(Settings(solve_seconds=min(seconds, SOLVE_SECONDS[1])), year_source=_no_year)
    app.extensions[sandboxes.WHOLE] = seconds
    app.extensions[solves.TELLING] = lambda progress: say({"progress": shown(progress)})
    client = app.test_client()
    answers = {}
    for language in LANGUAGES:
        headers = {"Accept-Language": language, "Content-Type": "application/json"}
        response = client.post(f"{PREFIX}/{PATHS[kind]}", data=body.encode(), headers=headers)
        if response.status_code == HTTPStatus.OK:
            result = response.get_json()
            for level in result.get("levels", ()):
                reached = Progress(stage=Text(**level["name"]), value=level["value"], bound=level["bound"])
                say({"progress": shown(reached)})
            say({"result": result})
            return
        answers[language] = response.get_json()["detail"]
    say({"reason": answers})


def _no_year(_: Callable[[Progress], None]) -> Any:
    raise NotImplementedError
