"""What people see on a terminal: the only room that knows Rich."""

from pressq.display.layout import WIDE
from pressq.display.statistics import write_stats
from pressq.display.tables import TableWriter

__all__ = ["WIDE", "TableWriter", "write_stats"]
