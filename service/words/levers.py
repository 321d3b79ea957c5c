"""How the levers of a policy sandbox and their amounts are said (4.2)."""

from data.coded import code_said
from planner.sandbox.lever import BUDGET
from service.words.figures import number, rupiah
from service.words.names import Names
from service.words.table import Words

# Ends of the names of amounts that are no money, and how they are written behind the number.
SIGNS = {"_percent": " %", "_km": " km", "_connections": ""}


def lever_said(lever: str, *, names: Names, words: Words) -> str:
    """Return the name of a lever: a budget head, all heads, or an amount of the decision."""
    if lever == BUDGET:
        return words("sandbox.all_heads")
    said = words.say(code_said(lever))
    return names.head(lever) if said == lever else said


def amount_said(lever: str, amount: int, *, words: Words, currency: str) -> str:
    """Return an amount in the lever's own unit."""
    sign = next((sign for end, sign in SIGNS.items() if lever.endswith(end)), None)
    if sign is None and not lever.startswith("visits_per_"):
        return rupiah(amount, words.language, currency)
    return f"{number(amount, words.language)}{sign or ''}"
