"""The headers of every answer: nothing is loaded from elsewhere, nothing is framed, nothing is remembered."""

POLICY, CACHE = "Content-Security-Policy", "Cache-Control"
NOTHING, NO_FRAMES = "default-src 'none'", "; frame-ancestors 'none'"

HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("X-Frame-Options", "DENY"),
)

Headers = list[tuple[str, str]]


def secured(headers: Headers) -> Headers:
    """Return an answer's headers with those of its security.

    Notes
    -----
    A page has set its own policy, all else may load nothing. They are added as the answer leaves: there a header costs
    nothing, while Flask's own objects look through all of them for each.
    """
    found = [(name, f"{value}{NO_FRAMES}" if name == POLICY else value) for name, value in headers]
    names = {name for name, _ in found}
    if POLICY not in names:
        found.append((POLICY, f"{NOTHING}{NO_FRAMES}"))
    if CACHE not in names:
        found.append((CACHE, "no-store"))
    found.extend(HEADERS)
    return found
