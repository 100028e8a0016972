"""python -m bench [--shared ../shared] [--board NAME ...] [--freeze] [--errors BOARD]"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from bench import boards, diff, speed

HERE = Path(__file__).parent
FROZEN = HERE / "frozen.json"
ALL = (*boards.GOLD, *(name for name, _ in boards.EXTERNAL), "places", "casualty", "speed")
Json = dict[str, Any]


def main(argv: list[str] | None = None) -> int:
    """Codes, scores, prints; 2 where the shared folder is not there."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="The scoreboard of Tawthiq.")
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--board", action="append", choices=ALL, help="only these boards")
    parser.add_argument("--freeze", action="store_true", help="keep the result as the one to compare with")
    parser.add_argument("--errors", choices=boards.GOLD, help="print the error log of a gold board and stop")
    args = parser.parse_args(argv)
    if not (args.shared / "score" / "score.py").is_file():
        print(f"bench: no score/score.py under {args.shared}; name the shared folder with --shared", file=sys.stderr)
        return 2
    if args.errors:
        for row in boards.gold_board(args.shared, args.errors, HERE / "out")[1]:
            print(json.dumps(row, ensure_ascii=False))
        return 0
    frozen: Json = json.loads(FROZEN.read_text(encoding="utf-8")) if FROZEN.is_file() else {"figures": {}, "mistakes": {}}
    result = _run(args.shared, args.board or ALL)
    _compare(frozen, result)
    if args.freeze:
        merged = {part: {**frozen[part], **result[part]} for part in ("figures", "mistakes")}
        FROZEN.write_text(json.dumps(merged, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(f"frozen in {FROZEN.name}")
    return 0


def _run(shared: Path, names: tuple[str, ...] | list[str]) -> Json:
    figures: dict[str, Json] = {}
    mistakes: dict[str, dict[str, int]] = {}
    for name in boards.GOLD:
        if name in names:
            result, log = boards.gold_board(shared, name, HERE / "out")
            mistakes[name] = diff.troubled(log)
            figures[name] = _gold_figures(name, result)
            _print(name, figures[name])
    for name, what in boards.EXTERNAL:
        if name in names:
            figures[name] = _flat(boards.external_board(shared, name, what, HERE / "out"))
            _print(name, figures[name])
    if "places" in names:
        print("places: not yet, there is no geocoder")
        print("linking: not yet, there is no linking")
    if "casualty" in names:
        right, asked, wrong = boards.casualty_board(shared)
        figures["casualty"] = {"right": right}
        print(f"casualty cases: {right} of {asked}; misread: {', '.join(wrong)}")
    if "speed" in names:
        figures["speed"] = speed.measure(shared)
        _print("speed", figures["speed"])
    return {"figures": figures, "mistakes": mistakes}


def _gold_figures(name: str, result: Json) -> Json:
    if name == "quiet":
        return {"false_events_per_100": result["false_events_per_100_quiet_reports"]}
    return dict(boards.slots_of(result))


def _flat(result: Json) -> Json:
    out: Json = {}
    for name, value in result.items():
        if isinstance(value, dict):
            out[name] = value.get("f1", value.get("share"))
        else:
            out[name] = value
    return {name: value for name, value in out.items() if value is not None}


def _print(name: str, values: Json) -> None:
    shown = ", ".join(f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in values.items())
    print(f"{name}: {shown}", flush=True)


def _compare(frozen: Json, result: Json) -> None:
    print("\nagainst the frozen result:")
    for line in diff.figures(frozen["figures"], result["figures"]) or ["no figure moved"]:
        print("  " + line)
    for board, now in result["mistakes"].items():
        if board in frozen["mistakes"]:
            better, worse = diff.reports(frozen["mistakes"][board], now)
            print(f"  {board}: fewer mistakes in {', '.join(better) or 'none'}; more in {', '.join(worse) or 'none'}")


if __name__ == "__main__":
    sys.exit(main())
