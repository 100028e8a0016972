"""Clusters: a pure function of the judgements, in which human ones always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.linking import Contradiction, clusters
from tawthiq.model import Judgement

IDS = "abcdefgh"
PAIRS = [(x, y) for x in IDS for y in IDS if x < y]
JUDGED = st.dictionaries(st.sampled_from(PAIRS), st.floats(0, 1)).map(
    lambda said: [Judgement(*pair, value, "same" if value >= 0.4 else "different") for pair, value in said.items()]
)


@given(JUDGED, st.randoms())
def test_the_order_of_the_input_does_not_matter(judged: list[Judgement], random: object) -> None:
    mixed = list(judged)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert clusters(IDS, judged, 0.4) == clusters(reversed(IDS), mixed, 0.4)


@given(JUDGED, st.sampled_from(PAIRS), st.sampled_from(PAIRS))
def test_human_judgements_always_hold(judged: list[Judgement], must: tuple[str, str], never: tuple[str, str]) -> None:
    if must == never:
        return
    human = [Judgement(*must, 1.0, "same", "human"), Judgement(*never, 0.0, "different", "human")]
    where = {each: number for number, group in enumerate(clusters(IDS, [*judged, *human], 0.4)) for each in group}
    assert where[must[0]] == where[must[1]]
    assert where[never[0]] != where[never[1]]


def test_judgements_that_exclude_one_another_are_named() -> None:
    said = [("a", "b", "same"), ("b", "c", "same"), ("a", "c", "different")]
    with pytest.raises(Contradiction, match="a and c"):
        clusters("abc", [Judgement(x, y, 1.0, verdict, "human") for x, y, verdict in said], 0.4)
