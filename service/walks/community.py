"""The learning community of a programme: its own lessons beside the known ones (1.3, 3.3.4)."""

from collections.abc import Iterator

from data.country import Country
from matcher.learning.hindsight import Choice, read_choices
from matcher.learning.network import Network, learning_network
from service.insight import Folder, Holdings
from service.insight.outcomes import learned_in

# Digits of a region's code that name its province.
PROVINCE = 2


def community(holdings: Holdings, *, country: Country, known: bool) -> tuple[Network, dict[str, str]]:
    """Return the network and the names of its parties.

    Parameters
    ----------
    holdings
        What the programme has on record; a member with a utility of the register goes by that utility's id.
    country
        Names and regions of the register.
    known
        Whether the partnerships of public record are taken in too.
    """
    utility = {member.key.id: str(member.data.get("utility") or member.key.id) for member in holdings.members}
    names = {utility[member.key.id]: str(member.data.get("name", member.key.id)) for member in holdings.members}
    regions = {
        utility[member.key.id]: _province(country, str(member.data.get("region") or ""))
        for member in holdings.members
        if member.data.get("region")
    }
    lessons = [one for folder in holdings.folders() for one in _lessons(folder, utility)]
    lessons += read_choices(country=country) if known else ()
    for party in {party for one in lessons for party in (one.mentor, one.mentee)} | set(utility.values()):
        if party in country.utilities:
            names.setdefault(party, country.utility(party).name)
            regions.setdefault(party, _province(country, country.utility(party).region_code))
    asked = [
        (utility.get(letter.data["member"], letter.data["member"]), str(letter.data.get("subject", "")))
        for letter in holdings.letters
    ]
    return learning_network(lessons, regions=regions, asked=asked), names


def _lessons(folder: Folder, utility: dict[str, str]) -> Iterator[Choice]:
    year = learned_in(folder)
    mentor = str(folder.record.data.get("mentor") or "")
    for mentee in folder.case.mentees if year and mentor else ():
        yield Choice(
            mentee=utility.get(mentee, mentee),
            mentor=utility.get(mentor, mentor),
            subject=str(folder.record.data.get("subject", "")),
            year=year,
            source=folder.id,
        )


def _province(country: Country, code: str) -> str:
    """Return the name of a region's province, or the code where it is not known."""
    province = code[:PROVINCE]
    return country.regions[province].name if province in country.regions else code
