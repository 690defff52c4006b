"""What has to be on the disk before anybody is told that it is."""
import errno
import os
from pathlib import Path


def to_disk(path: Path) -> None:
    """A file's content, or a folder's names."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, content: bytes) -> None:
    """A disk that is nearly full takes the beginning and says how much that was, instead of raising."""
    while content:
        taken = os.write(descriptor, content)
        if not taken:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        content = content[taken:]
