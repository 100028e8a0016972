"""The scoreboard's own parts, on sentences of the project; what needs the shared scorers is skipped without them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench import boards, diff, fit_places, speed
from bench.__main__ import BOARDS, main
from tawthiq.model import Report
from tawthiq.pipeline import Coder

SHARED_SCORE = Path(__file__).parents[2] / "shared" / "score"
needs_scorers = pytest.mark.skipif(not (SHARED_SCORE / "score.py").is_file(), reason="no shared scorers here")
CODER = Coder()
SENTENCE = "قتل ثلاثة مدنيين بغارة جوية على بلدة الغدير أمس."
QUIET = "فاز الفريق بثلاثة أهداف في مباراة الأمس."
Json = dict[str, Any]


def gold_event(**changed: object) -> Json:
    """What the sentence claims, coded by hand."""
    event: Json = {
        "type": "air_strike",
        "status": "occurred",
        "date": {"start": "2021-03-01", "end": "2021-03-01"},
        "places": [{"text": "الغدير"}],
        "actors": [],
        "casualties": [
            {"outcome": "killed", "group": "civilian", "low": 3, "best": 3, "high": 3, "text": "ثلاثة مدنيين"}
        ],
        "weapons": ["aircraft"],
        "sources": [],
        "evidence": ["قتل ثلاثة مدنيين بغارة جوية"],
    }
    return event | changed


def record(doc_id: str, text: str, **more: object) -> Json:
    return {"doc_id": doc_id, "text": text, "title": None, "outlet": None, "published": "2021-03-02", **more}


def write(path: Path, rows: list[Json]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A whole shared folder, one or two records a board, with the real scorers."""
    folder = tmp_path / "shared"
    gold = [record("a", SENTENCE, events=[gold_event()]), record("b", QUIET, events=[])]
    for name in ("dev", "more", "posts"):
        write(folder / "gold" / f"{name}.jsonl", gold)
    write(folder / "gold" / "quiet.jsonl", gold[1:])
    incident = {"code": "x1", "date": "2021-03-01", "location_ar": "الغدير", "civ_killed_min": 3, "civ_killed_max": 3}
    for name in ("incidents", "links"):
        write(folder / "bench" / f"{name}.jsonl", [record("a", SENTENCE, incidents=[incident])])
    vote = {"task": "assault", "label": "yes", "majority": True}
    write(folder / "bench" / "detect.jsonl", [record("a", SENTENCE, **vote)])
    write(folder / "bench" / "casualty-cases.jsonl", [{"msg": 1, "text": SENTENCE, "killed": 3, "injured": None}])
    write(
        folder / "bench" / "places.jsonl",
        [{"doc_id": "p", "text": "الغدير", "within": None, "country": "SY", "lat": 35.5, "lon": 36.5}],
    )
    table = (
        "id\tname_ar\tnames_ar\tname_en\ttype\tcountry\tadmin1_ar\tadmin2_ar\tadmin3_ar\tlat\tlon\tpopulation\tsource\n"
    )
    (folder / "gazetteer").mkdir()
    row = "x:1\tالغدير\t\tGhadir\ttown\tSY\tإدلب\t\t\t35.5\t36.5\t\tx\n"
    (folder / "gazetteer" / "own.tsv").write_text(table + row, encoding="utf-8")
    write(folder / "corpus" / "conflict-news.jsonl", [record("a", SENTENCE)] * 3)
    (folder / "score").symlink_to(SHARED_SCORE, target_is_directory=True)
    return folder


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("قتيلان وثلاثة جرحى بغارة على بلدة الغدير", {"killed": 2, "injured": 3}),
        ("قتلى وجرحى بغارة على بلدة الغدير", {"killed": None, "injured": None}),
    ],
)
def test_casualty_numbers_are_summed_and_vague_ones_claim_none(text: str, right: Json) -> None:
    assert boards.counts({"msg": 1, "text": text}, CODER) == right


