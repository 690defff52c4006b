"""Small disks that are really mounted. Needs root; `./run.sh test faults` gives the tests mounts of their own."""
import fcntl
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SHUT_DOWN = 0x8004587D   # EXT4_IOC_SHUTDOWN: from now on the disk fails, as one that was pulled out
FILLER = 'voll'


@contextmanager
def in_memory(place: Path, megabytes: int) -> Iterator[Path]:
    with mounted('-t', 'tmpfs', '-o', f'size={megabytes}m', 'tmpfs', place=place):
        yield place


@contextmanager
def of_image(image: Path, place: Path, *options: str) -> Iterator[Path]:
    with mounted('-o', ','.join(['loop', *options]), str(image), place=place):
        yield place


@contextmanager
def mounted(*how: str, place: Path) -> Iterator[None]:
    place.mkdir(exist_ok=True)
    run('mount', *how, str(place))
    try:
        yield
    finally:
        run('umount', '--lazy', str(place))   # somebody may still have a file open there


def new_image(path: Path, megabytes: int) -> Path:
    with path.open('wb') as file:
        file.truncate(megabytes * 1_000_000)
    run('mkfs.ext4', '-q', '-F', str(path))
    return path


def run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f'{" ".join(words)}: {done.stderr}'


def fill(disk: Path) -> Path:
    """To the last byte. Take the file away to have room again."""
    path = disk / FILLER
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        for size in (1_000_000, 4096, 1):
            try:
                while os.write(descriptor, b'x' * size):
                    pass
            except OSError:
                pass
    finally:
        os.close(descriptor)
    return path


def pull_out(disk: Path) -> None:
    descriptor = os.open(disk, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, SHUT_DOWN, struct.pack('I', 2))   # nothing is written any more, also no log
    finally:
        os.close(descriptor)
