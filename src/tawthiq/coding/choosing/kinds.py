"""What speaks for each type of an act: named features, the same for all types."""

from __future__ import annotations

from tawthiq.coding.choosing.scene import Act, once


def features(act: Act) -> list[str]:
    """Features of an act for the choice of its type."""
    out: list[str] = []
    add, forms = out.append, act.scene.words.forms
    kind = act.lead.type
    add(f"rule={kind}")
    add(f"rule={kind}|strength={max((t.entry.strength for t in act.lead.acts), default=0)}")
    for claim in act.claims:
        add(f"claim={claim.type}|{kind}")
        for trigger in claim.triggers:
            add(f"trigger={trigger.entry.rule}|{trigger.entry.value}")
            add(f"trigger={trigger.entry.rule}|{kind}")
            add(f"word={forms[trigger.at]}")
        for weapon in claim.weapons:
            add(f"means={weapon.kind}")
            add(f"means={weapon.kind}|{kind}")
        for casualty in claim.casualties:
            add(f"harm={casualty.outcome}")
            add(f"harm={casualty.outcome}|{kind}")
            if casualty.best == 0:
                add(f"no-harm|{kind}")
        for actor, role, _ in claim.actors:
            what = actor.rows[0].kind if actor.rows else "other"
            add(f"{role}={what}|{kind}")
    lead = act.lead
    # Names of sides are no words of the act: the same act has the same type whoever does it.
    sides = {k for actor in lead.sentence.actors for k in range(actor.first, actor.last)}
    for k in range(lead.first, lead.last):
        form = forms[k]
        if len(form) > 2 and form.isalpha() and k not in sides:
            add("near=" + form.removeprefix("و").removeprefix("ال"))
    add(f"first={act.lead.triggers[0].entry.rule}|{kind}")
    add(f"claims={min(len(act.claims), 4)}|{kind}")
    add(f"status={lead.status}|{kind}")
    add(f"placed={bool(lead.places)}|{kind}")
    return once(out)
