"""Each layout and each variation that was seen in decision forms, on forms that were written for the project."""

from __future__ import annotations

import pytest

from loti_tui.domain.refused import Refused
from loti_tui.intake.document import Document, Paragraph
from loti_tui.intake.form import is_form, take_form
from loti_tui.intake.place import Place
from loti_tui.intake.taken import What
from tests.intake.form.forms import NAMES, TODAY, document, doubt, item, items, plain, said, taken, taken_of, text_of


@pytest.mark.parametrize("name", NAMES)
def test_each_form_is_known_and_taken_twice_alike(name: str) -> None:
    assert is_form(document(name, text_of(name)))
    assert taken(name) == taken(name)


@pytest.mark.parametrize(
    ("name", "layout", "ref", "kind", "title"),
    [
        ("dd3101.txt", "decision form", "DD3101", "Director decision", "River Stairs Survey"),
        ("add1-10.md", "decision form", "ADD110", "Assistant Director decision", "Bench Library for Small Parks"),
        ("md164.txt", "decision form", "MD164", "Mayoral decision", "Night Ferry for Shift Workers"),
        ("dd415.txt", "decision form", "DD415", "Director decision", "Whistles for Bicycle Couriers"),
        ("dd2744-older-record.txt", "older web record", "DD2744", "Director decision", "Lamps along the Canal"),
        ("dd2695-record.txt", "web record", "DD2695", "Director decision", "Roof Gardens for Clinics"),
        ("md3001-record.html", "web record", "MD3001", "Mayoral decision", "Tide Clock"),
    ],
)
def test_the_head_says_what_decision_it_is(name: str, layout: str, ref: str, kind: str, title: str) -> None:
    found = taken(name)
    assert found.layout == layout
    decision = item(found, "decision")
    assert (decision.ref, plain(decision)["decision_type"], plain(decision)["title"]) == (ref, kind, title)
    assert plain(item(found, "programme")) == {"title": title}


def test_a_letter_inside_a_reference_is_a_doubt_with_the_figure_that_it_may_be() -> None:
    found = taken("md200b.txt")
    assert doubt(found, "decision", "ref") == ("MD200B", ("MD2008",))
    assert item(found, "decision").ref == ""


def test_a_space_inside_a_reference_is_closed_up_and_said() -> None:
    (joined,) = [one for one in said(taken("md164.txt"), What.JOINED) if "reference" in one.sentence]
    assert joined.raw == "MD1 64"


@pytest.mark.parametrize(
    ("head", "ref"),
    [
        ("REQUEST FOR DIRECTOR DECISION – DD2092", "DD2092"),
        ("REQUEST FOR DIRECTOR DECISION — DD2178", "DD2178"),
        ("REQUEST FOR DIRECTOR DECISION DD1250", "DD1250"),
        ("REQUEST FOR MAYORAL DECISION - MD 2068", "MD2068"),
        ("REQUEST FOR ASSISTANT DIRECTOR’S DECISION – ADD1 10", "ADD110"),
        ("REQUEST FOR DIRECTOR DECISION\n\nDirector Decision (DD) 2744", "DD2744"),
        ("REQUEST FOR DIRECTOR DECISION\n\nDD415", "DD415"),
        ("REQUESTFORDIRECTORDECISION-DD77", "DD77"),
    ],
)
def test_a_reference_is_read_as_forms_write_it(head: str, ref: str) -> None:
    found = taken_of(f"GREATER LONDON AUTHORITY\n\n{head}\n\nTitle: Kites\n")
    assert item(found, "decision").ref == ref


def test_the_one_who_signs_does_not_follow_from_the_type() -> None:
    assert plain(item(taken("dd3101.txt"), "signoff/authorising"))["role"] == "Assistant Director, Regeneration"
    signed = plain(item(taken("add1-10.md"), "signoff/authorising"))
    assert signed["role"] == "Executive Director of Places and Director of Parks"
    assert signed["name"] == "Lena Fisk"
    assert plain(item(taken("add1-10.md"), "decision"))["authority"] == "Head of Area"


