"""Commands of the command line, as a shell would run them: ./run.sh backup, check, export …"""
import os
import subprocess
from pathlib import Path

from tests.e2e.nursery import nursery

ROOT = Path(__file__).parents[1]


def command(folder: Path, *words: str | Path, place: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """With this folder's data, in the folder `place`. Nobody is there to answer."""
    return nursery().run([str(word) for word in words], place, os.environ | {'KONTAKTBUCH_DATA': str(folder)})
