"""What finished quotations tell when they are held against their sources, and against each other."""
