"""Attribution: what is said, and which mention is its source."""
