"""What the form of the page says: turns, interviews, headlines, credits."""
