"""What people see on a terminal: the only room that knows Rich."""

from pressq.display.tables import WIDE, TableWriter

__all__ = ["WIDE", "TableWriter"]
