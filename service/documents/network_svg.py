"""The learning community as a drawing without a map: teachers to the left, who learned from them to the right."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from matcher.learning.network import Network
from service.words import Words

# Drawing units: width of a column, height of a row, margin, radius of a party, room for the title.
COLUMN, ROW, MARGIN, RADIUS, HEAD = 260, 26, 24, 5, 48

# Most letters of a name; longer ones end in an ellipsis.
NAME = 26

STYLE = (
    "text{font:12px sans-serif;fill:#222}.t{font-weight:bold}.e{fill:none;stroke:#456;stroke-opacity:.55}"
    ".c{stroke:#b3541e;stroke-width:2.5;stroke-opacity:.9}.n{fill:#2a6f97}.b{fill:#b3541e}"
)


def network_svg(network: Network, names: Mapping[str, str], words: Words) -> str:
    """Return the network as SVG; parties that join regions and chains of lessons are marked, hovering names them.

    Notes
    -----
    Columns are generations: who learned from nobody stands first.  Nothing of it is a place on earth.
    """
    places = _places(network)
    bridging = {bridge.party: bridge for bridge in network.bridges}
    chained = {(one.mentor, one.mentee) for chain in network.chains for one in chain}
    columns = max(network.generations.values(), default=0) + 1
    height = HEAD + 2 * MARGIN + ROW * max((row for _, row in places.values()), default=0)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {2 * MARGIN + COLUMN * columns} {height}">',
        f"<title>{escape(words('insight.network_title'))}</title><style>{STYLE}</style>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<text class="t" x="{MARGIN}" y="{MARGIN}">{escape(words("insight.network_title"))}</text>',
    ]
    for one in network.lessons:
        (ax, ay), (bx, by) = _at(places[one.mentor]), _at(places[one.mentee])
        kind = "e c" if (one.mentor, one.mentee) in chained else "e"
        said = f"{_name(names, one.mentor)} → {_name(names, one.mentee)}: {one.subject or '-'} {one.year or ''}".strip()
        bend = (ax + bx) // 2 if ax != bx else ax + COLUMN // 2
        path = f"M{ax} {ay}C{bend} {ay} {bend} {by} {bx} {by}"
        lines.append(f'<path class="{kind}" d="{path}"><title>{escape(said)}</title></path>')
    for party, place in places.items():
        (x, y), bridge = _at(place), bridging.get(party)
        name = _name(names, party)
        said = f"{name}: {', '.join(bridge.regions)}" if bridge else name
        kind = "b" if bridge else "n"
        lines.append(
            f'<g><title>{escape(said)}</title><circle class="{kind}" cx="{x}" cy="{y}" r="{RADIUS}"/>'
            f'<text x="{x + 2 * RADIUS}" y="{y - RADIUS}">{escape(_short(name))}</text></g>'
        )
    return "\n".join([*lines, "</svg>", ""])


def _places(network: Network) -> dict[str, tuple[int, int]]:
    """Return column and row of every party: circle below circle, within one in order of id."""
    places: dict[str, tuple[int, int]] = {}
    first = 0
    for circle in network.circles:
        rows: dict[int, int] = {}
        for party in circle:
            column = network.generations[party]
            row = rows.get(column, 0)
            rows[column] = row + 1
            places[party] = (column, first + row)
        first += max(rows.values())
    return places


def _at(place: tuple[int, int]) -> tuple[int, int]:
    column, row = place
    return MARGIN + COLUMN * column, HEAD + ROW * row


def _name(names: Mapping[str, str], party: str) -> str:
    return names.get(party, party)


def _short(name: str) -> str:
    return name if len(name) <= NAME else f"{name[: NAME - 1]}…"
