"""What people call the columns of their registers, as data: field -> the names that others give it.

Collected from the layouts of council risk and issue logs, programme plans and the form itself. All are as `normal`
makes them: small letters, single spaces, no punctuation.
"""

from __future__ import annotations

from collections.abc import Mapping

Names = Mapping[str, tuple[str, ...]]


def named(text: str) -> tuple[str, ...]:
    """The names in a text, which a semicolon parts."""
    return tuple(" ".join(name.split()) for name in text.split(";"))


PROBABILITIES = named("probability; likelihood; prob; l; p; likelihood score; probability score; likelihood rating")
IMPACTS = named("impact; severity; consequence; i; impact score; impact rating; severity score")
BEFORE = named("inherent; gross; initial; original; raw; unmitigated; pre mitigation; uncontrolled")
NOW = named("current; net; present; now; controlled")
WANTED = named("target; desired; future; planned; tolerated")
OWNERS = named(
    "owner; owned by; responsible; responsible person; responsible officer; lead officer; lead; accountable; "
    "accountable officer; assigned to; assignee; who; action owner; by whom"
)

SYNONYMS: Mapping[str, Names] = {
    "risk": {
        "description": named(
            "description; risk; risks; key risk; key risks; title; name; summary; statement; threat; what might "
            "happen; what could happen; details; uncertainty"
        ),
        "cause": named("causes; due to; root cause; source; trigger; triggers; caused by; drivers"),
        "event": named("risk event; there is a risk that"),
        "effect": named(
            "effects; consequences; impact description; description of impact; potential impact; leading to; resulting "
            "in; result; impact details; implications"
        ),
        "mitigation": named(
            "mitigations; mitigating action; mitigating actions; mitigation actions; mitigation action; mitigation "
            "plan; mitigation response; mitigation strategy; controls; control; existing controls; current controls; "
            "control measures; countermeasures; actions; action plan; treatment plan; mitigation measures; management "
            "actions; response actions; key controls; controls in place; mitigating actions and controls; planned "
            "actions"
        ),
        "response": named(
            "response; response type; strategy; approach; treatment; 4ts; four ts; response category; risk treatment"
        ),
        "category": named("type; theme; categories; risk type; area; classification"),
        "rag_recorded": named("rag; rag status; current rag; rag rating; risk rag; recorded rag; colour"),
        "rag_reason": named("rag reason; reason for rag; rag commentary; rag rationale"),
        "owner": (*OWNERS, "risk lead"),
        "actionee": named("actionees; action by; actioned by; mitigation owner; control owner; actions owner"),
        "proximity": named("timescale; time frame; timeframe; when might it happen"),
        "review_on": named(
            "review date; next review; next review date; date of next review; review due; review by; to be reviewed; "
            "due for review"
        ),
        "raised_on": named(
            "date raised; raised; date identified; identified on; date logged; logged on; date added; date opened; "
            "opened; opened on; created; created on; date entered; date of entry; identified"
        ),
        "status": named("state; open closed; open or closed; risk status; live closed"),
    },
    "issue": {
        "description": named(
            "description; issue; issues; title; name; summary; problem; details; key issue; key issues"
        ),
        "impact": named("severity; impact rating; priority"),
        "response": named(
            "response; resolution; action; actions; actions taken; action plan; resolution plan; next steps; "
            "corrective action; proposed resolution; mitigation"
        ),
        "owner": OWNERS,
        "raised_on": named(
            "date raised; raised; date identified; date logged; logged on; date opened; opened; created; date added; "
            "identified"
        ),
        "due": named("due date; target date; deadline; resolve by; resolution date; by when; target"),
        "status": named("state; open closed; issue status"),
        "risk": named("from risk; related risk; linked risk; risk ref; risk id"),
    },
    "milestone": {
        "title": named(
            "milestone; milestones; name; title; description; deliverable; key milestone; milestone name; milestone "
            "title; activity; task; key date"
        ),
        "outcome": named("workstream; outcome; output; stage; phase; product"),
        "owner": OWNERS,
        "baseline": named(
            "baseline date; planned; planned date; plan; original date; approved date; target date; baseline end; due "
            "date; due; date; baseline finish"
        ),
        "forecast": named(
            "forecast date; expected; expected date; current forecast; revised date; revised; latest forecast; new "
            "date; estimated date"
        ),
        "actual": named(
            "actual date; completed on; completed; date completed; completion date; achieved; achieved on; actual end; "
            "done on; actual finish"
        ),
        "status": named("state; progress; milestone status"),
        "depends_on": named("depends on; dependencies; dependency; predecessors; predecessor; dependent on"),
        "confidence": named("confidence; delivery confidence; dca; delivery confidence assessment"),
    },
    "action": {
        "description": named(
            "action; actions; description; task; title; what; action required; details; action agreed; agreed action; "
            "action description"
        ),
        "owner": OWNERS,
        "due": named("due date; deadline; target date; by when; when; due by; date due; timescale; complete by"),
        "status": named("state; action status; rag"),
        "done_on": named("date completed; completed on; completion date; closed on; date closed; completed; done"),
        "meeting": named("meeting date; date of meeting; meeting; date raised; raised at; raised on; board date"),
        "note": named("notes; comments; comment; update; updates; progress; progress update; latest update"),
        "risk": named("risk; risk ref; risk id; related risk; linked risk; mitigates"),
    },
    "step": {
        "title": named("step; procurement step; activity; task; title; description; procurement stage; name"),
        "stage": named("stage; phase"),
        "lead": OWNERS,
        "planned": named("planned date; plan; target date; due date; due; date; baseline"),
        "forecast": named("forecast date; expected; expected date; revised date"),
        "actual": named("actual date; completed on; completed; date completed; completion date"),
        "status": named("state; progress"),
        "notice": named("notices; notice reference; notice number"),
    },
    "funding": {
        "payer": named(
            "funder; funding source; source; source of funding; contributor; organisation; body; from; partner; funded "
            "by; name; borough"
        ),
        "amount": named("value; sum; contribution; funding; total; cost; budget; amount gbp; funding amount"),
    },
    "spend": {
        "title": named("for; description; item; details; purpose; spend; what; title; expenditure"),
        "amount": named("value; cost; sum; spend; net; total; amount gbp; price; net amount"),
        "stage": named("stage; committed or paid; type; status"),
        "dated": named("date paid; payment date; invoice date; date; paid on; order date; transaction date"),
        "payee": named("supplier; vendor; paid to; beneficiary; contractor; company; supplier name"),
    },
    "signoff": {
        "role": named("role; post; position; capacity; job title; approver role"),
        "name": named("name; signatory; officer; signed by; approver; who"),
        "signed_on": named("date; date signed; signed; signed on; approved on; date approved"),
        "confirmed": named("confirmation; confirmed; statement; what was confirmed; declaration"),
    },
    "resolution": {
        "decided": named(
            "decision; decisions; decision made; resolution; resolved; agreed; description; what was decided"
        ),
        "stage": named("stage; sought or made; status"),
        "meeting": named("meeting date; date; meeting; date of meeting; decision date; decided on; date decided"),
        "reason": named("reason; rationale; reasons; why; justification"),
    },
    "dayoff": {
        "title": named("holiday; name; day off; bank holiday; description; title"),
        "day": named("date; day; on"),
        "nation": named("nation; where; country"),
    },
}
"""kind -> field -> what others call it."""

