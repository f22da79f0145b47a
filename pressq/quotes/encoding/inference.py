"""onnxruntime, imported in one place so that its telemetry is always off.

On import onnxruntime 1.32 writes a persistent device identifier and a queue of events into the user's cache
folder, and later looks up the host that collects them. It reads the environment while it is imported: a call afterwards
is too late.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

__all__ = ["inference_session"]


def inference_session(path: Path, threads: int = 1) -> Any:
    """An onnxruntime session on the CPU.

    Args:
        path: the network, an ONNX file.
        threads: the number of threads that it may use.

    Raises:
        Exception: whatever onnxruntime raises: it is not installed, or cannot run the network here.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.graph_optimization_level = GraphOptimizationLevel.ORT_DISABLE_ALL  # it is written as it is to be run
    return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
