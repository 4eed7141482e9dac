"""Counting votes: exact, and the same as a slow count by the words of the rule."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.meetings.domain.tally import SHARES, Quorum, Tally, count
from terytoria.portal.meetings.enums import Majority, Outcome, Share, Value

DAY = date(2026, 1, 1)
COUNTED = [one for one in Majority if one != Majority.NONE]


def quorum(share: Share = Share.MORE_THAN_HALF) -> Quorum:
    return Quorum(share, "regulamin", DAY)


def enough(share: Share, present: int, entitled: int) -> bool:
    """The rule of a share in its words."""
    return {
        Share.MORE_THAN_HALF: present * 2 > entitled,
        Share.HALF: present * 2 >= entitled,
        Share.TWO_THIRDS: present * 3 >= entitled * 2,
        Share.THREE_QUARTERS: present * 4 >= entitled * 3,
        Share.ALL: present == entitled,
    }[share] and present > 0


def slow_outcome(
    entitled: int, said: list[Value | None], share: Share, majority: Majority
) -> Outcome | None:
    """The outcome by going through everybody present one by one."""
    if not enough(share, len(said), entitled):
        return None
    lead = supporters = 0
    everybody = True
    for one in said:
        lead += {Value.FOR: 1, Value.AGAINST: -1}.get(one, 0) if one else 0
        supporters += one == Value.FOR
        everybody = everybody and one == Value.FOR
    passes = {
        Majority.SIMPLE: lead > 0,
        Majority.ABSOLUTE: supporters > entitled - supporters,
        Majority.UNANIMOUS: everybody,
    }[majority]
    return Outcome.ADOPTED if passes else Outcome.REJECTED


@st.composite
def votings(draw: st.DrawFn) -> tuple[int, list[Value | None]]:
    entitled = draw(st.integers(0, 28))
    present = draw(st.integers(0, entitled))
    said = draw(st.lists(st.sampled_from([*Value, None]), min_size=present, max_size=present))
    return entitled, said


def tally_of(entitled: int, said: list[Value | None], share: Share, majority: Majority) -> Tally:
    votes = {str(at): one for at, one in enumerate(said) if one is not None}
    everybody = [str(at) for at in range(entitled)]
    return count(everybody, everybody[: len(said)], votes, quorum(share), majority)


@given(votings(), st.sampled_from(Share), st.sampled_from(COUNTED))
def test_the_count_agrees_with_the_rule_in_words(
    voting: tuple[int, list[Value | None]], share: Share, majority: Majority
) -> None:
    entitled, said = voting
    found = tally_of(entitled, said, share, majority)
    assert found.outcome == slow_outcome(entitled, said, share, majority)
    assert found.quorate == enough(share, len(said), entitled)
    assert found.silent == said.count(None)
    assert Tally.from_json({**found.to_json(), "voters": []}) == found


@given(votings(), st.sampled_from(Share), st.sampled_from(COUNTED), st.data())
def test_one_more_vote_for_never_harms_the_proposal(
    voting: tuple[int, list[Value | None]], share: Share, majority: Majority, data: st.DataObject
) -> None:
    entitled, said = voting
    if not said:
        return
    at = data.draw(st.integers(0, len(said) - 1))
    before = tally_of(entitled, said, share, majority).outcome
    after = tally_of(entitled, [*said[:at], Value.FOR, *said[at + 1 :]], share, majority).outcome
    assert before != Outcome.ADOPTED or after == Outcome.ADOPTED
    assert (before is None) == (after is None)


@given(votings(), st.sampled_from(Share))
def test_unanimity_is_hardest(voting: tuple[int, list[Value | None]], share: Share) -> None:
    entitled, said = voting
    by = {one: tally_of(entitled, said, share, one).outcome for one in COUNTED}
    for other in (Majority.SIMPLE, Majority.ABSOLUTE):
        if other == Majority.SIMPLE or share in (Share.MORE_THAN_HALF, Share.ALL):
            assert by[Majority.UNANIMOUS] != Outcome.ADOPTED or by[other] == Outcome.ADOPTED


@given(st.integers(1, 100), st.sampled_from(Share))
def test_the_quorum_is_the_smallest_number_that_is_enough(entitled: int, share: Share) -> None:
    needed = quorum(share).needed(entitled)
    assert enough(share, needed, entitled)
    assert not enough(share, needed - 1, entitled)
    assert needed <= entitled


@given(st.integers(0, 300))
def test_larger_shares_need_no_fewer(entitled: int) -> None:
    ordered = sorted(SHARES, key=lambda share: (SHARES[share][0], SHARES[share][1]))
    needed = [quorum(share).needed(entitled) for share in ordered]
    assert needed == sorted(needed)
    assert all(isinstance(SHARES[share][0], Fraction) for share in ordered)


@pytest.mark.parametrize(
    ("majority", "said", "outcome"),
    [
        (Majority.SIMPLE, "++--o", Outcome.REJECTED),  # a tie adopts nothing
        (Majority.SIMPLE, "+oooo", Outcome.ADOPTED),  # abstentions are no votes against
        (Majority.SIMPLE, "ooooo", Outcome.REJECTED),
        (Majority.ABSOLUTE, "+++--", Outcome.ADOPTED),
        (Majority.ABSOLUTE, "+++", Outcome.ADOPTED),
        (Majority.ABSOLUTE, "++ooo", Outcome.REJECTED),
        (Majority.UNANIMOUS, "+++", Outcome.ADOPTED),
        (Majority.UNANIMOUS, "+++++", Outcome.ADOPTED),
        (Majority.UNANIMOUS, "++++o", Outcome.REJECTED),
        (Majority.UNANIMOUS, "++++.", Outcome.REJECTED),  # present and silent
        (Majority.SIMPLE, "++", None),
        (Majority.UNANIMOUS, "", None),
    ],
)
def test_five_members(majority: Majority, said: str, outcome: Outcome | None) -> None:
    values = {"+": Value.FOR, "-": Value.AGAINST, "o": Value.ABSTAIN, ".": None}
    found = tally_of(5, [values[sign] for sign in said], Share.MORE_THAN_HALF, majority)
    assert found.outcome == outcome


def test_it_explains_itself() -> None:
    short = tally_of(5, [Value.FOR] * 2, Share.MORE_THAN_HALF, Majority.SIMPLE).explain()
    assert "Nie ma kworum, więc nie można podjąć decyzji" in short
    assert "Obecnych: 2 z 5 uprawnionych, kworum: 3." in short
    whole = tally_of(5, [Value.FOR] * 3 + [None], Share.HALF, Majority.ABSOLUTE).explain()
    assert "Za: 3, przeciw: 0, wstrzymało się: 0, bez głosu: 1." in whole
    assert "3\xa0głosy za" in whole


@pytest.mark.parametrize(
    ("present", "votes", "majority", "wrong"),
    [
        ({"obcy"}, {}, Majority.SIMPLE, "obcy"),
        ({"a"}, {"b": Value.FOR}, Majority.SIMPLE, "'b'"),
        ({"a"}, {}, Majority.NONE, "choose a majority"),
    ],
)
def test_what_cannot_be_is_refused(
    present: set[str], votes: dict[str, Value], majority: Majority, wrong: str
) -> None:
    with pytest.raises(ValueError, match=wrong):
        count({"a", "b"}, present, votes, quorum(), majority)
