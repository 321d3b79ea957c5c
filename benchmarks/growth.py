"""Draws how something grows: sizes to the right, seconds upwards, both in powers of ten, as one SVG file."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

# Units of the drawing: its width and height, and the margins that hold the scales.
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 400, 60, 50, 20, 190
COLOURS = ("#1f5f8b", "#b4532a", "#3b7d3b", "#7a4b94", "#8a6d1a")
Points = Sequence[tuple[float, float]]


def draw(lines: Mapping[str, Points], *, title: str, to_the_right: str, upwards: str, file: Path) -> None:
    """Write the lines, each of points (size, seconds) above zero, to ``file``."""
    points = [point for several in lines.values() for point in several]
    scale = (
        _Scale([one for one, _ in points], LEFT, WIDTH - RIGHT),
        _Scale([two for _, two in points], HEIGHT - BOTTOM, TOP),
    )
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" font-size="12"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}>',
        f'<title>{title}</title><rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        *_grid(scale),
        f'<text x="{(LEFT + WIDTH - RIGHT) // 2}" y="{HEIGHT - 12}" text-anchor="middle">{to_the_right}</text>',
        f'<text x="{12}" y="{TOP - 7}">{upwards}</text>',
    ]
    last = -math.inf
    named = sorted(zip(COLOURS, lines.items(), strict=False), key=lambda one: one[1][1][-1][1], reverse=True)
    for colour, (name, several) in named:
        at = " ".join(f"{scale[0].of(one):.0f},{scale[1].of(two):.0f}" for one, two in several)
        parts.append(f'<polyline points="{at}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{p.split(",")[0]}" cy="{p.split(",")[1]}" r="3" fill="{colour}"/>' for p in at.split()]
        # Names beside the last point of a line, none upon another.
        last = max(scale[1].of(several[-1][1]) + 4, last + 15)
        parts.append(f'<text x="{WIDTH - RIGHT + 10}" y="{last:.0f}" fill="{colour}">{name}</text>')
    file.write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")


class _Scale:
    """Powers of ten between the least and the greatest value, from one place to another."""

    def __init__(self, values: Sequence[float], first: float, last: float) -> None:
        self.low, self.high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        self.first, self.last = first, last

    def of(self, value: float) -> float:
        """Return where a value lies."""
        return self.first + (self.last - self.first) * (math.log10(value) - self.low) / (self.high - self.low)


def _grid(scale: tuple[_Scale, _Scale]) -> list[str]:
    parts = []
    for power in range(scale[0].low, scale[0].high + 1):
        x = scale[0].of(10.0**power)
        parts.append(f'<line x1="{x:.0f}" x2="{x:.0f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.0f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{10**power:,}</text>')
    for power in range(scale[1].low, scale[1].high + 1):
        y = scale[1].of(10.0**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.0f}" y2="{y:.0f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.0f}" text-anchor="end">{10.0**power:g}</text>')
    return parts
