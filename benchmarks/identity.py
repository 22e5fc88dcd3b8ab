"""A stand-in for Microsoft's and a certificate authority's keys, made anew for each run and thrown away with it."""

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from jwt.algorithms import RSAAlgorithm

APP_ID = "6f1c0d5e-3a77-4b52-9d0e-7a1d5b1f00c1"
TENANT = "b7a2c9d4-58e1-4c3f-8f60-2c9e4d7a1b36"
ISSUER = "https://api.botframework.com"
KEY_ID = "bench"
SIGNING_SECRET = "a signing secret for the benchmark"
BOT_TOKEN = "xoxb-benchmark"
TEAM = "T0BENCH"
SLACK_CHANNEL = "C0BENCH"
TEAMS_CHANNEL = "19:bench@thread.tacv2"


@dataclass(frozen=True, slots=True)
class Identity:
    """`certificate` (with its key, for the sink) and `keys` (a published key set) are files; `token` is a header's."""

    certificate: Path
    keys: Path
    token: str
    service_url: str


def make(folder: Path, connector_port: int) -> Identity:
    """A key for both: it signs the token, and its certificate lets the bot speak TLS to the local connector."""
    key = generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "benchmark")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (file := folder / "certificate.pem").write_bytes(secret + certificate.public_bytes(Encoding.PEM))
    entry = json.loads(RSAAlgorithm.to_jwk(key.public_key())) | {"kid": KEY_ID, "use": "sig"}
    (keys := folder / "keys.json").write_text(json.dumps({"keys": [entry | {"endorsements": ["msteams"]}]}))
    service_url = f"https://127.0.0.1:{connector_port}/amer/"
    seconds = int(time.time())
    claims = {"iss": ISSUER, "aud": APP_ID, "nbf": seconds - 60, "exp": seconds + 7200, "serviceurl": service_url}
    return Identity(file, keys, jwt.encode(claims, key, algorithm="RS256", headers={"kid": KEY_ID}), service_url)
