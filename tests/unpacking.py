"""Looking for words in every byte a program leaves behind: as it lies there, and inside of archives and papers."""
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pypdf

STREAM = re.compile(rb'stream\r?\n(.*?)endstream', re.DOTALL)


def residue(folder: Path, words: Iterable[str]) -> list[tuple[str, str]]:
    """(word, file) for each word that is found in any file, in any case of its ASCII letters."""
    wanted = {word: word.encode() for word in words}
    return [(word, name) for name, content in all_bytes(folder) for word, needle in wanted.items()
            if needle in content or needle.lower() in content.lower()]


def all_bytes(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file under the folder: its name, its bytes, and whatever is packed in it."""
    for path in sorted(folder.rglob('*')):
        yield path.name, str(path.relative_to(folder)).encode()
        if path.is_file():
            with suppress(FileNotFoundError):   # a log of the store may go while somebody looks
                yield from unpacked(path.name, path.read_bytes())


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Wrapped in something wrapped in something, too: a paper in an archive in a packed backup."""
    yield name, content
    if content[:2] == b'\x1f\x8b':
        yield from unpacked(f'{name} unpacked', gzip.decompress(content))
    elif content[:4] == b'PK\x03\x04':
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield name, inner.encode()
                yield from unpacked(f'{name}/{inner}', archive.read(inner))
    elif content[:4] == b'%PDF':
        reader = pypdf.PdfReader(io.BytesIO(content))
        yield f'{name} read', '\n'.join(page.extract_text() for page in reader.pages).encode()
        for stream in STREAM.findall(content):
            with suppress(zlib.error):
                yield f'{name} stream', zlib.decompress(stream)
