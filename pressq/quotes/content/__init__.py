"""What is said: boundaries, nested speech, reported speech."""
