"""Completion in real shells: keys go to a terminal, and what the shell makes of them is what `pressq` is given."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

pexpect = pytest.importorskip("pexpect", reason="needs a terminal of its own")

STARTED = {
    "bash": ["--norc", "--noprofile", "-i"],
    "zsh": ["-f", "-i"],
}
READY = {
    "bash": "bind 'set enable-bracketed-paste off'",
    "zsh": "autoload -U compinit; compinit -u -D; zle_bracketed_paste=()",
}


def script(shell):
    command = [sys.executable, "-m", "pressq", "completion", shell]
    return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.fixture(scope="module", params=STARTED)
def shell(request, tmp_path_factory):
    """Types into a shell that knows the completion and has a `pressq` that tells its arguments."""
    name = request.param
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    place = tmp_path_factory.mktemp(name)
    for file in ("story.txt", "story.exe", "report.jsonl.gz", "a page.html"):
        (place / file).touch()
    (place / "monday").mkdir()
    script = subprocess.run(
        [sys.executable, "-m", "pressq", "completion", name], capture_output=True, check=True
    ).stdout
    (place / "script").write_bytes(script)
    environment = {"TERM": "dumb", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    terminal = pexpect.spawn(name, STARTED[name], cwd=place, env=environment, timeout=60)
    terminal.sendline(f"{READY[name]}; source ./script; PS1=")
    terminal.sendline("pressq() { printf '<%s>' \"$@\"; echo '<end>'; }; echo rea''dy")
    terminal.expect_exact("ready\r\n")

    def type_in(keys):
        terminal.send(f"pressq {keys}\n")
        terminal.expect("<.*<end>")
        return terminal.after.decode().removesuffix("<end>")

    yield type_in
    terminal.close(force=True)


@pytest.mark.parametrize(
    ("keys", "given"),
    [
        ("quo\t", "<quotes>"),
        ("--vers\t", "<--version>"),
        ("quotes --spea\t", "<quotes><--speaker>"),
        ("quotes --kind ind\t", "<quotes><--kind><indirect>"),
        ("quotes --kind direct,m\t", "<quotes><--kind><direct,mixed>"),
        ("summarise --meth\t luh\t", "<summarise><--method><luhn>"),
        ("schema tra\t", "<schema><traces>"),
        ("quotes --language e\ts\t", "<quotes><--language><es>"),
        ("summarize --method text\t", "<summarize><--method><text-rank>"),
        ("summarize --method=luh\t", "<summarize><--method=luhn>"),
        ("speakers --format js\tl\t", "<speakers><--format><jsonl>"),
        ("quotes sto\t", "<quotes><story.txt>"),
        ("quotes a\t", "<quotes><a page.html>"),
        ("stats rep\t", "<stats><report.jsonl.gz>"),
        ("text -o mon\tx.csv", "<text><-o><monday/x.csv>"),
        ("help summ\t", "<help><summarize>"),
        ("completion z\t", "<completion><zsh>"),
    ],
)
def test_what_is_begun_is_completed(shell, keys, given):
    assert shell(keys) == given


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("pressq quo", "quotes"),
        ("pressq quotes --kin", "--kind"),
        ("pressq quotes --kind m", "mixed"),
        ("pressq text s", "story.txt"),
    ],
)
def test_fish_is_offered_the_same(tmp_path, line, offered):
    (tmp_path / "story.txt").touch()
    (tmp_path / "pressq.fish").write_bytes(script("fish"))
    command = ["fish", "-N", "-c", f"source pressq.fish; complete -C '{line}'"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert offered in [one.split("\t")[0] for one in done.stdout.splitlines()]
