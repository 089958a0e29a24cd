"""Where things stand in the repository."""

from pathlib import Path

root = Path(__file__).resolve().parents[2]
examples = root / "examples/foreign-models"
