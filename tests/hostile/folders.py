"""Paper folders that hold what is no paper: pipes, links, endless files, strange names."""

from __future__ import annotations

import os
from random import Random

from .desk import Desk, Kind, size

_NAMES = ("context.md", "purpose.md", "figures.yaml", "data/a.csv", "appendices/a.pdf", "notes.txt")


def folder_pipe(desk: Desk, random: Random) -> None:
    path = desk.paper / random.choice(_NAMES)
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def folder_link_loop(desk: Desk, random: Random) -> None:
    path = desk.paper / random.choice(_NAMES)
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(random.choice([path.name, ".", "..", "../case", "/"]))


def folder_device(desk: Desk, random: Random) -> None:
    path = desk.paper / random.choice(_NAMES)
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(random.choice(["/dev/zero", "/dev/urandom", "/proc/self/mem", "/etc/hostname"]))


def folder_sparse_unused(desk: Desk, random: Random) -> None:
    with (desk.paper / random.choice(["video.mp4", "old.docx", "data.csv", ".hidden"])).open(
        "wb"
    ) as file:
        file.truncate(random.choice([10**7, 10**9, 2 * 10**10, 10**12]))


def folder_sparse_used(desk: Desk, random: Random) -> str:
    name = desk.listed(
        f"a.{random.choice(['pdf', 'docx', 'xlsx', 'csv', 'md', 'png', 'jpg', 'yaml'])}"
    )
    path = desk.paper / "appendices" / name
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.truncate(random.choice([10**6, 10**8, 2 * 10**9, 2 * 10**10]))
    return name


def folder_sparse_text(desk: Desk, random: Random) -> str:
    name = random.choice(["context.md", "paper.yaml", "figures.yaml"])
    with (desk.paper / name).open("ab") as file:
        file.truncate(random.choice([10**5, 10**7, 10**9, 2 * 10**10]))
    return name


def folder_deep(desk: Desk, random: Random) -> None:
    there = os.open(desk.paper, os.O_RDONLY)
    for _ in range(random.choice([50, 500, 1500])):
        os.mkdir("a", dir_fd=there)
        inner = os.open("a", os.O_RDONLY, dir_fd=there)
        os.close(there)
        there = inner
    os.close(there)


def folder_names(desk: Desk, random: Random) -> None:
    names = [
        "\x1b]0;x\x07",
        "a\nb",
        "\u202egpj.exe",
        "a" * 250,
        " ",
        "-rf",
        "CON",
        "a\\b",
        "\udcff",
        "{{ x }}",
    ]
    for name in random.sample(names, 4):
        folder = os.fsencode(desk.paper / random.choice(["", "appendices", "data"]))
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - bytes: names that are no text
        with open(folder + b"/" + os.fsencode(name) + b".md", "wb") as file:  # noqa: PTH123 - as above
            file.write(b"a")


def folder_listed_name(desk: Desk, random: Random) -> None:
    name = random.choice(
        [
            "\u202egpj.pdf",
            "a" * 240 + ".pdf",
            "-rf.pdf",
            "a;b.pdf",
            "../a.pdf",
            "a/../../b.pdf",
            "{{ x }}.pdf",
            "/etc/passwd",
            "a" * 5000 + ".pdf",
            "a/" * 3000 + "b.pdf",
            "C:a.pdf",
            "NUL.pdf",
            "á.pdf",
        ]
    )
    desk.listed(name)


def folder_many(desk: Desk, random: Random) -> None:
    for n in range(size(random, 5_000)):
        desk.write(
            f"{random.choice(['old', 'data', 'appendices'])}/n{n}.{random.choice(['md', 'csv'])}",
            "a\n",
        )


def folder_for_a_file(desk: Desk, random: Random) -> None:
    path = desk.paper / random.choice(("context.md", "paper.yaml", "figures.yaml"))
    path.unlink(missing_ok=True)
    path.mkdir()


def folder_no_permission(desk: Desk, random: Random) -> None:
    (desk.paper / random.choice(["context.md", "paper.yaml"])).chmod(0)


KINDS: dict[str, Kind] = {n: v for n, v in list(globals().items()) if n.startswith("folder_")}
