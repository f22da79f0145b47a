"""How the models in `pressq/data` were made. Nothing imports this; it needs the extra `train`."""
