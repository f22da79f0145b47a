"""`pressq mcp`: a server for assistants."""

from typing import Annotated

from pressq.cli.options import to_read, to_run
from pressq.cli.program import command
from pressq.limits import MOST_SECONDS

__all__ = ["serve"]


@command("mcp")
def serve(
    root: Annotated[
        list[str] | None,
        to_read("--root", metavar="FOLDER", help="Folder that the tools may read; repeatable [default: none]."),
    ] = None,
    fetch: Annotated[bool, to_read("--fetch", help="Allow the tools to fetch pages from public addresses.")] = False,
    max_seconds: Annotated[
        float, to_run(metavar="SECONDS", help=f"Time limit per article [default: {MOST_SECONDS:g}].")
    ] = MOST_SECONDS,
) -> None:
    """Serve the tools of pressq to an assistant (MCP).

    A Model Context Protocol server on standard input and output, with the tools quotes, summarize, speakers and verify.
    An assistant starts it; its settings file names this command. The tools take a text, or the path of a file below
    a FOLDER. Without --root they read no files, and without --fetch they open no connection.

    Examples:
    pressq mcp
        Tools for texts that the assistant has.
    pressq mcp --root ~/articles
        Also for the files of a folder.
    pressq mcp --fetch
        Also for web pages.
    """
    from pressq.server import Tools, mcp_server

    with Tools(root or (), fetch=fetch, max_seconds=max_seconds) as tools:
        mcp_server(tools).run("stdio")
