"""What holds for every text: no crash, spans inside the report, the same events twice, a lossless round trip."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from tawthiq.model import CodedReport, Report
from tawthiq.pipeline import Coder

CODER = Coder()
SHARED = Path(__file__).parents[3] / "shared"
WORDS = st.sampled_from(
    'قتل أصيب قصف غارة ثلاثة عشر مدنيين في على بلدة النهر قوات النظام و، . \n " ( ) بين اليوم أمس 12 5-7 دون إصابات شهـ ـيد بقـ.صف مُسيّرة'.split(
        " "
    )
)


def _check(coded: CodedReport) -> None:
    for event in coded.events:
        for span in event.spans():
            assert 0 <= span.start < span.end <= len(coded.text)
        for place in event.places:
            assert place.text == place.span.of(coded.text)
            assert place.within == (place.within_span.of(coded.text) if place.within_span else None)
        for casualty in event.casualties:
            assert casualty.text == casualty.span.of(coded.text)
            assert casualty.names == tuple(span.of(coded.text) for span in casualty.name_spans)
            assert casualty.of_which == (casualty.of_which_span.of(coded.text) if casualty.of_which_span else None)
            assert casualty.source is None or casualty.source in coded.text
            assert casualty.low is None or casualty.high is None or casualty.low <= casualty.high
        for actor in event.actors:
            assert actor.text in actor.span.of(coded.text)
        for source in event.sources:
            assert source.text == source.span.of(coded.text)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    _check(CODER.code(Report("x", text)))


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_any_war_words(words: list[str]) -> None:
    text = " ".join(words)
    coded = CODER.code(Report("x", text))
    _check(coded)
    assert coded == CODER.code(Report("x", text))
    assert CodedReport.from_json(json.loads(json.dumps(coded.to_json()))) == coded


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not beside the checkout")
def test_every_value_of_the_corpus_has_its_words_and_every_record_its_schema() -> None:
    written = json.loads((SHARED / "codebook" / "record.schema.json").read_text(encoding="utf-8"))
    schema = Draft202012Validator(written, format_checker=FormatChecker())
    with (SHARED / "corpus" / "conflict-news.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            coded = CODER.code(Report(raw["doc_id"], raw["text"]))
            _check(coded)
            assert next(schema.iter_errors(coded.to_json()), None) is None
