"""A small provider of identities in this process: it signs whatever a test wants it to say."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import RSAKey

KEY, OTHER_KEY = (RSAKey.generate_key(2048, parameters={"kid": "k1"}) for _ in range(2))


class FakeProvider:
    """What the provider knows and what it is going to say."""

    def __init__(self, issuer):
        self.issuer = issuer
        self.challenge = self.nonce = ""
        self.key = KEY
        self.says = {}

    def token(self, form):
        """Return the answer to a code: nothing where the verifier is not the challenge's."""
        if create_s256_code_challenge(form["code_verifier"][0]) != self.challenge or form["code"] != ["good"]:
            return {"error": "invalid_grant"}
        claims = {"iss": self.issuer, "aud": "solidaritas", "sub": "1", "nonce": self.nonce, **self.says}
        return {"id_token": jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.key), "token_type": "Bearer"}


@contextmanager
def fake_provider():
    """Serve a provider on this machine and give it."""

    class Handler(BaseHTTPRequestHandler):
        """Answers as a provider does."""

        def do_GET(self):
            """Tell the addresses, or the keys."""
            at = provider.issuer
            told = {
                "/.well-known/openid-configuration": {
                    "issuer": at,
                    "authorization_endpoint": f"{at}/authorize",
                    "token_endpoint": f"{at}/token",
                    "jwks_uri": f"{at}/keys",
                },
                "/keys": {"keys": [KEY.as_dict(private=False)]},
            }
            self._say(told[self.path])

        def do_POST(self):
            """Tell who it is."""
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(provider.token(parse_qs(sent)))

        def _say(self, told):
            body = json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Say nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = FakeProvider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
