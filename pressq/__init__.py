"""What does a press article say, and who said what?"""

__version__ = "0.1.0"
