"""Many programmes or scenarios at once, each on its own: processes here, a cluster there, with the same code.

On a cluster the call stands inside ``with joblib.parallel_config(backend="dask"):``; nothing else changes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

import joblib  # type: ignore[import-untyped]

from data.answer import OnProgress, Progress, Reason
from data.frozen import make_sendable
from data.text import Text
from matcher.entry import whole
from matcher.sentences import say

Scenario = TypeVar("Scenario")
Answer = TypeVar("Answer")

DONE = Text(en="{} of {} scenarios", id="{} dari {} skenario")
FAILED = Text(en="Scenario {} gave no answer: {}", id="Skenario {} tidak memberi jawaban: {}")
MEND = Text(en="Mend this scenario and run it again; the others stand.", id="Perbaiki skenario ini; yang lain berlaku.")

# What one scenario can suffer by its own numbers. A slip in the work itself (a wrong name, a wrong type) would hit
# every scenario, so it ends the sweep at once. The rooms' own errors are all of these kinds.
OWN_FAULTS = (ValueError, ArithmeticError, LookupError, RuntimeError, MemoryError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep(Generic[Answer]):
    """Scenario name to its answer, and to the reason where there is none; both in the order of the scenarios."""

    answers: Mapping[str, Answer]
    failed: Mapping[str, Reason]


class _Tried(NamedTuple):
    answer: Any
    fault: str


def sweep(
    scenarios: Mapping[str, Scenario],
    work: Callable[[Scenario, int], Answer],
    *,
    workers: int,
    seed: int,
    on_progress: OnProgress | None = None,
) -> Sweep[Answer]:
    """Return what ``work(scenario, seed)`` gives for every scenario, the same for any number of workers.

    Parameters
    ----------
    scenarios
        Name to problem, or to anything else that can be sent to another process.
    work
        Must not depend on what other calls did. All calls get the same seed, so that two scenarios differ in
        nothing but themselves.
    workers
        Processes at once, 1 or more; 1 starts none.
    seed
        0 or more.
    on_progress
        Called after each scenario, in their order.

    Raises
    ------
    BadValue
        For workers or seed out of range.
    """
    whole("workers", workers, least=1)
    whole("seed", seed)
    tell = on_progress or (lambda _: None)
    runs = joblib.Parallel(n_jobs=workers, return_as="generator")(
        joblib.delayed(_try)(work, scenario, seed) for scenario in scenarios.values()
    )
    tried: dict[str, _Tried] = {}
    for name, one in zip(scenarios, runs, strict=True):
        tried[name] = one
        tell(Progress(stage=say(DONE, len(tried), len(scenarios)), value=len(tried), bound=len(scenarios)))
    return Sweep(
        answers=MappingProxyType({name: one.answer for name, one in tried.items() if not one.fault}),
        failed=MappingProxyType({name: _reason(name, one.fault) for name, one in tried.items() if one.fault}),
    )


def _try(work: Callable[[Scenario, int], Answer], scenario: Scenario, seed: int) -> _Tried:
    try:
        return _Tried(work(scenario, seed), "")
    except OWN_FAULTS as fault:
        return _Tried(None, f"{type(fault).__name__}: {fault}")


def _reason(name: str, fault: str) -> Reason:
    return Reason(rule="sweep", section="", who=name, sentence=say(FAILED, name, fault), remedy=MEND)


# Problems are full of frozen tables.
make_sendable()
