"""python -m bench [--shared ../shared] [--board NAME ...] [--freeze] [--errors BOARD]"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection
from pathlib import Path

from bench import boards, diff, gazetteers, speed
from tawthiq.pipeline import Coder

HERE = Path(__file__).parent
# The order of printing.
BOARDS = (*boards.CODED, "linking", "places", "casualty", "speed")


def main(argv: list[str] | None = None, home: Path = HERE) -> int:
    """Codes, scores, prints; what is coded and frozen lies under `home`. 2 where the shared folder is not there."""
    args = _parser().parse_args(argv)
    if not (args.shared / "score" / "score.py").is_file():
        print(f"bench: no score/score.py under {args.shared}; name the shared folder with --shared", file=sys.stderr)
        return 2
    if args.errors:
        asked, coded = _coded(args.shared, [args.errors], home)
        for row in boards.score_board(args.shared, args.errors, asked[args.errors], coded[args.errors]).log:
            print(json.dumps(row, ensure_ascii=False))
        return 0
    frozen = diff.read(home / "frozen.json")
    result = run(args.shared, args.board or BOARDS, frozen, home)
    if args.freeze:
        diff.freeze(home / "frozen.json", frozen, result)
        print("frozen in frozen.json")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="The scoreboard of Tawthiq.")
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared", help="folder of gold and scorers")
    parser.add_argument("--board", nargs="+", action="extend", choices=BOARDS, metavar="NAME", help=", ".join(BOARDS))
    parser.add_argument("--freeze", action="store_true", help="keep the result as the one to compare with")
    parser.add_argument("--errors", choices=boards.GOLD, help="print the error log of a gold board and stop")
    return parser


def run(shared: Path, names: Collection[str], frozen: diff.Json, home: Path) -> diff.Json:
    """Runs and prints the named boards against `frozen`; the result as it would be frozen."""
    store = gazetteers.use(shared, home / "home")
    # What is linked are the reports of `links`, coded once for both boards.
    needed = {*names, "links"} if "linking" in names else names
    asked, coded = _coded(shared, [name for name in boards.CODED if name in needed], home)
    scored = {name: boards.score_board(shared, name, asked[name], coded[name]) for name in coded if name in names}
    figures = {name: board.figures for name, board in scored.items()}
    verdicts = {name: board.verdicts for name, board in scored.items() if board.verdicts}
    for name, values in figures.items():
        _print(name, values, frozen)
    if "linking" in names:
        figures["linking"] = boards.linking_board(shared, asked["links"], coded["links"])
        _print("linking", figures["linking"], frozen)
    if "places" in names:
        figures["places"] = gazetteers.places_board(shared, store)
        _print("places", figures["places"], frozen)
    for name in (n for n in ("casualty", "speed") if n in names):
        figures[name] = _casualty(shared) if name == "casualty" else speed.measure(_corpus(shared))
        _print(name, figures[name], frozen)
    _print_movements(verdicts, frozen)
    return {"figures": figures, "verdicts": verdicts}


def _coded(shared: Path, names: list[str], home: Path) -> tuple[dict[str, boards.Records], dict[str, boards.Records]]:
    """The records of the named boards as they are given, and coded."""
    asked = {name: boards.records(shared, name) for name in names}
    return asked, boards.code_boards(asked, home / "out")


def _corpus(shared: Path) -> Path:
    return shared / "corpus" / "conflict-news.jsonl"


def _casualty(shared: Path) -> boards.Figures:
    cases = boards.read_lines(shared / "bench" / "casualty-cases.jsonl")
    right, wrong = boards.casualty_board(cases, Coder())
    for line in wrong:
        print(f"casualty case {line}")
    return {"right": right, "of": len(cases)}


def _print(board: str, figures: boards.Figures, frozen: diff.Json) -> None:
    before = frozen["figures"].get(board, {})
    print(f"\n{board}")
    for name, value in figures.items():
        print(f"  {name:60} {diff.shown(value, before.get(name))}", flush=True)


def _print_movements(verdicts: dict[str, diff.Verdicts], frozen: diff.Json) -> None:
    for board, now in verdicts.items():
        lines = diff.movements(frozen["verdicts"].get(board, {}), now)
        if lines:
            print(f"\n{board}, gold events that moved", *lines, sep="\n  ")


if __name__ == "__main__":
    sys.exit(main())
