"""Learned decisions: linear models in resources/, each weight with the name of its feature."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tawthiq.knowledge.lexicon import read_table


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A logistic model: weights by feature, in log odds per unit of the feature."""

    weights: Mapping[str, float]
    base: float

    def probability(self, features: Mapping[str, float]) -> float:
        """Between 0 and 1; features that the model does not know count nothing."""
        weights = self.weights
        total = self.base + sum(value * weights[name] for name, value in features.items() if name in weights)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def reasons(self, features: Mapping[str, float], number: int = 5) -> list[tuple[str, float]]:
        """The features that move the decision most, with what each adds to the log odds."""
        parts = [(name, value * self.weights[name]) for name, value in features.items() if name in self.weights]
        return sorted(parts, key=lambda part: (-abs(part[1]), part[0]))[:number]


@cache
def selection_model() -> LinearModel:
    """Which groups of claims are news of an act (`resources/selection.tsv`; docs/model-selection.md)."""
    weights = {name: float(value) for name, value in read_table("selection.tsv")}
    return LinearModel({name: value for name, value in weights.items() if name != "base"}, weights["base"])
