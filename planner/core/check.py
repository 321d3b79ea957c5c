"""The checker: recounts a schedule day by day from the numbers alone, and knows nothing of how it was found."""

from collections.abc import Sequence

from planner.core.project import Project


def check(project: Project, starts: Sequence[int]) -> list[str]:
    """Return every broken rule of a schedule, one short line each; none when it holds.

    Parameters
    ----------
    starts
        (n,) the day on which each activity starts.
    """
    if len(starts) != len(project):
        return [f"{len(starts)} starts for {len(project)} activities"]
    faults: list[str] = []
    for one, at in enumerate(starts):
        if at < project.earliest[one]:
            faults.append(f"activity {one} starts on {at}, before {project.earliest[one]}")
        last = project.latest[one]
        if last is not None and at > last:
            faults.append(f"activity {one} starts on {at}, after {last}")
    for before, after, least in project.lags:
        if starts[after] - starts[before] < least:
            faults.append(f"activity {after} starts {starts[after] - starts[before]} after {before}, not {least}")
    for resource, most in enumerate(project.capacity):
        taken: dict[int, int] = {}
        for one, at in enumerate(starts):
            for day in range(at, at + project.duration[one]):
                taken[day] = taken.get(day, 0) + project.demand[one][resource]
        faults += [f"resource {resource}: {used} of {most} on day {day}" for day, used in taken.items() if used > most]
    return faults