@pytest.mark.parametrize(
    ("case", "right"),
    [
        ({"killed": 2, "injured": None}, {"killed": 2, "injured": None}),
        ({"killed": 0}, {"killed": 0, "injured": None}),
        ({"aggregate": {"killed": 5, "injured": 24}}, {"killed": 5, "injured": 24}),
        ({"per_place": {"الغدير": {"killed": 1}, "النهر": {"killed": 2, "injured": 9}}}, {"killed": 3, "injured": 9}),
    ],
)
def test_expected_numbers_of_every_kind_of_case(case: Json, right: Json) -> None:
    assert boards.expected(case) == right


def test_casualty_board_says_which_messages_fail() -> None:
    text = "قتيلان بغارة على بلدة الغدير"
    cases = [
        {"msg": 7, "text": text, "killed": 2, "injured": None},
        {"msg": 8, "text": text, "killed": None, "injured": 4},
    ]
    assert boards.casualty_board(cases, CODER) == (
        1,
        ["8: said killed 2, injured no number; right killed no number, injured 4"],
    )


def test_a_report_is_given_nothing_of_what_is_true() -> None:
    assert boards.report(record("a", SENTENCE, events=[gold_event()], incidents=[1])).extra == {}


def test_external_figures_are_flattened_and_nulls_left_out() -> None:
    result = {
        "texts": 3,
        "median km": None,
        "found": {"share": 0.5, "n": 1, "of": 2},
        "empty": {"share": None, "n": 0, "of": 0},
        "assault": {"f1": 0.5, "precision": 1.0, "recall": 0.3},
    }
    flat = {"texts": 3, "found": 0.5, "assault": 0.5, "assault, precision": 1.0, "assault, recall": 0.3}
    assert boards.flat(result) == flat


@pytest.mark.parametrize(
    ("value", "before", "shown"),
    [
        (0.6, None, "0.600"),
        (0.6, 0.6001, "0.600"),
        (0.6, 0.5, "0.600 (+0.100)"),
        (0.5, 0.6, "0.500 (-0.100)"),
        (20, 18, "20 (+2)"),
        (348.52, 300.0, "348.5 (+48.5)"),
    ],
)
def test_a_figure_shows_how_far_it_moved(value: float, before: float | None, shown: str) -> None:
    assert diff.shown(value, before) == shown


def verdict(found: list[int], typed: list[int], clean: list[int], false: int) -> Json:
    return {"found": found, "typed": typed, "clean": clean, "false": false}


def test_movements_name_the_events_gained_and_lost() -> None:
    old = {"a": verdict([0, 1], [0], [], 2), "b": verdict([0], [0], [0], 0), "gone": verdict([0], [0], [0], 9)}
    new = {"a": verdict([0, 1], [0, 1], [1], 0), "b": verdict([0], [], [], 1), "fresh": verdict([0], [0], [0], 9)}
    assert diff.movements(old, new) == [
        "typed: gained 1: a#1; lost 1: b#0",
        "clean: gained 1: a#1; lost 1: b#0",
        "made up: fewer in 1: a -2; more in 1: b +1",
    ]
    assert diff.movements(old, old) == []


def test_freezing_some_boards_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "frozen.json"
    diff.freeze(path, diff.read(path), {"figures": {"dev": {"typed": 0.5}, "more": {"typed": 0.4}}, "verdicts": {}})
    diff.freeze(path, diff.read(path), {"figures": {"dev": {"typed": 0.7}}, "verdicts": {"dev": {}}})
    assert diff.read(path) == {"figures": {"dev": {"typed": 0.7}, "more": {"typed": 0.4}}, "verdicts": {"dev": {}}}


def test_stages_are_shares_of_one_whole() -> None:
    found = speed.stages(Coder(), [Report("a", "قصفت قوات النظام بلدة النيرب بالمدفعية أمس وقتل مدنيان.")])
    assert sum(found.values()) == pytest.approx(1.0, abs=0.01)
    assert all(name.startswith("share of ") for name in found)


def test_speed_measures_a_fresh_process(tmp_path: Path) -> None:
    write(tmp_path / "corpus.jsonl", [record("a", SENTENCE), record("b", QUIET, published=None)])
    figures = speed.measure(tmp_path / "corpus.jsonl")
    assert figures["reports/s best"] >= figures["reports/s median"] > 0
    assert figures["peak memory MiB"] > 5
    assert figures["start to first coded report s"] > figures["bare interpreter s"] > 0


