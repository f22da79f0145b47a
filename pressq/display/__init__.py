"""What people see on a terminal: the only room that knows Rich."""

from pressq.display.console import WIDE
from pressq.display.progress import Bar, Lines, Progress
from pressq.display.statistics import write_stats
from pressq.display.tables import TableWriter

__all__ = ["WIDE", "Bar", "Lines", "Progress", "TableWriter", "write_stats"]
