"""Certificates of our own authority for the receiver: one that is right, and two that are not."""

import ssl
import subprocess
from collections.abc import Mapping
from pathlib import Path

AUTHORITY = "authority.pem"
RIGHT, EXPIRED, ANOTHER = "right", "expired", "another"
KINDS = {RIGHT: "-days 2", EXPIRED: "-days -1", ANOTHER: "-days 2"}


def issue(folder: Path, name: str) -> Mapping[str, Path]:
    """A certificate, with its key, of each kind for the host `name`, in `folder`.

    Also the authority's own, `AUTHORITY`.
    """
    folder.mkdir()
    _openssl(f"req -x509 {_new('authority')} -subj /CN=Contoh -days 2 -out {AUTHORITY}", folder)
    for kind, days in KINDS.items():
        host = "lain.example" if kind == ANOTHER else name
        about = f"-subj /CN={kind} -addext subjectAltName=DNS:{host}"
        _openssl(f"req {_new(kind)} {about} -out {kind}.csr", folder)
        signed = f"-CA {AUTHORITY} -CAkey authority.key -CAcreateserial -copy_extensions copy"
        _openssl(f"x509 -req -in {kind}.csr {signed} -out {kind}.pem {days}", folder)
    return {kind: folder / f"{kind}.pem" for kind in KINDS}


def server(certificate: Path) -> ssl.SSLContext:
    """A server with this certificate; its key lies beside it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    return context


def _new(name: str) -> str:
    return f"-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout {name}.key"


def _openssl(arguments: str, folder: Path) -> None:
    subprocess.run(["openssl", *arguments.split()], cwd=folder, check=True, capture_output=True)