def test_without_the_shared_folder_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--shared", str(tmp_path)], tmp_path) == 2
    assert "--shared" in capsys.readouterr().err


@needs_scorers
@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({}, {"found": [0], "typed": [0], "clean": [0], "false": 0}),
        ({"type": "battle"}, {"found": [0], "typed": [], "clean": [], "false": 0}),
        ({"places": []}, {"found": [0], "typed": [0], "clean": [], "false": 0}),
        ({"required": False}, {"found": [], "typed": [], "clean": [], "false": 0}),
        ({"evidence": ["أمس"]}, {"found": [], "typed": [], "clean": [], "false": 1}),
    ],
)
def test_verdicts_agree_with_the_scorer(shared: Path, changed: Json, verdict: Json) -> None:
    asked = {"a": record("a", SENTENCE, events=[gold_event(**changed)])}
    coded = {"a": record("a", SENTENCE, events=[gold_event()])}
    scorer = boards.script(shared, "score")
    assert boards.verdicts(scorer, asked, coded) == {"a": verdict}
    sums = scorer.score(asked, coded)[0]
    assert [sums[name]["right"] for name in ("events", "typed", "clean")] == [
        len(verdict[name]) for name in diff.LEVELS
    ]


@needs_scorers
def test_every_board_is_run_printed_and_frozen_without_texts(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = shared.parent
    names = [name for name in BOARDS if name != "speed"]
    assert main(["--shared", str(shared), "--board", *names, "--freeze"], home) == 0
    out = capsys.readouterr().out
    assert all(f"\n{name}\n" in out for name in names)
    frozen = (home / "frozen.json").read_text(encoding="utf-8")
    assert set(json.loads(frozen)["figures"]) == {*boards.CODED, "linking", "places", "casualty"}
    assert json.loads(frozen)["verdicts"]["dev"]["b"] == verdict([], [], [], 0)
    assert "الغدير" not in frozen
    assert {path.stem for path in (home / "out").iterdir()} == set(boards.CODED)


@needs_scorers
def test_the_signs_of_placed_strings_and_whether_they_are_right(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fit_places, "HERE", tmp_path / "bench")
    monkeypatch.setenv("TAWTHIQ_HOME", str(tmp_path))
    cases = [("الغدير", 35.5, 36.5), ("الغدير", 33.0, 36.5), ("اسم لا يعرفه أحد", 35.5, 36.5)]
    places = [
        {"doc_id": str(n), "text": text, "country": "SY", "lat": lat, "lon": lon}
        for n, (text, lat, lon) in enumerate(cases)
    ]
    write(shared / "bench" / "places.jsonl", places)
    rows, right, asked = fit_places.examples(shared)
    assert (right, asked) == ([True, False], 3)
    assert {sign for sign, share in zip(fit_places.SIGNS, rows[0], strict=True) if share} == {"letter", "alone"}


def test_the_errors_of_a_board_are_lines_of_json(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = gold_event(places=[{"text": "النهر"}])
    write(shared / "gold" / "dev.jsonl", [record("a", SENTENCE, events=[wrong])])
    assert main(["--shared", str(shared), "--errors", "dev"], shared.parent) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"a"} == {row["doc_id"] for row in rows}


@needs_scorers
def test_a_second_run_shows_what_moved(
    shared: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def coding(event: Json) -> Callable[..., dict[str, boards.Records]]:
        coded = {"a": record("a", SENTENCE, events=[event]), "b": record("b", QUIET, events=[])}
        return lambda asked, out, processes=2: dict.fromkeys(asked, coded)

    monkeypatch.setattr(boards, "code_boards", coding(gold_event()))
    main(["--shared", str(shared), "--board", "dev", "--freeze"], shared.parent)
    assert "moved" not in capsys.readouterr().out
    monkeypatch.setattr(boards, "code_boards", coding(gold_event(type="battle")))
    main(["--shared", str(shared), "--board", "dev"], shared.parent)
    out = capsys.readouterr().out
    assert "typed: lost 1: a#0" in out
    assert "0.000 (-1.000)" in out
