"""Fits the learned models of `src/tawthiq/resources/models` to coded reports; see docs/learned-models.md."""
