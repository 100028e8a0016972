"""What an incident says of its claims: which independent source each comes from, who denies, who blames another side."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tawthiq.linking.incidents import incident
from tawthiq.linking.mentions import count, mentions
from tawthiq.model import Claimed, CodedReport, Incident, Report
from tawthiq.pipeline import Coder

_coder = Coder()
DAY = dt.date(2021, 3, 4)
WIRE = "قُتل ثلاثة مدنيين بقصف مدفعي لقوات النظام على بلدة سرمين أمس، وقال الدفاع المدني إن فرقه نقلت الضحايا إلى مشفى المدينة القريب من السوق."


def coded(name: str, text: str, outlet: str) -> CodedReport:
    return _coder.code(Report(name, text, None, outlet, DAY))


def one(*reports: CodedReport) -> Incident:
    """The incident that all events of some reports tell of."""
    return incident(mentions(reports, count(reports)))


def test_copies_of_a_text_and_reports_of_an_outlet_have_one_source() -> None:
    other = "سقط ثلاثة قتلى في سرمين إثر قذائف مدفعية، بحسب ناشطين."
    made = one(
        coded("a", WIRE, "وكالة 1"),
        coded("b", WIRE, "وكالة 2"),
        coded("c", other, "وكالة 3"),
        coded("d", "قصفت قوات النظام بلدة سرمين بالمدفعية أمس.", "وكالة 2"),
    )
    by_report = {claim.event_id.partition("#")[0]: claim.source for claim in made.type.claimed}
    assert by_report["a"] == by_report["b"] == by_report["d"] == 1
    assert by_report["c"] == 2
    assert made.sources.independent == 2
    assert all(claim.source for toll in made.casualties for claim in toll.claimed)


def test_a_claim_written_before_there_were_numbers_is_read() -> None:
    raw = {"value": 3, "event_id": "a#1", "speaker": None, "outlet": "x"}
    assert Claimed.from_json(raw).to_json() == {**raw, "source": 0}


def test_contradictions_say_who_says_so() -> None:
    first, second = coded("a", WIRE, "وكالة 1"), coded("b", WIRE.replace("ثلاثة", "سبعة"), "وكالة 2")
    made = one(first, second)
    [toll] = [each for each in made.contradictions if each["slot"] == "killed"]
    assert set(toll["values"]) == {"3", "7"}
    assert toll["said_by"]["3"] == [source.text for source in first.events[0].sources] != []
    assert not [each for each in made.contradictions if each["slot"] == "status"]


def test_who_denies_is_named_even_where_the_report_tells_the_act() -> None:
    report = coded("a", WIRE, "وكالة 1")
    source = report.events[0].sources[0]
    denied = replace(report, events=(replace(report.events[0], denied_by=(replace(source, text="وزارة الدفاع"),)),))
    [status] = [each for each in one(denied).contradictions if each["slot"] == "status"]
    assert status["said_by"] == {"denied": ["وزارة الدفاع"]}
    assert status["values"] == {"denied": [denied.events[0].event_id]}


def test_sides_that_act_together_and_parts_of_a_toll_contradict_nothing() -> None:
    report = coded(
        "a", "قتلت قوات النظام والطيران الروسي خمسة مدنيين وثلاثة مسلحين في قصف على بلدة سرمين أمس.", "وكالة 1"
    )
    event = report.events[0]
    actor, toll = event.actors[0], event.casualties[0]
    sides = tuple(replace(actor, role="initiator", actor_id=name) for name in ("syr-gov", "rus"))
    parts = tuple(
        replace(toll, group=group, best=best, of_which=None) for group, best in (("civilian", 5), ("combatant", 3))
    )
    one_event = replace(report, events=(replace(event, actors=sides, casualties=parts),))
    assert not one(one_event).contradictions
    other = replace(
        one_event,
        doc_id="b",
        events=(replace(one_event.events[0], event_id="b#1", actors=sides[:1], casualties=parts[:1]),),
    )
    assert not one(one_event, other).contradictions
    blamed = replace(
        other, events=(replace(other.events[0], actors=(replace(actor, role="initiator", actor_id="isis"),)),)
    )
    assert [each["slot"] for each in one(one_event, blamed).contradictions] == ["initiator"]


def test_rival_tolls_of_one_report_contradict_one_another() -> None:
    report = coded("a", WIRE, "وكالة 1")
    event = report.events[0]
    rivals = tuple(replace(event.casualties[0], best=best, source=who) for best, who in ((3, "الوزارة"), (9, "ناشطون")))
    [toll] = one(replace(report, events=(replace(event, casualties=rivals),))).contradictions
    assert toll["said_by"] == {"3": ["الوزارة"], "9": ["ناشطون"]}
