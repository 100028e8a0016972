"""Linking: reports of one incident brought together, with the reasons."""

from tawthiq.linking.clustering import Contradiction, clusters
from tawthiq.linking.linker import Model, link, model

__all__ = ["Contradiction", "Model", "clusters", "link", "model"]
