"""What finished quotations tell: chosen, gathered, counted, held against their sources and against each other.

What `pressq` has of it stands in the modules of the same names: `selection.select`, `speakers.speakers`, `stats.stats`,
`verify.verify`, `trace.trace`, and `annotated.report`. The rest serves these.
"""
