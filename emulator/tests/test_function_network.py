import http.server
import os
import subprocess
import threading

import pytest

from cognito_extension import function_network

FETCH = """
const https = require('node:https');
const done = (response) => response.on('data', (data) => process.stdout.write(String(data)));
const wanted = process.argv[1];
const request = process.argv[2] === 'options'
  ? https.request({ hostname: new URL(wanted).hostname, path: new URL(wanted).pathname }, done)
  : https.request(wanted, { timeout: 2000 }, done);
request.on('error', (error) => process.stdout.write(`failed ${error.code}`));
request.end();
"""


@pytest.fixture
def emulator():
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.path.encode())

        def log_message(self, *args):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def fetched(emulator, url, how="text"):
    environment = {**os.environ, "NODE_OPTIONS": f"--require {function_network.PRELOAD}", "AWS_ENDPOINT_URL": emulator}
    done = subprocess.run(["node", "-e", FETCH, url, how], env=environment, capture_output=True, text=True, timeout=20)
    return done.stdout


@pytest.mark.parametrize("how", ["text", "options"])
def test_the_address_of_user_pools_is_the_emulator(emulator, how):
    url = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a/.well-known/jwks.json"
    assert fetched(emulator, url, how) == "/us-east-1_a/.well-known/jwks.json"


def test_other_addresses_are_left_alone(emulator):
    assert fetched(emulator, "https://127.0.0.1:1/cognito-idp.us-east-1.amazonaws.com").startswith("failed")


def test_functions_load_it(monkeypatch):
    monkeypatch.setenv("NODE_OPTIONS", "")
    function_network.install()
    assert os.environ["NODE_OPTIONS"] == f"--require {function_network.PRELOAD}"
    assert function_network.PRELOAD.is_file()
