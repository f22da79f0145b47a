"""`python -m training`, in a checkout of the repository: make the tagger, or measure the one that ships."""

from __future__ import annotations

import argparse
from pathlib import Path

from pressq.quotes.encoding.encoder import MODEL
from training.written import WRITTEN


def main() -> None:
    """Read the command line and do what it says."""
    parser = _parser()
    options = parser.parse_args()
    if options.command == "tagger":
        from training.pretrained import has_mpnet
        from training.recipe import Plan, make

        if options.teacher_passes and not has_mpnet():
            parser.error("--teacher-passes needs the extra `teach`")
        chosen = vars(options)
        del chosen["command"]
        make(Plan(**chosen))
    elif options.command == "languages":
        from training.multilingual import LanguagePlan, average, teach

        if options.mean and not options.start:
            parser.error("--mean needs --start")
        chosen = vars(options)
        del chosen["command"]
        (average if options.mean else teach)(LanguagePlan(**chosen))
    elif options.command == "kinds":
        from training.kinds import kinds

        print(kinds(options.archive), end="")
    else:
        from training.evaluation import evaluate as figures
        from training.gold import read_attributions

        print(figures(options.model, read_attributions(options.gold)), end="")


def _parser() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    tagger = commands.add_parser("tagger", help="make the tagger from gold articles (needs the extra `train`)")
    tagger.add_argument("--gold", type=Path, required=True, metavar="DIR", help="folder of articles to learn from")
    tagger.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the files go")
    tagger.add_argument("--passes", type=float, default=5, help="passes of the network that is cut (default 5)")
    tagger.add_argument(
        "--teacher-passes", type=float, default=0, help="of a wider network that teaches (extra `teach`)"
    )
    tagger.add_argument("--small-passes", type=float, default=6, help="passes of the small network (default 6)")
    tagger.add_argument("--late-passes", type=float, default=3, help="its last ones, mostly over collected articles")
    tagger.add_argument("--heads", type=int, default=36, help="attention heads of the small network (of 72)")
    tagger.add_argument("--inner", type=int, default=2688, help="its inner neurons (of 9216)")
    tagger.add_argument("--layers", type=int, default=6, help="layers of both (default 6)")
    tagger.add_argument("--seed", type=int, default=1)
    tagger.add_argument("--start", type=Path, metavar="DIR", help="learn on from the network in this folder")
    tagger.add_argument("--limit", type=int, help="use only so many articles")
    several = commands.add_parser("languages", help="make the tagger of several languages")
    several.add_argument("--gold", type=Path, required=True, metavar="DIR", help="folder of articles to learn from")
    several.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the network goes")
    several.add_argument(
        "--own", type=Path, default=WRITTEN / "languages", metavar="DIR", help="articles of ours, one folder a language"
    )
    several.add_argument(
        "--start", type=Path, metavar="DIR", help="learn on from the network of a run, or from the files that ship"
    )
    several.add_argument(
        "--mean", nargs="*", type=Path, default=(), metavar="DIR", help="only the mean of --start and of these runs"
    )
    several.add_argument("--held", nargs="*", default=(), metavar="ID", help="beginnings of ids that are kept out")
    several.add_argument("--passes", type=float, default=2)
    several.add_argument("--repeats", type=int, default=3, help="of the articles in each pass (default 3)")
    several.add_argument("--rate", type=float, default=4e-4)
    several.add_argument("--layers", type=int, default=0, help="of E5, in place of the English network's")
    several.add_argument("--share", type=float, default=0.06, help="of the English articles (default 0.06)")
    several.add_argument("--checks", type=int, default=4, help="per pass")
    several.add_argument("--seed", type=int, default=1)
    evaluate = commands.add_parser("evaluate", help="figures of the model that ships, or of one in a folder")
    evaluate.add_argument("--gold", type=Path, required=True, metavar="FILE", help="articles with attributions (JSONL)")
    evaluate.add_argument("--model", type=Path, metavar="DIR", default=MODEL)
    held = commands.add_parser("kinds", help="figures of each kind of hard article, on articles kept out of training")
    held.add_argument("archive", type=Path, metavar="FILE", help="ten-kinds-devel.tar.xz or ten-kinds-test.tar.xz")
    return parser


if __name__ == "__main__":
    main()
