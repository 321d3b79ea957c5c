"""The ordered aims of a re-plan: what is kept comes before who is touched, and that before what a move is worth."""

from data.answer import Level
from data.text import Text

KEPT, JOINED, NOTICE, TOUCHED, MOVED, PRICE, FINISHED, DAYS = (
    "kept", "joined", "notice", "touched", "moved", "price", "finished", "earliness",
)  # fmt: skip

NAMES = {
    KEPT: (Text(en="worth of the published partnerships that go on", id="nilai kemitraan terbit yang tetap berjalan"),
           "points", "max"),
    JOINED: (Text(en="worth of the new partnerships that find a place", id="nilai kemitraan baru yang mendapat tempat"),
             "points", "max"),
    NOTICE: (Text(en="published events moved although they are near", id="kegiatan terbit yang digeser walaupun dekat"),
             "events", "min"),
    TOUCHED: (Text(en="partnerships touched", id="kemitraan yang tersentuh"), "partnerships", "min"),
    MOVED: (Text(en="published events moved", id="kegiatan terbit yang digeser"), "events", "min"),
    PRICE: (Text(en="price of the moves, by people, days and nearness",
                 id="harga pergeseran, menurut orang, hari, dan kedekatan"), "points", "min"),
    FINISHED: (Text(en="partnerships finished in the budget year", id="kemitraan yang selesai dalam tahun anggaran"),
               "partnerships", "max"),
    DAYS: (Text(en="sum of days of finishing, counted from 1 January",
                id="jumlah hari penyelesaian, dihitung dari 1 Januari"), "working days", "min"),
}  # fmt: skip


def level(key: str, value: int, bound: int) -> Level:
    """Return one level with its words; a bound that the value beats is the value."""
    name, unit, sense = NAMES[key]
    tight = max(value, bound) if sense == "max" else min(value, bound)
    return Level(id=key, name=name, value=value, bound=tight, unit=unit, sense=sense)
