#!/usr/bin/env bash
# Starts Kontaktbuch. The first start builds the program's own Python environment in .venv, every later one only checks
# that it still fits, which needs no network.
#
#   ./run.sh              the program on this computer          ./run.sh --help   all commands
#   ./run.sh test [...]   the tests; what follows goes to pytest
#   ./run.sh test faults  power cuts, full disks and the like, for real: as root
#   ./run.sh bench        measures, beside plain SQLite in the same run
set -euo pipefail

ROOT="$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)"
VENV="$ROOT/.venv"
PYTHONS=(python3.11 python3.12 python3.13 python3.14 python3)
IS_RECENT='import sys; sys.exit(sys.version_info < (3, 11))'
CHROMIUMS=(chromium chromium-browser google-chrome)
LIGHT_CHROMIUM=chromium-headless-shell  # most tests need no more, and it takes half the processor time
MEMORY=/dev/shm  # a disk that is none

main() {
    unset PYTHONHOME PYTHONPATH  # settings for another Python would lead ours astray
    unset PYTHONDONTWRITEBYTECODE  # each start would compile the program anew
    if [[ "${1:-}" == test ]]; then
        shift
        run_tests "$@"
    elif [[ "${1:-}" == bench ]]; then
        shift
        run_bench "$@"
    else
        ensure requirements.txt
        exec "$VENV/bin/python" "$ROOT/dashboard.py" "$@"
    fi
}

run_tests() {
    if [[ "${1:-}" == --help ]]; then
        echo "Aufruf: ./run.sh test [Angaben für pytest]   prüft Schreibweise (ruff), Typen (mypy) und Verhalten (pytest)."
        echo "        ./run.sh test faults                 echte Störungen: Stromausfall, volle Platte …; braucht root"
        exit 0
    fi
    if [[ "${1:-}" == faults ]]; then
        shift
        run_faults "$@"
    fi
    ensure requirements-test.txt
    ensure_chromium
    ensure_light_chromium
    command -v certutil >/dev/null || system_package libnss3-tools  # a browser that trusts the café's own certificate
    # Each test fills a folder of its own, and half the time of all of them went into waiting for the disk. What becomes
    # of the program on a real one is for the faults.
    if [[ -z "${TMPDIR:-}" ]] && serves_as_disk "$MEMORY"; then
        export TMPDIR="$MEMORY"
    fi
    cd -- "$ROOT"
    "$VENV/bin/python" -m ruff check .
    "$VENV/bin/python" -m mypy
    exec "$VENV/bin/python" -m pytest -n 4 --dist worksteal "$@"  # -n 0 for one after the other, as a debugger needs
}

# On disks of its own, which go with the process. `--possible` only says whether this computer lets us.
run_faults() {
    unshare --mount sh -c 'mount -t tmpfs none /mnt && losetup --find' >/dev/null 2>&1 ||
        stop "Die echten Störungen brauchen root und eigene Laufwerke: sudo ./run.sh test faults"
    [[ "${1:-}" != --possible ]] || exit 0
    ensure requirements-test.txt
    cd -- "$ROOT"
    exec unshare --mount -- "$VENV/bin/python" -m pytest -n 3 --dist worksteal -m "faults or long" "$@" tests
}

run_bench() {
    if [[ "${1:-}" == --help ]]; then
        ensure requirements-test.txt
        exec "$VENV/bin/python" -m tests.bench --help
    fi
    ensure requirements-test.txt
    ensure_chromium
    cd -- "$ROOT"
    exec "$VENV/bin/python" -m tests.bench "$@"
}

# --- the environment -------------------------------------------------------------------------------------------------

# Two starts at the same time must not build into each other, so the second one waits. The lock is on the program's
# folder itself: it leaves no file behind and goes with the process, however that ends.
ensure() {
    is_ready "$1" && return
    (
        flock --nonblock 9 || { say "Ein anderer Start richtet das Programm gerade ein. Ich warte."; flock 9; }
        is_ready "$1" || build "$1"
    ) 9<"$ROOT"
}