REFERENCES = named(
    "reference; ref; id; no; number; ref no; reference number; identifier; id number; code; ref number; unique id; "
    "item; item no; log no; ref id; uid; id no"
)
"""What the column with the reference is called, a kind's name in front of it left out."""

WORKED_OUT: Mapping[str, Names] = {
    "risk": {
        "score": named(
            "score; risk score; p x i; i x p; l x i; i x l; pxi; lxi; ixl; ixp; current score; risk rating; rating; "
            "total score; overall score; exposure; risk exposure; total; overall rating; net score; current rating; "
            "risk level; rag score; overall risk; current risk score"
        ),
        "other score": named(
            "inherent score; gross score; initial score; original score; target score; residual score; inherent risk "
            "score; residual risk score; target risk score; inherent rating; target rating; residual rating; inherent "
            "risk; residual risk; target risk; gross risk; inherent rag; target rag; residual rag; gross rag"
        ),
        "computed rag": named("computed rag"),
    },
    "milestone": {
        "variance": named("variance; slippage; days late; delay; variance days"),
        "rag": named("milestone rag"),
    },
    "step": {
        "variance": named("variance; standing"),
    },
}
"""kind -> what is worked out -> what its column is called: compared where it can be, and not brought in."""

NO_ROOM = named(
    "author; change; closed; closed on; closure date; date closed; date last reviewed; date of last review; date "
    "updated; direction of travel; escalated; history; identified by; last modified; last review; last review date; "
    "last reviewed; last updated; logged by; modified; movement; previous rag; previous score; raised by; reviewed; "
    "reviewed by; reviewed on; trend; updated; updated by; updated on"
)
"""Columns for which the register has no field. They are named here, so that none is taken for one that sounds alike."""

UNSURE: Mapping[str, Names] = {
    "risk": {
        "probability": named(
            "residual likelihood; residual probability; post mitigation likelihood; residual l; residual p"
        ),
        "impact": named("residual impact; residual severity; post mitigation impact; residual i; residual consequence"),
    },
}
"""kind -> field -> names that must be asked about: what is left after the controls of today, or of tomorrow?"""

SPEAKING: Names = {
    "risk": named("risk; risks; threat; raid"),
    "issue": named("issue; issues"),
    "milestone": named("milestone; milestones; plan; deliverables"),
    "action": named("action; actions"),
    "step": named("procurement; step; steps"),
    "funding": named("funding; funders; contributions; income"),
    "spend": named("spend; spending; expenditure; payments; commitments; invoices"),
    "signoff": named("sign; signatures; signoffs; approvals"),
    "resolution": named("decision; decisions; resolutions"),
    "dayoff": named("holidays; holiday; days"),
}
"""kind -> words in the name of a sheet, in a line above the headings, or in a heading, that speak for it."""
