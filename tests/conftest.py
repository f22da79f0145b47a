"""Fixtures of all tests. Articles are made by `handmade.article`."""

from __future__ import annotations

import io
import shutil
from tempfile import TemporaryDirectory

import pytest

from pressq import cli

_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--force-prefers-reduced-motion"),
)


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory):
    """A home folder of the tests, for what browsers leave there; the user's settings and terminal do not count."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.delenv(name, raising=False)
        patch.delenv("COLUMNS", raising=False)
        yield


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Runs `pressq` in an empty folder, with `stdin`, text or bytes, as its input: the status and both streams."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=""):
        given = stdin if isinstance(stdin, bytes) else stdin.encode(errors="replace")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(given)), encoding="utf-8"))
        status = cli.main(arguments)
        return status, *capsys.readouterr()

    return run


@pytest.fixture(scope="session")
def browser():
    """Chromium, without a window and a network; what needs it is skipped where it is not installed."""
    webdriver = pytest.importorskip("selenium.webdriver")
    chromium, driver = (shutil.which(name) for name in ("chromium", "chromedriver"))
    if not (chromium and driver):
        pytest.skip("Chromium and its driver are not installed")
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for flag in (*_FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        started = webdriver.Chrome(options, webdriver.ChromeService(driver))
        started.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite"]})
        yield started
        started.quit()