# The stamp is written last. A build that was cut off has none, and after a move, a Python upgrade or an update of the
# program it is another one: all of these end in a fresh build.
is_ready() {
    [[ -f "$VENV/stamp-$1" && "$(<"$VENV/stamp-$1")" == "$(stamp "$1")" ]]
}

stamp() {
    echo "$VENV"
    "$VENV/bin/python" --version 2>&1
    cat -- "$ROOT/requirements.txt" "$ROOT/$1" | sha256sum
}

# The tests' packages are added to the program's own: whoever tests without network keeps a program that starts.
build() {
    say "Ich richte das Programm ein. Das dauert etwa eine Minute."
    is_ready requirements.txt || make_venv
    if ! "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$ROOT/$1"; then
        stop "Die nötigen Pakete ließen sich nicht laden. Bitte mit Verbindung zum Internet noch einmal starten."
    fi
    stamp requirements.txt > "$VENV/stamp-requirements.txt"
    stamp "$1" > "$VENV/stamp-$1"
}

make_venv() {
    local python
    python="$(find_python)" || stop "Kontaktbuch braucht Python 3.11 oder neuer, hier ist $(found_python)."
    "$python" -c 'import venv, ensurepip; ensurepip.version()' 2>/dev/null || system_package "$(venv_package "$python")"
    rm -rf -- "$VENV" || stop "Der Ordner $VENV lässt sich nicht erneuern. Gehört er jemand anderem?"
    if ! "$python" -m venv "$VENV"; then
        rm -rf -- "$VENV"  # what Debian without python3-venv leaves behind looks like an environment and is none
        stop "In $ROOT ließ sich nichts einrichten. Ist der Ordner beschreibbar und auf der Platte noch Platz?"
    fi
}

# A name on the PATH may be an empty shell (pyenv) or too old, so each candidate is asked.
find_python() {
    local name
    for name in "${PYTHONS[@]}"; do
        if "$name" -c "$IS_RECENT" 2>/dev/null; then
            command -v -- "$name"
            return
        fi
    done
    return 1
}

# Debian names the package of its usual Python without a version.
venv_package() {
    if [[ "$(python3 --version 2>/dev/null)" == "$("$1" --version)" ]]; then
        echo python3-venv
    else
        echo "$(basename "$1")-venv"
    fi
}

found_python() {
    local version
    version="$(python3 --version 2>/dev/null)" && echo "$version" || echo "keines"
}

# Room for the tests and what a failed one leaves behind. In a container it may be small, or no program may run there.
serves_as_disk() {
    local probe free
    free="$(df --output=avail --block-size=1M -- "$1" 2>/dev/null | tail -n 1)" && (( free >= 2000 )) || return 1
    probe="$(mktemp --tmpdir="$1" 2>/dev/null)" || return 1
    printf '#!/bin/sh\n' > "$probe" && chmod +x "$probe" && "$probe" 2>/dev/null && rm -- "$probe" && return
    rm -f -- "$probe"
    return 1
}

# --- the system ------------------------------------------------------------------------------------------------------

ensure_chromium() {
    local name
    for name in "${CHROMIUMS[@]}"; do
        command -v -- "$name" >/dev/null && return
    done
    system_package chromium
}

# Where the system has no such package, or nobody may install one, the tests use the whole Chromium.
ensure_light_chromium() {
    if ! command -v -- "$LIGHT_CHROMIUM" >/dev/null && may_install; then
        say "Ich installiere „$LIGHT_CHROMIUM“."
        install "$LIGHT_CHROMIUM" 2>/dev/null || true
    fi
}

system_package() {
    may_install || stop "Es fehlt „$1“. Bitte einmal eingeben: sudo apt install $1"
    say "Ich installiere „$1“."
    install "$1" || stop "„$1“ ließ sich nicht installieren. Besteht eine Verbindung zum Internet?"
}

may_install() { [[ $EUID -eq 0 ]] && command -v apt-get >/dev/null; }

install() {
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes "$1"; } >/dev/null
}

say() { echo "$1" >&2; }

stop() {
    say "$1"
    exit 1
}

main "$@"
