"""Sealed backups without the wait: from a passphrase to its key takes 2.4 s and a gigabyte on purpose, once to seal and
once to look whether it opens. The rest is the same *age* file. What runs as a command of its own has the real thing."""
from types import SimpleNamespace

import pyrage


class QuickPassphrase:
    """As `pyrage.passphrase`, with a random key for each passphrase that it has met."""

    def __init__(self) -> None:
        self._keys: dict[str, pyrage.x25519.Identity] = {}

    def encrypt(self, content: bytes, passphrase: str) -> bytes:
        return pyrage.encrypt(content, [self._key(passphrase).to_public()])

    def decrypt(self, sealed: bytes, passphrase: str) -> bytes:
        """Raises `pyrage.DecryptError` for another passphrase and for a damaged file."""
        return pyrage.decrypt(sealed, [self._key(passphrase)])

    def _key(self, passphrase: str) -> pyrage.x25519.Identity:
        if passphrase not in self._keys:
            self._keys[passphrase] = pyrage.x25519.Identity.generate()
        return self._keys[passphrase]


QUICK = SimpleNamespace(passphrase=QuickPassphrase(), DecryptError=pyrage.DecryptError)
