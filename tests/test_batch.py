"""Many articles: the same results whoever does the work, however often the run is stopped, and whatever fails."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pressq
from pressq import batch, cli
from pressq.batch.work import Task
from pressq.batch.workers import Processes, in_order
from pressq.display import Lines
from pressq.errors import EmptyInputError, UsageError
from pressq.output.journal import journal

NAMES = ["Ines Varga", "Tom Okafor", "Lena Brandt", "Ravi Menon", "Olga Petrova"]


def story(number: int) -> str:
    name = NAMES[number % len(NAMES)]
    return (
        f"The bridge opens in spring {number}.\n\n“We waited {number} years,” said {name}, the mayor of Brightwater.\n"
    )


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Twelve articles, of which one is empty and one is no text."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for number in range(12):
        (tmp_path / "in" / f"{number:02}.txt").write_text(story(number), encoding="utf-8")
    (tmp_path / "in" / "04.txt").write_text(" \n")
    (tmp_path / "in" / "07.txt").write_bytes(b"\x00\x01\x02" * 99)
    return tmp_path


@pytest.fixture
def run(folder, capsys):  # noqa: ARG001 -- the commands run there
    def run(*arguments, jobs=1):
        status = cli.main(["quotes", *arguments, *(["-j", str(jobs)] if jobs else [])])
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def whole(run, folder):
    """The file of an undisturbed run."""
    run("in", "-o", "whole.jsonl", "-q")
    return (folder / "whole.jsonl").read_bytes()


# -- jobs: these must be functions of a module, so that a worker finds them


def length(article):
    return len(article.text)


def ends_its_worker(article, marks):
    """Ends its process for article 05, each time; for article 02, the first time."""
    if article.source.endswith("05.txt"):
        os._exit(1)
    if article.source.endswith("02.txt") and not marks.exists():
        marks.touch()
        os._exit(1)
    return article.source


def makes_no_sense(_):
    raise UsageError("no such thing")


def breaks_down(_):
    raise ZeroDivisionError("by zero")


def where_and_with_what(_):
    from pressq.quotes.encoding.encoder import load_encoder

    return os.getpid(), id(load_encoder(1)), os.environ.get("OPENBLAS_NUM_THREADS")


# -- workers


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "md", "table"])
def test_the_result_is_the_same_for_one_worker_and_for_two(run, form):
    alone, together = (run("in", "--format", form, jobs=jobs) for jobs in (1, 2))
    assert alone == together
    assert alone[0] == 4


@pytest.mark.usefixtures("folder")
def test_the_model_is_loaded_once_a_worker_with_one_thread():
    sources = [f"in/{number:02}.txt" for number in (0, 1, 2, 3, 5, 6)]
    seen = list(pressq.map(sources, where_and_with_what, jobs=2))
    assert len(seen) == 6
    assert len({pid for pid, _, _ in seen}) == len({(pid, model) for pid, model, _ in seen}) <= 2
    assert os.getpid() not in {pid for pid, _, _ in seen}
    assert {threads for _, _, threads in seen} == {"1"}


@pytest.mark.parametrize(
    ("arguments", "jobs"), [([], None), (["--threads", "2"], 1), (["--threads", "2", "-j", "1"], 1)]
)
def test_threads_of_the_model_leave_no_cores_for_workers_unasked(run, monkeypatch, arguments, jobs):
    asked = []
    each = batch.each

    def notes(*given, **wish):
        asked.append(wish["jobs"])
        return each(*given, **wish)

    monkeypatch.setattr(batch, "each", notes)
    run("in/00.txt", *arguments, jobs=None)
    assert asked == [jobs]


def test_what_ends_its_worker_fails_alone(folder):
    job = partial(ends_its_worker, marks=folder / "mark")
    events = list(batch.each(["in"], job, jobs=2))
    ends = {event.source[3:5]: event for event in events}
    assert sorted(ends) == [f"{number:02}" for number in range(12)]
    failed = {name: event.error.message for name, event in ends.items() if isinstance(event, batch.Failed)}
    assert sorted(failed) == ["04", "05", "07"]
    assert failed["05"] == "its worker process died"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_makes_no_sense_ends_the_run(jobs):
    with pytest.raises(UsageError, match="no such thing"):
        list(batch.each(["in"], makes_no_sense, jobs=jobs))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_in_a_worker_brings_its_traceback(jobs):
    first = next(batch.each(["in"], breaks_down, jobs=jobs))
    assert first.error.message == "internal error: ZeroDivisionError: by zero"
    assert "breaks_down" in "".join(first.error.__notes__)


class Slow:
    """Workers that work only when a result is asked for, and count what is in flight."""

    most_in_flight, chunk_size = 3, 2

    def __init__(self):
        self.now = self.most = 0

    def submit(self, function, *arguments):
        workers = self

        class Later(Future):
            def result(self):
                workers.now -= 1
                return function(*arguments)

        self.now += 1
        self.most = max(self.most, self.now)
        return Later()

    def renew(self):
        raise AssertionError


class Read:
    def __init__(self, number):
        self.source = str(number)

    def read(self):
        return pressq.parse(self.source, self.source)


def test_only_so_many_articles_are_out_at_a_time():
    workers, read = Slow(), []

    def tasks():
        for number in range(1000):
            read.append(number)
            yield Task(Read(number), "all")

    for done, event in enumerate(in_order(tasks(), length, workers), start=1):
        assert event.source == str(done - 1)
        assert len(read) - done < workers.most_in_flight * workers.chunk_size
    assert (done, workers.most) == (1000, workers.most_in_flight)


@pytest.mark.usefixtures("folder")
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to see processes in")
def test_workers_end_with_the_run():
    with Processes(2) as workers:
        pids = {workers.submit(os.getpid).result() for _ in range(8)}
    deadline = time.monotonic() + 30
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, pids))


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


# -- the library


def test_map_takes_articles_and_names_and_keeps_their_order(folder):
    given = [pressq.parse(story(3), "three"), "in/01.txt", folder / "in" / "02.txt"]
    assert [found.quotes[0].speaker.name for found in pressq.map(given)] == ["Ravi Menon", "Tom Okafor", "Lena Brandt"]
    assert list(pressq.map(given, length, jobs=2)) == list(pressq.map(given, length, jobs=1))


@pytest.mark.usefixtures("folder")
def test_map_raises_skips_or_tells_what_cannot_be_read():
    told = []
    with pytest.raises(EmptyInputError):
        list(pressq.map(["in"], length))
    assert len(list(pressq.map(["in"], length, on_error="skip", jobs=1))) == 10
    list(pressq.map(["in"], length, on_error=lambda source, error: told.append((source, error.code)), jobs=1))
    assert told == [("in/04.txt", "empty"), ("in/07.txt", "binary")]


def test_map_asks_for_articles_as_they_are_wanted():
    given = (pressq.parse(story(number), str(number)) for number in range(10**9))
    results = pressq.map(given, length, jobs=1)
    assert [next(results) for _ in range(3)] == [len(story(number)) for number in range(3)]


def test_the_recipe_for_spark():
    """What `mapInPandas` calls, as the guide has it: frames in, frames out."""
    pandas = pytest.importorskip("pandas")
    guide = (Path(__file__).parents[1] / "docs/guide.md").read_text(encoding="utf-8")
    recipe = guide.partition("```python\ndef quoted(frames):")[2].partition("\narticles.mapInPandas")[0]
    names = {}
    exec("def quoted(frames):" + recipe, names)
    frames = [pandas.DataFrame({"id": [f"{number}"], "text": [story(number)]}) for number in range(3)]
    rows = pandas.concat(names["quoted"](iter(frames)))
    assert rows.to_dict("records")[1] == {"id": "1", "speaker": "Tom Okafor", "text": "We waited 1 years,"}
    assert len(rows) == 3


# -- resuming


def test_a_run_that_was_stopped_goes_on_where_it_was(run, folder, whole, monkeypatch):
    def stops_at_9(article, **wish):
        if "09" in article.source:
            raise KeyboardInterrupt
        return pressq.quotes(article, **wish)

    with monkeypatch.context() as stopping:
        stopping.setattr("pressq.batch.jobs.quotes", stops_at_9)
        assert run("in", "-o", "out.jsonl", "--restart")[0] == 130
    assert not (folder / "out.jsonl").exists()
    assert len((folder / "out.jsonl.part").read_bytes().splitlines()) == 9

    worked = []
    monkeypatch.setattr(
        "pressq.batch.jobs.quotes", lambda a, **wish: worked.append(a.source) or pressq.quotes(a, **wish)
    )
    assert run("in", "-o", "out.jsonl", "--resume")[0] == 4
    assert worked == ["in/09.txt", "in/10.txt", "in/11.txt"]
    assert (folder / "out.jsonl").read_bytes() == whole
    assert sorted(path.name for path in folder.iterdir()) == [
        *("in", "out.failed.jsonl", "out.jsonl", "whole.failed.jsonl", "whole.jsonl")
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_wherever_a_run_was_cut_the_file_is_that_of_an_undisturbed_one(run, folder, whole, data):
    at = st.integers(0, len(whole))
    (folder / "out.jsonl.part").write_bytes(whole[: data.draw(at)])
    if data.draw(st.booleans()):
        (folder / "out.jsonl.kept").write_bytes(whole[: data.draw(at)])
    if data.draw(st.booleans()):
        (folder / "out.jsonl").write_bytes(whole[: data.draw(at)])
    run("in", "-o", "out.jsonl", "--resume", "-q")
    assert (folder / "out.jsonl").read_bytes() == whole
    assert not (folder / "out.jsonl.part").exists()
    assert not (folder / "out.jsonl.kept").exists()


def test_new_changed_and_removed_articles_are_seen(run, folder, whole):
    (folder / "in" / "00a.txt").write_text(story(100), encoding="utf-8")
    (folder / "in" / "03.txt").write_text(story(33), encoding="utf-8")
    (folder / "in" / "05.txt").unlink()
    run("in", "-o", "fresh.jsonl", "-q")
    run("in", "-o", "whole.jsonl", "--resume", "-q")
    assert (folder / "whole.jsonl").read_bytes() == (folder / "fresh.jsonl").read_bytes() != whole


def records(*titles):
    """Articles of one id and one text."""
    said = "“We waited,” said Tom Okafor, the mayor of Brightwater."
    lines = [json.dumps({"id": 1, "title": title, "byline": "Ana Roe", "text": said}) + "\n" for title in titles]
    Path("dump.jsonl").write_text("".join(lines))


def headlines(path):
    return [json.loads(line)["article"]["title"] for line in Path(path).read_text().splitlines()]


def test_records_of_one_id_and_text_keep_their_own_titles(run):
    records("Ferry", "Harbour", "Ferry", None)
    for _ in range(2):
        assert run("dump.jsonl", "-o", "out.jsonl", "--resume", "-q")[0] == 0
        assert headlines("out.jsonl") == ["Ferry", "Harbour", "Ferry", None]


def test_changed_metadata_are_seen(run):
    records("Ferry", "Harbour")
    run("dump.jsonl", "-o", "out.jsonl", "-q")
    dump = Path("dump.jsonl").read_text().replace('"Ana Roe", "text"', '"Lee Hill", "date": "2024-05-01", "text"')
    Path("dump.jsonl").write_text(dump.replace("Harbour", "Tide"))
    run("dump.jsonl", "-o", "out.jsonl", "--resume", "-q")
    run("dump.jsonl", "-o", "fresh.jsonl", "-q")
    assert Path("out.jsonl").read_bytes() == Path("fresh.jsonl").read_bytes()
    assert headlines("out.jsonl") == ["Ferry", "Tide"]


def test_with_restart_a_run_begins_anew(run, folder, whole, monkeypatch):
    for name in ("out.jsonl.part", "out.jsonl.kept"):
        (folder / name).write_bytes(whole)

    def stops(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as stopping:
        stopping.setattr("pressq.batch.jobs.quotes", stops)
        assert run("in", "-o", "out.jsonl", "--restart")[0] == 130
    assert not list(folder.glob("out.jsonl*"))
    run("in", "-o", "out.jsonl", "-q")
    assert (folder / "out.jsonl").read_bytes() == whole


def test_lines_of_another_command_are_not_taken_over(folder, whole):
    assert cli.main(["summarize", "in", "-o", "whole.jsonl", "--resume"]) == 2
    assert (folder / "whole.jsonl").read_bytes() == whole


@pytest.mark.usefixtures("folder")
def test_two_runs_do_not_write_one_file(run):
    with journal("out.jsonl", "pressq.quotes/1"):
        status, _, err = run("in", "-o", "out.jsonl")
    assert status == 2
    assert "another run" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["in", "--resume"],
        ["in", "--resume", "-o", "out.csv"],
        ["in", "--resume", "-o", "-", "--format", "jsonl"],
        ["in", "-j", "0"],
        ["in", "--max-failures", "-1"],
        ["in", "-j", "2", "--dask", "tcp://localhost:1"],
    ],
)
def test_what_makes_no_sense_is_told(run, arguments):
    status, out, err = run(*arguments, jobs=None)
    assert (status, out) == (2, "")
    assert err.startswith("pressq: error: --")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to find workers in")
@pytest.mark.parametrize("whom", ["main", "worker"])
def test_killed_and_resumed_the_file_is_that_of_an_undisturbed_run(folder, whole, whom):
    command = [sys.executable, "-m", "pressq", "quotes", *["in"] * 8, "-o", "out.jsonl", "-q", "-j", "2", "--resume"]
    process = subprocess.Popen(command, cwd=folder)
    part = folder / "out.jsonl.part"
    while process.poll() is None and not (part.exists() and part.stat().st_size):
        time.sleep(0.005)
    victims = [process.pid] if whom == "main" else workers_of(process.pid)
    for victim in victims[:1]:
        os.kill(victim, signal.SIGKILL)
    process.wait()
    subprocess.run(command, cwd=folder, check=False)
    assert (folder / "out.jsonl").read_bytes() == whole * 8


def workers_of(pid):
    pids = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in pids if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


# -- failures


def test_failures_are_listed_beside_the_result(run, folder):
    status, _, err = run("in", "-o", "out.csv")
    assert status == 4
    lines = [json.loads(line) for line in (folder / "out.failed.jsonl").read_text().splitlines()]
    assert [(line["article"]["source"], line["error"]["code"]) for line in lines] == [
        ("in/04.txt", "empty"),
        ("in/07.txt", "binary"),
    ]
    assert err.count("pressq: error: ") == 2
    (folder / "in" / "04.txt").unlink()
    (folder / "in" / "07.txt").unlink()
    assert run("in", "-o", "out.csv")[0] == 0
    assert not (folder / "out.failed.jsonl").exists()


def test_too_many_failures_stop_the_run(run, folder):
    status, _, err = run("in", "-o", "out.jsonl", "--max-failures", "1")
    assert status == 4
    assert err.endswith("pressq: error: stopped: more than 1 input failed\nhint: --resume continues the run\n")
    assert not (folder / "out.jsonl").exists()
    assert run("in", "-o", "out.jsonl", "--max-failures", "2", "--resume")[0] == 4
    assert (folder / "out.jsonl").exists()


# -- progress


def test_verbose_tells_in_the_end_how_it_went(run):
    err = run("in", "-o", "out.jsonl", "-v")[2].splitlines()
    assert err[-2].startswith("pressq: 10 done, 2 failed, ")
    assert err[-1] == "pressq: wrote out.jsonl: 10 articles"
    assert run("in", "-o", "out.jsonl", "-v", "-q")[2].count("\n") == 2


def test_a_line_every_ten_seconds(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(sys, "stderr", told := io.StringIO())
    with Lines() as lines:
        for second in range(1, 26):
            now[0] = float(second)
            lines.show(second, 0, second / 25)
    assert told.getvalue().splitlines() == [
        "pressq: 10 done, 1.0 a second, 40% in 0:00:10",
        "pressq: 20 done, 1.0 a second, 80% in 0:00:20",
        "pressq: 25 done, 1.0 a second, 0:00:25 in all",
    ]


# -- a cluster


@pytest.fixture
def cluster():
    pytest.importorskip("distributed")
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster


@pytest.mark.usefixtures("folder")
def test_a_cluster_gives_the_same_and_survives_the_loss_of_a_worker(cluster):
    events = batch.each(["in"] * 20, length, cluster=cluster.scheduler_address)
    seen = [next(events)]
    victim = next(iter(cluster.workers.values()))
    os.kill(victim.pid, signal.SIGKILL)
    seen += events
    expected = list(batch.each(["in"] * 20, length, jobs=1))
    assert [(event.source, getattr(event, "result", None)) for event in seen] == [
        (event.source, getattr(event, "result", None)) for event in expected
    ]


def test_the_command_leaves_its_work_to_a_cluster(run, folder, cluster, whole):
    assert run("in", "-o", "out.jsonl", "--dask", cluster.scheduler_address, jobs=None)[0] == 4
    assert (folder / "out.jsonl").read_bytes() == whole


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "tcp://nowhere.invalid:8786"])
def test_no_scheduler_is_told_in_one_line(run, address):
    pytest.importorskip("distributed")
    status, _, err = run("in", "--dask", address, jobs=None)
    assert status == 2
    assert err == f"pressq: error: no Dask scheduler answers at {address}\nhint: it is as tcp://host:8786\n"
