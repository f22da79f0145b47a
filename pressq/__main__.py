"""`python -m pressq` is `pressq`."""

import sys

from pressq.cli import main

sys.exit(main())
