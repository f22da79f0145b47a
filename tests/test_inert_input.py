"""Files are only read: what they contain is not executed, what they name is neither fetched, opened nor written."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from pathlib import Path

import paper
import pytest

SAID = "“We stay,” said Ann Lee, the mayor of Ketterby, on the quay of the old harbour."
SECRET = "Copperbottom"  # the word that the file outside contains
WATCHED = """
import sys
FORBIDDEN = ("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn",
    "os.startfile", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
def look(event, arguments):
    if event == "subprocess.Popen" and "pressq.load.pdf_worker" in str(arguments):
        return  # pressq's own process, for PDF files
    if event in FORBIDDEN or event.startswith(("webbrowser.", "urllib.")):
        print("FORBIDDEN", event, arguments, file=sys.stderr)
    if event == "open" and isinstance(arguments[0], str) and ("secret" in arguments[0] or "w" in str(arguments[1])):
        print("FORBIDDEN", event, arguments, file=sys.stderr)
sys.addaudithook(look)
from pressq.cli import main
sys.exit(main(sys.argv[1:]))
"""

PAGE = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "SITE/page.dtd" [<!ENTITY secret SYSTEM "FILE">]>
<html><head><base href="SITE/"><link rel="stylesheet" href="SITE/a.css"><link rel="prefetch" href="SITE/next">
<meta http-equiv="refresh" content="0; url=SITE/refresh"><script src="SITE/a.js"></script>
<script>document.write("{SECRET}"); fetch("SITE/beacon")</script>
<style>@import url("SITE/b.css"); @font-face {{ font-family: a; src: url("SITE/font.woff") }}</style></head>
<body onload="fetch('SITE/load')"><article><p>{SAID}</p><p>&secret;</p><img src="SITE/picture.png" onerror="x()">
<iframe src="FILE"></iframe><object data="SITE/object"></object><p>{SAID}</p></article></body></html>"""

ENTITY = '<!DOCTYPE d [<!ENTITY secret SYSTEM "FILE"><!ENTITY % far SYSTEM "SITE/far.dtd"> %far;]>'
WORD = f"""{ENTITY}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
xmlns:xi="http://www.w3.org/2001/XInclude"><w:body><w:p><w:r><w:t>{SAID}&secret;</w:t></w:r></w:p>
<w:p><w:r><w:instrText>INCLUDETEXT "FILE"</w:instrText></w:r></w:p><w:p><w:r><w:instrText>DDEAUTO cmd "/c calc"
</w:instrText></w:r></w:p><xi:include href="FILE" parse="text"/></w:body></w:document>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
Target="SITE/macros.dotm" TargetMode="External"/></Relationships>"""
OPEN = f"""{ENTITY}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:body><office:text><text:p>{SAID}&secret;</text:p>
<draw:image xlink:href="SITE/picture.png"/><text:section><text:section-source xlink:href="FILE"/></text:section>
</office:text></office:body></office:document-content>"""
FEED = f"""<?xml version="1.0"?><?xml-stylesheet href="SITE/feed.xsl"?>{ENTITY}<rss version="2.0"><channel>
<item><title>A</title><link>SITE/page</link><description>{SAID}&secret;</description>
<enclosure url="SITE/sound.mp3"/></item></channel></rss>"""
MAIL = f"""MIME-Version: 1.0
Subject: Harbour
Content-Type: multipart/mixed; boundary=a

--a
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<p>{SAID}</p><img src="SITE/pixel.gif">
--a
Content-Type: text/plain; name="../../evil.txt"
Content-Disposition: attachment; filename="../../evil.txt"

{SECRET}
--a
Content-Type: message/external-body; access-type=URL; URL="SITE/body"

--a--
"""
RICH = (
    r"{\rtf1{\*\template FILE}{\field{\*\fldinst INCLUDETEXT FILE}}{\field{\*\fldinst INCLUDEPICTURE SITE/a.png}}"
    r'"We stay," said Ann Lee, the mayor of Ketterby.\par}'
)
MARKED = f"""More was said on Monday.

![picture](SITE/a.png) <img src="SITE/b.png"> {{{{ 7*7 }}}} `$(touch evil.txt)`

{SAID}
"""
CODE = f'{{"text": "{SAID}", "$ref": "FILE", "__reduce__": ["os.system", "touch evil.txt"], "url": "SITE/json"}}\n'


def acting_pdf() -> bytes:
    """A PDF that would open a page, run a script and start a program when it is opened."""
    act = b"<</S/JavaScript/JS(app.launchURL('SITE/script'))/Next<</S/URI/URI(SITE/uri)/Next<</S/Launch/F(FILE)>>>>>>"
    made = paper.pdf([[(72, 700, 12, '"We stay," said Ann Lee, the mayor of Ketterby.')]])
    return made.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction" + act)


FILES: dict[str, bytes | str] = {
    "page.html": PAGE,
    "page.xhtml": PAGE,
    "feed.rss": FEED,
    "letter.eml": MAIL,
    "letter.rtf": RICH,
    "letter.md": MARKED,
    "line.jsonl": CODE,
    "letter.pdf": acting_pdf(),
}
ZIPPED = {
    "letter.docx": {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": WORD,
        "word/_rels/document.xml.rels": RELATIONS,
        "word/vbaProject.bin": "x",
        "../../evil.txt": SECRET,
        "/tmp/pressq-evil.txt": SECRET,
    },
    "letter.odt": {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": OPEN,
        "Basic/Standard/Module1.xml": "<script/>",
        "../../evil.txt": SECRET,
    },
}


@pytest.fixture(scope="module")
def far():
    """A server that counts who connects, and its address."""
    callers: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            while True:
                try:
                    peer, caller = listener.accept()
                except OSError:
                    return
                callers.append(caller)
                peer.close()

        threading.Thread(target=serve, daemon=True).start()
        yield callers, f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize("name", [*FILES, *ZIPPED])
def test_nothing_is_executed_fetched_or_unpacked(name, far, tmp_path):
    callers, site = far
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    folder = tmp_path / "deep" / "in"
    folder.mkdir(parents=True)

    def filled(content: bytes | str) -> bytes:
        raw = content.encode() if isinstance(content, str) else content
        return raw.replace(b"SITE", site.encode()).replace(b"FILE", secret.as_uri().encode())

    if name in FILES:
        (folder / name).write_bytes(filled(FILES[name]))
    else:
        parts = {part: filled(content) for part, content in ZIPPED[name].items()}
        (folder / name).write_bytes(paper.zipped(parts))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    command = [sys.executable, "-B", "-c", WATCHED, "quotes", name, "--json", "-j", "1"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Ann Lee" in done.stdout
    assert SECRET not in done.stdout
    assert "FORBIDDEN" not in done.stderr
    assert callers == []
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == before
    assert not Path("/tmp/pressq-evil.txt").exists()
