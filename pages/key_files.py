"""Where certificates and keys lie, and how they are written. What makes and reads them loads `cryptography`."""
import os
from pathlib import Path

FOLDER = 'zertifikate'
ROOT, SERVER = 'wurzel', 'server'


def write(path: Path, content: bytes) -> None:
    """For its user only from the first byte on."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, 'wb') as file:
        file.write(content)
