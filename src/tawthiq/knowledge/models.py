"""Learned decisions: linear models in resources/models/, each weight with the name of its feature."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from operator import mul

from tawthiq.knowledge.tables import read_table

# What a feature that the model does not know adds.
_ABSENT = repeat(0.0)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A logistic model: weights by feature, in log odds per unit of the feature."""

    weights: Mapping[str, float]
    base: float

    def probability(self, features: Mapping[str, float]) -> float:
        """Between 0 and 1; features that the model does not know count nothing."""
        weights = self.weights
        return _share(self.base + sum(map(mul, features.values(), map(weights.get, features, _ABSENT))))

    def share(self, features: Sequence[str]) -> float:
        """The probability where every named feature is there (1) and all others are not (0); each is named once."""
        return _share(self.base + sum(map(self.weights.get, features, _ABSENT)))

    def reasons(self, features: Mapping[str, float], number: int = 5) -> list[tuple[str, float]]:
        """The features that move the decision most, with what each adds to the log odds."""
        parts = [(name, value * self.weights[name]) for name, value in features.items() if name in self.weights]
        return sorted(parts, key=lambda part: (-abs(part[1]), part[0]))[:number]


@dataclass(frozen=True, slots=True)
class ClassModel:
    """A multinomial logistic model: for each feature a weight for each of the classes, in the order of `classes`."""

    classes: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]
    base: tuple[float, ...]

    def shares(self, features: Sequence[str]) -> dict[str, float]:
        """The probability of each class; they sum to 1. Each feature is named once."""
        totals = list(map(sum, zip(self.base, *filter(None, map(self.weights.get, features)), strict=True)))
        top = max(totals)
        parts = [math.exp(total - top) for total in totals]
        whole = sum(parts)
        return {name: part / whole for name, part in zip(self.classes, parts, strict=True)}


def _share(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def linear_model(name: str) -> LinearModel:
    """A model of one decision, of `resources/models/` (docs/learned-models.md)."""
    weights = {feature: float(value) for feature, value in read_table(f"models/{name}.tsv")}
    return LinearModel({feature: value for feature, value in weights.items() if feature != "base"}, weights["base"])


@cache
def class_model(name: str) -> ClassModel:
    """A model that chooses among classes, of `resources/models/`; its first row names them."""
    rows = read_table(f"models/{name}.tsv")
    classes = tuple(next(rows)[1:])
    weights = {feature: tuple(map(float, values)) for feature, *values in rows}
    base = weights.pop("base")
    return ClassModel(classes, weights, base)
