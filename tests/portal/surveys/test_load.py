"""Three hundred people send their answers within a minute: none is lost, none counted twice."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Membership, Partnership
from terytoria.portal.surveys.domain.answering import UsedError, submit
from terytoria.portal.surveys.domain.drafting import create
from terytoria.portal.surveys.domain.running import make_tokens, open_survey
from terytoria.portal.surveys.enums import Access
from terytoria.portal.surveys.models import Answer, Survey, Token

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, AT_ONCE = 300, 12


@pytest.mark.parametrize("access", Access)
def test_nobodys_answer_is_lost(
    shared_database: None, planned: Any, given: Any, access: Access
) -> None:
    day = planned().opens.replace(year=2024)
    made = Partnership.objects.create(
        slug="tlum", name="Tłum", short_name="Tłum", leader="3217011", stage=Stage.ACTIVE
    )
    Membership.objects.create(partnership=made, unit="3217011", since=day)
    lead = User.objects.create_user("lead@example.org", name="Koordynatorka pokazowa")
    Assignment.objects.create(partnership=made, user=lead, role=Role.COORDINATOR, since=day)
    survey = create(lead, made, planned(access=access), "young")
    open_survey(lead, survey)
    by_token = access == Access.TOKEN
    tokens = make_tokens(lead, survey, PEOPLE) if by_token else [""] * PEOPLE

    def send(at: int) -> int:
        """Send one's answers, press twice, and try the address again with others."""
        try:
            one = given(at)
            taken = int(submit(survey, one, tokens[at])) + int(submit(survey, one, tokens[at]))
            if by_token:
                with pytest.raises(UsedError):
                    submit(survey, given(at), tokens[at])
            return taken
        finally:
            connection.close()

    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        taken = list(crowd.map(send, range(PEOPLE)))
    assert taken == [1] * PEOPLE
    assert time.monotonic() - began < 60
    assert Answer.objects.filter(survey=Survey.objects.get()).count() == PEOPLE
    assert Token.objects.filter(used=True).count() == (PEOPLE if by_token else 0)
