import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from lms.notices import sms


@pytest.fixture
def gateway(settings):
    """A gateway on this machine: its handler, whose ``status`` it answers with, and what it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        status = 200

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.headers["Authorization"], json.loads(body)))
            self.send_response(self.status)
            self.end_headers()

        def log_message(self, *args):
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_KEY, settings.SMS_FROM = "key", "Academy"
    yield Handler, asked
    server.shutdown()
    server.server_close()


def test_the_gateway_gets_number_text_and_sender_with_the_key(gateway):
    _handler, asked = gateway

    sms.http("+212612345678", "غدا يوم تكوين")

    assert asked == [
        ("Bearer key", {"to": "+212612345678", "text": "غدا يوم تكوين", "from": "Academy"})
    ]


def test_a_gateway_that_says_no_is_heard(gateway):
    handler, _asked = gateway
    handler.status = 500

    with pytest.raises(sms.NotSent, match="HTTPError"):
        sms.http("+212612345678", "x")


def test_a_gateway_that_is_away_is_not_a_fault_of_ours(settings):
    settings.SMS_URL, settings.SMS_KEY, settings.SMS_FROM = "http://127.0.0.1:9/", "key", "A"

    with pytest.raises(sms.NotSent, match="ConnectionError"):
        sms.http("+212612345678", "x")