def test_a_director_decision_is_taken_whole() -> None:
    found = taken("dd3101.txt")
    decision = plain(item(found, "decision"))
    assert decision["ceiling"] == 6_000_000
    assert (decision["starts_on"], decision["ends_on"]) == ("2018-05-01", "2019-04-30")
    assert decision["approved_on"] == "2018-04-20"
    assert decision["objectives"] == (
        "to count the stairs and say in what state they are;\nto agree who keeps each of them."
    )
    assert [plain(one) for one in items(found, "funding")] == [
        {"payer": "Port of London Fund", "amount": 4_500_000},
        {"payer": "London Borough of Southwark", "amount": 1_000_000},
        {"payer": "GLA Water Unit", "amount": 500_000},
    ]
    assert [(plain(one)["probability"], plain(one)["impact"]) for one in items(found, "risk")] == [(3, 2), (1, 4)]
    assert [plain(one)["rag_recorded"] for one in items(found, "risk")] == ["A", "R"]
    assert plain(item(found, "publication")) == {"deferred": False, "part2": False}
    assert plain(item(found, "signoff/executive-director-resources"))["signed_on"] == "2018-04-19"
    assert not said(found, What.DOUBTED)


def test_a_timeline_keeps_the_precision_of_each_date_and_says_what_is_open() -> None:
    found = taken("dd3101.txt")
    dates = {plain(one)["title"]: plain(one).get("baseline") for one in items(found, "milestone")}
    assert dates == {
        "Announcement": None,
        "Delivery start": "2018-Q2",
        "Delivery end": "2019-03-15",
        "Project Closure": None,
        "Survey": None,
        "Keepers named": None,
    }
    assert any(one.raw == "TBC" for one in said(found, What.NOTED))


def test_a_statement_that_is_not_ticked_is_said() -> None:
    notes = [one.sentence for one in said(taken("dd3101.txt"), What.NOTED)]
    assert "The statement of the Head of Service is not ticked." in notes


def test_a_template_gap_is_nobodys_name_and_a_board_may_stand_below_its_label() -> None:
    found = taken("add1-10.md")
    assert "name" not in item(found, "signoff/drafting-officer").values
    assert plain(item(found, "signoff/corporate-investment-board"))["signed_on"] == "2018-02-26"


def test_what_comes_without_vat_and_a_month_for_a_day_are_said() -> None:
    found = taken("add1-10.md")
    assert plain(item(found, "decision"))["ceiling"] == 3_680_000
    assert any(one.raw.endswith("plus VAT") for one in said(found, What.NOTED))
    assert doubt(found, "publication", "until") == ("April 2018", ())
    assert plain(item(found, "publication"))["part2"] is True


def test_a_financial_year_is_no_day_and_says_which_it_may_be() -> None:
    assert doubt(taken("add1-10.md"), "decision", "starts_on") == ("2017/18", ("2017-04-01",))
    assert doubt(taken("dd415.txt"), "decision", "ends_on") == ("2014/ 15", ("2015-03-31",))
    assert doubt(taken("dd2695-record.txt"), "decision", "starts_on") == ("2023-24", ("2023-04-01",))
    assert doubt(taken("dd2695-record.txt"), "decision", "ends_on") == ("2024-25", ("2025-03-31",))


def test_amounts_that_lost_their_sign_or_their_front_are_doubts() -> None:
    ferry, whistles = taken("md164.txt"), taken("dd415.txt")
    assert doubt(ferry, "decision", "ceiling") == ("056,000", ())
    assert doubt(ferry, "funding/1", "amount") == ("E25k", (2_500_000,))
    assert doubt(ferry, "funding/2", "amount") == ("00k", ())
    assert doubt(whistles, "decision", "ceiling") == ("100,000", (10_000_000,))
    assert doubt(taken("md200b.txt"), "decision", "ceiling")[1][0] == 3_146_900_000


def test_dates_that_cannot_be_read_are_doubts_and_never_take_their_year_from_today() -> None:
    ferry = taken("md164.txt")
    assert doubt(ferry, "decision", "approved_on") == ("//‘ jit I", ())
    assert doubt(ferry, "decision", "starts_on") == ("December2013", ())
    assert doubt(ferry, "publication", "until") == ("31 March", ())
    assert plain(item(taken("md200b.txt"), "decision"))["approved_on"] == "2010-04-24"


def test_an_answer_that_is_not_yes_or_no_is_a_doubt() -> None:
    ferry = taken("md164.txt")
    assert doubt(ferry, "publication", "deferred") == ("YE5", (True,))
    assert doubt(ferry, "publication", "part2") == ("YES/NO", ())


