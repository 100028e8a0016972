"""Logistic regression over named features, and the tables that it becomes. Needs scikit-learn: pip install ".[fit]"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tawthiq.knowledge.models import ClassModel, LinearModel

MODELS = Path(__file__).parents[2] / "src" / "tawthiq" / "resources" / "models"
# Weights nearer to zero than this say nothing worth a row.
_LEAST = 0.02
Features = Mapping[str, float]


def _often(rows: Sequence[Features], least: int) -> list[dict[str, float]]:
    """The rows with only the features of `least` rows or more."""
    counts = Counter(name for row in rows for name in row)
    return [{name: value for name, value in row.items() if counts[name] >= least} for row in rows]


def fit_linear(rows: Sequence[Features], right: Sequence[bool], strength: float, least: int = 2) -> LinearModel:
    """Yes or no. `strength` is the inverse of the ridge, `least` how many rows must have a feature."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    model = LogisticRegression(C=strength, max_iter=500).fit(vectors.fit_transform(_often(rows, least)), list(right))
    weights = dict(zip(vectors.feature_names_, map(float, model.coef_[0]), strict=True))
    return LinearModel({name: w for name, w in weights.items() if abs(w) >= _LEAST}, float(model.intercept_[0]))


def fit_classes(rows: Sequence[Features], names: Sequence[str], strength: float, least: int = 2) -> ClassModel:
    """One of several classes."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    model = LogisticRegression(C=strength, max_iter=500).fit(vectors.fit_transform(_often(rows, least)), list(names))
    columns = model.coef_.T.tolist()
    weights = {name: tuple(map(float, row)) for name, row in zip(vectors.feature_names_, columns, strict=True)}
    kept = {name: row for name, row in weights.items() if max(map(abs, row)) >= _LEAST}
    return ClassModel(tuple(map(str, model.classes_)), kept, tuple(map(float, model.intercept_)))


def as_row(names: Iterable[str]) -> Features:
    """Features that are there or not, as a row."""
    return dict.fromkeys(names, 1.0)


def write_linear(name: str, model: LinearModel, head: str, folder: Path = MODELS) -> int:
    """Writes a table of weights; gives how many rows it has."""
    rows = [f"{feature}\t{weight:.2f}" for feature, weight in sorted(model.weights.items())]
    return _write(name, head, [f"base\t{model.base:.4f}", *rows], folder)


def write_classes(name: str, model: ClassModel, head: str, folder: Path = MODELS) -> int:
    """Writes a table of weights by class; gives how many rows it has."""
    rows = ["class\t" + "\t".join(model.classes), "base\t" + "\t".join(f"{v:.4f}" for v in model.base)]
    rows += [
        feature + "\t" + "\t".join(f"{v:.2f}" for v in values) for feature, values in sorted(model.weights.items())
    ]
    return _write(name, head, rows, folder)


def _write(name: str, head: str, rows: list[str], folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.tsv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return len(rows)
