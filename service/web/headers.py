"""The headers of every answer: nothing is loaded from elsewhere, nothing is framed, nothing is remembered."""

from flask import Response

NOTHING = "default-src 'none'"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}


def secured(response: Response) -> Response:
    """Return the answer with its security headers; a page has set its own policy, all else may load nothing."""
    policy = response.headers.get("Content-Security-Policy", NOTHING)
    response.headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'none'"
    response.headers.extend(HEADERS)  # nobody else sets them, so that none has to be looked for
    response.headers.setdefault("Cache-Control", "no-store")
    return response