def test_risks_that_are_in_part_2_make_no_risks_and_are_said() -> None:
    ferry = taken("md164.txt")
    assert not items(ferry, "risk")
    assert any("risks are in another part" in one.sentence for one in said(ferry, What.NOTED))


def test_a_date_by_the_signature_without_its_label_is_a_candidate_only() -> None:
    assert doubt(taken("dd415.txt"), "decision", "approved_on") == ("12.1.15", ("2015-01-12",))


def test_funding_that_does_not_come_to_the_ceiling_is_said() -> None:
    text = text_of("dd3101.txt").replace("£45k", "£40k", 1)
    notes = [one.sentence for one in said(taken_of(text), What.NOTED)]
    assert "The funding lines come to £55,000, the ceiling is £60,000." in notes
    assert any("£40k by the decision and £45,000 by the financial comments" in one for one in notes)


def test_funding_is_taken_from_the_financial_comments_where_the_decision_names_none() -> None:
    text = text_of("dd3101.txt").replace("made up of £45k from the Port of London Fund, ", "on surveys ", 1)
    text = text.replace(
        "£10,000 to be contributed by the London Borough of Southwark and £5,000 to be met from", "by", 1
    )
    text = text.replace(
        "Expenditure of up to £60,000 is sought:", "Expenditure of up to £60,000 is sought, comprising", 1
    )
    found = taken_of(text)
    assert [plain(one)["amount"] for one in items(found, "funding")] == [4_500_000, 1_000_000, 500_000]
    assert any("taken from the financial comments" in one.sentence for one in said(found, What.NOTED))


def test_a_record_tells_what_is_listed_apart_from_what_is_signed() -> None:
    found = taken("dd2744-older-record.txt")
    assert plain(item(found, "signoff/listed"))["name"] == "Rosa Lind"
    assert plain(item(found, "signoff/listed"))["role"] == "Executive Director of Housing and Land"
    assert plain(item(found, "decision"))["authority"] == "Executive Director of Environment"
    assert plain(item(found, "decision"))["approved_on"] == "2014-04-09"
    assert any("as listed" in one.sentence for one in said(found, What.NOTED))


def test_empty_date_labels_of_a_record_take_nothing_from_the_lines_below() -> None:
    found = taken("dd2695-record.txt")
    assert "approved_on" not in item(found, "decision").values
    assert not items(found, "publication")
    assert plain(item(found, "signoff/listed"))["name"] == "Sam Idris"


def test_a_record_with_dates_says_when_part_1_was_published() -> None:
    assert plain(item(taken("md3001-record.html"), "publication")) == {"published_on": "2022-04-06"}


def test_a_record_without_its_decision_heading_finds_the_paragraph_that_approves() -> None:
    assert plain(item(taken("dd2744-older-record.txt"), "decision"))["ceiling"] == 1_541_000_000


def test_blank_parts_are_no_reason_to_refuse() -> None:
    found = taken_of("GREATER LONDON AUTHORITY\n\nREQUEST FOR DIRECTOR DECISION – DD1192\n\nTitle: Nothing yet\n")
    assert [one.kind for one in found.found] == ["programme", "decision"]
    assert len(said(found, What.LEFT_OUT)) == 2


@pytest.mark.parametrize("text", ["Minutes of the board\n\nNobody came.", "a,b\n1,2\n", "Date: 4.4.17\n\nName: Jo"])
def test_another_document_is_refused_in_a_sentence(text: str) -> None:
    assert not is_form(document("minutes.md", text))
    with pytest.raises(Refused, match=r"is not a decision form .* Nothing was changed"):
        taken_of(text)


@pytest.mark.parametrize(("words", "paragraphs"), [("£1,000 from Kites, " * 5_000, 12), ("Heading line", 20_001)])
def test_what_is_far_too_long_for_a_form_is_refused_in_a_sentence(words: str, paragraphs: int) -> None:
    head = Paragraph("REQUEST FOR DIRECTOR DECISION – DD7", Place(line=1))
    long = Document("form.txt", "text", "", (head, *(Paragraph(words, Place(line=2)) for _ in range(paragraphs))))
    with pytest.raises(Refused, match=r"too long for a decision form.*Nothing was changed"):
        take_form(long, TODAY)
