"""Who are you? A small OpenID Connect provider: discovery, authorization code with PKCE, RS256 tokens, signing out.

It speaks real HTTP and checks what a careful provider checks: the client and its secret, the redirect address, the
code challenge, and that a code is used once. Its sign-in page is a list of accounts to click.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "cijfertafel", "alleen-voor-de-tests"
Claims = Mapping[str, Any]


class IdentityProvider:
    """A provider with these accounts by name; `issued_at` shifts the moment of its tokens by so many seconds."""

    def __init__(self, accounts: Mapping[str, Claims], redirect: str) -> None:
        self.accounts, self.redirect = accounts, redirect
        self.key = RSAKey.generate_key(2048, parameters={"kid": "een", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, dict[str, str]] = {}
        self.issued_at = 0
        self.refused: list[str] = []
        self.signed_out = 0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def __enter__(self) -> IdentityProvider:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }

    def choose(self, asked: dict[str, str]) -> str:
        """The sign-in page: one link per account."""
        wrong = [
            said
            for said, right in (
                ("client_id", asked.get("client_id") == CLIENT),
                ("redirect_uri", asked.get("redirect_uri") == self.redirect),
                ("response_type", asked.get("response_type") == "code"),
                ("code_challenge", asked.get("code_challenge_method") == "S256" and bool(asked.get("code_challenge"))),
                ("nonce", bool(asked.get("nonce"))),
            )
            if not right
        ]
        if wrong:
            self.refused.append(", ".join(wrong))
            raise PermissionError(", ".join(wrong))
        links = []
        for name in self.accounts:
            code = secrets.token_urlsafe(16)
            self.codes[code] = {**asked, "account": name}
            back = f"{self.redirect}?{urlencode({'code': code, 'state': asked['state']})}"
            links.append(f'<p><a id="{html.escape(name)}" href="{html.escape(back)}">{html.escape(name)}</a></p>')
        return "".join(links)

    def tokens(self, asked: dict[str, str], authorization: str) -> dict[str, Any]:
        """Tokens for a code that was not used yet, when the verifier fits its challenge."""
        known = self.codes.pop(asked.get("code", ""), None)
        verifier = asked.get("code_verifier", "")
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        trusted = authorization == f"Basic {basic}" or asked.get("client_secret") == SECRET
        if known is None or known["code_challenge"] != challenge or not trusted:
            self.refused.append("code, verifier or secret")
            raise PermissionError("invalid_grant")
        now = int(time.time()) + self.issued_at
        claims = {
            "iss": self.issuer, "sub": known["account"], "aud": CLIENT, "iat": now, "exp": int(time.time()) + 3600,
            "nonce": known["nonce"], **self.accounts[known["account"]],
        }  # fmt: skip
        token = jwt.encode({"alg": "RS256", "kid": "een"}, claims, self.key)
        return {
            "access_token": secrets.token_urlsafe(16),
            "token_type": "Bearer",
            "expires_in": 3600,
            "id_token": token,
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                match parts.path:
                    case "/.well-known/openid-configuration":
                        self._say(json.dumps(provider.metadata()))
                    case "/jwks":
                        self._say(json.dumps({"keys": [provider.key.as_dict(private=False)]}))
                    case "/authorize":
                        self._try(lambda: provider.choose(asked), "text/html; charset=utf-8")
                    case "/logout":
                        provider.signed_out += 1
                        self.send_response(302)
                        self.send_header("Location", asked["post_logout_redirect_uri"])
                        self.end_headers()
                    case _:
                        self._say("", status=404)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                asked = {name: values[0] for name, values in parse_qs(body).items()}
                self._try(lambda: json.dumps(provider.tokens(asked, self.headers.get("Authorization", ""))))

            def _try(self, make: Any, kind: str = "application/json") -> None:
                try:
                    self._say(make(), kind)
                except PermissionError as error:
                    self._say(json.dumps({"error": str(error)}), status=400)

            def _say(self, text: str, kind: str = "application/json", status: int = 200) -> None:
                content = text.encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Quiet: a test says itself what went wrong."""

        return Handler
