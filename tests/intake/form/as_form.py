"""The register of DD2092 put back into the layout of its form, with the oddities of the machine-read copy.

The entries are those of `fixtures/dd2092`; the words between them are the project's own.
"""

from __future__ import annotations

from typing import Any

from fixtures import dd2092
from loti_tui.domain.dates import PartialDate
from loti_tui.domain.money import money_words

GREEK_ALPHA = "\u0391"


def form_text() -> str:
    """The whole form as text: headings, the four risks with a Greek Alpha in the last, timeline, deferral."""
    facts = dd2092.facts()
    decision, publication = facts["decision"][0], facts["publication"][0]
    signed = {one["role"]: one for one in facts["signoff"]}
    return f"""\
# GREATER LONDON AUTHORITY

#### **REQUEST FOR DIRECTOR DECISION \u2013 {decision["ref"]}**

Title: {decision["title"]}

# **Executive Summary:**

A study is to say whether an office is worth having.

#### **Decision:**

That the {decision["authority"]} approves expenditure of up to {money_words(decision["ceiling"])} for the period from \
{spoken(decision["starts_on"])} to {spoken(decision["ends_on"])}, comprising {funding(facts["funding"])} budget, to be \
used for the procurement and commissioning of consultancy services.

#### **AUTHORISING DIRECTOR**

It has my approval.

Name: {signed["Head of Paid Service and Executive Director"]["name"]}

Position: Head of Paid Service & Executive

Director

Signature:

Date:

4.4.2017

#### PART I - NON-CONFIDENTIAL FACTS AND ADVICE

# 1. Introduction and background

- 1.1 Two bodies have worked on this before.
- They want to go on, and this paragraph has lost its number.
- 1.3 A study is planned.

## 2. Objectives and expected outcomes

# 2.1 Objectives

{bullets(decision["objectives"])}

#### 2.2 Outcomes

{outcomes(facts)}

#### 4. Other considerations

a) Key Risks

a) Key Risks\t\t\t\t\t
Risk description\tMitigation / Risk response\tProb- ability 1-4\tImpact 1-4\tRAG\tGLA risk owner
{risks(facts["risk"])}

# b) Links to Mayoral strategies and priorities

It belongs to several.

#### 6. Legal comments

- 6.2 The services must be procured by Transport for London Procurement, in accordance with the GLA's Contracts and
  Funding Code. Providers who were approached give their quotes.

# 7. Planned delivery approach and next steps

Activity\tTimeline
Procurement of contract [for externally delivered projects]\t{spoken(facts["procurement"][0]["planned_for"])}
Delivery Start Date [for project proposals]\t{spoken(milestone(facts, "Delivery start")["baseline"])}
Delivery End Date [for project proposals]\t{spoken(milestone(facts, "Delivery end")["baseline"])}

Appendices and supporting papers: None

#### Part 1 Deferral:

# Is the publication of Part 1 of this approval to be deferred? YES

If YES, for what reason:

{publication["reason"]}

Until what date: {spoken(publication["until"])}

Is there a part 2 form - NO

ORIGINATING OFFICER DECLARATION:\tDrafting officer to confirm (\u221a)
Drafting officer:\t
<u>{signed["Drafting officer"]["name"]}</u> has drafted this report in accordance with GLA procedures:\t\u2713
Assistant Director/Head of Service:\t
{signed["Assistant Director"]["name"]} has reviewed the documentation and is satisfied for it to be referred on.\t\u2713
Financial and Legal advice:\t
The <u>Finance and Legal</u> teams have commented on this proposal.\t<b>\u221a</b>
Corporate Investment Board: The Corporate Investment Board reviewed this proposal on \
{spoken(signed["Corporate Investment Board"]["signed_on"])}.\t

# **EXECUTIVE DIRECTOR, RESOURCES:**

I confirm that financial and legal implications have been considered.

Signature

Date

4.4.17
"""


def spoken(iso: str) -> str:
    """A date as the form writes it."""
    return PartialDate(iso).spoken()


def funding(lines: list[dict[str, Any]]) -> str:
    """ "£25,000 from London Councils, … and £50,000 from the GLA's Intelligence Unit"."""
    told = [f"{money_words(one['amount'])} from {payer(one['payer'])}" for one in lines]
    return f"{', '.join(told[:-1])} and {told[-1]}"


def payer(name: str) -> str:
    return f"the GLA's {name.removeprefix('GLA ')}" if name.startswith("GLA ") else name


def bullets(lines: str) -> str:
    return "\n".join(f"- {line}" for line in lines.strip().splitlines())


def outcomes(facts: dict[str, list[dict[str, Any]]]) -> str:
    """Each outcome by its name in bold, and what it is in brackets."""
    told = [line.partition(": ") for line in facts["decision"][0]["outcomes"].strip().splitlines()]
    return "\n".join(f"- **{name}** ({what.rstrip('.')})." for name, _, what in told)


def risks(entries: list[dict[str, Any]]) -> str:
    """The rows of the table; the RAG of the last is a letter of another alphabet."""
    rows = [
        (one["description"], one["mitigation"], str(one["probability"]), str(one["impact"]), one["rag_recorded"])
        for one in entries
    ]
    rows[-1] = (*rows[-1][:-1], GREEK_ALPHA)
    return "\n".join("\t".join((*row, one["owner"])) for row, one in zip(rows, entries, strict=True))


def milestone(facts: dict[str, list[dict[str, Any]]], title: str) -> dict[str, Any]:
    return next(one for one in facts["milestone"] if one["title"] == title)
