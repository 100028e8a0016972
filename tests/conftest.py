"""What all tests share: a home of their own, so that nobody's imported gazetteer or archive changes a result; and both
databases: every test that takes `where` or `new_archive` runs on SQLite and on PostgreSQL, where that is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

DEBIAN = Path("/usr/lib/postgresql")


@pytest.fixture(autouse=True, scope="session")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("TAWTHIQ_HOME", str(home))
        patch.delenv("TAWTHIQ_ARCHIVE", raising=False)
        yield home


def _binaries() -> Path | None:
    """The newest server that Debian's packages put here."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _server_user() -> str | None:
    """PostgreSQL does not run as root; Debian's package makes it a user."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a server that lives as long as the tests, on a free port of the loopback."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    user, port = _server_user(), _free_port()
    folder = Path(tempfile.mkdtemp(prefix="tawthiq-pg-"))
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def ask(*words: str) -> None:
        subprocess.run(words, check=True, user=user, capture_output=True, cwd=folder, timeout=60)

    try:
        ask(str(binaries / "initdb"), "-D", str(data), "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        ask(str(binaries / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
        yield f"postgresql+pg8000://tester@127.0.0.1:{port}"
    finally:
        if (data / "postmaster.pid").exists():
            ask(str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


_made = iter(range(1, 1_000_000))


@pytest.fixture(params=["sqlite", "postgresql"])
def new_archive(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives addresses of archives that do not exist yet, in each of the databases."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"archive{next(_made)}.sqlite")
    server = str(request.getfixturevalue("postgresql"))

    def made() -> str:
        name = f"archive{os.getpid()}x{next(_made)}"
        engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        return f"{server}/{name}"

    return made


@pytest.fixture
def where(new_archive: Callable[[], str]) -> str:
    """The address of an archive that does not exist yet."""
    return new_archive()
