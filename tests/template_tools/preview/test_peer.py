"""Which user of the computer asks: read from the system's own table of connections."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from panel_papers.template_tools.preview import peer

HEAD = (
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout\n"
)
LINE = "   0: {local} 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  {user}  0 1\n"
PORT = 40000
FOUR, MAPPED = "0100007F:9C40", "0000000000000000FFFF00000100007F:9C40"

little_endian = pytest.mark.skipif(sys.byteorder == "big", reason="the tables here are of others")


@pytest.fixture
def tables(monkeypatch, tmp_path):
    monkeypatch.setattr(peer, "TABLES", (tmp_path / "tcp", tmp_path / "tcp6"))
    return tmp_path


def write(table, local: str, user: int) -> None:
    table.write_text(HEAD + LINE.format(local=local, user=user), encoding="ascii")


@little_endian
@pytest.mark.parametrize(("name", "local"), [("tcp", FOUR), ("tcp6", MAPPED)])
def test_only_the_own_user_and_root_may_ask(tables, name, local):
    for user, may in ((os.getuid(), True), (0, True), (os.getuid() + 1, False)):
        write(tables / name, local, user)
        assert peer.may_ask("127.0.0.1", PORT) is may


@little_endian
def test_connection_of_another_port_says_nothing(tables):
    write(tables / "tcp", FOUR, os.getuid() + 1)
    assert peer.may_ask("127.0.0.1", PORT + 1)


def test_system_without_such_a_table_lets_ask(tables):
    assert peer.may_ask("127.0.0.1", PORT)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the table")
def test_users_of_real_connections_are_known():
    connect = (
        "import encodings.idna, os, socket, sys\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "socket.create_connection(('127.0.0.1', int(sys.argv[1]))).recv(1)"
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        port = server.getsockname()[1]
        with subprocess.Popen([sys.executable, "-c", connect, str(port)]):
            asking, address = server.accept()
            with asking:
                # Tests that root runs become somebody else, all others stay who they are.
                assert peer.may_ask(*address) is (os.getuid() != 0)
        with socket.create_connection(("127.0.0.1", port)):
            asking, address = server.accept()
            with asking:
                assert peer.may_ask(*address)
