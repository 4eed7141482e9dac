"""Every action has a name of its own and a table of its roles among the tests."""

from __future__ import annotations

import re
from importlib import import_module, util
from types import ModuleType

import pytest
from django.apps import apps

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.rules import EVERY_STAGE, Action

ROOMS = tuple(
    one.name for one in apps.get_app_configs() if one.name.startswith("terytoria.portal.")
)


def rules() -> dict[str, ModuleType]:
    """The rules of every room that has actions."""
    found = {}
    for name in ROOMS:
        if util.find_spec(f"{name}.rules"):
            module = import_module(f"{name}.rules")
            if hasattr(module, "ACTIONS"):
                found[name.rpartition(".")[2]] = module
    return found


RULES = rules()
ROLES = (
    *(Role.COORDINATOR, Role.REPRESENTATIVE, Role.CHAIR, Role.WORKING_GROUP, Role.EXPERT),
    *(Role.OBSERVER, ProgrammeRole.NATIONAL_OFFICER, ProgrammeRole.REGIONAL_OFFICER),
    ProgrammeRole.LEAD_ADVISER,
)
# Who may, in the order of ROLES; a star: in every stage, also in a closed partnership.
TABLE = {
    "partnership.view": "+++++++++*",
    "partnership.edit": "+-------+",
    "partnership.members": "+-------+",
    "partnership.people": "+-------+",
    "partnership.documents": "+--------",
    "partnership.stage": "------+-+*",
    "partnership.log": "+-+---+++*",
    "evidence.view": "+++++++++*",
    "evidence.diagnose": "+---+---+",
    "evidence.judge": "----+---+",
    "evidence.own": "+--++----",
    "strategy.view": "+++++++++*",
    "strategy.edit": "+--++---+",
    "strategy.freeze": "+---+---+",
    "workshops.view": "+++++++++*",
    "workshops.run": "+--++----",
    "meetings.view": "+++++++++*",
    "meetings.plan": "+-+------",
    "meetings.run": "+-+------",
    "meetings.vote": "-+-+-----",
    "meetings.enter": "+--------",
    "meetings.minutes": "+--------",
    "planner.view": "+++++++++*",
    "planner.assign": "+-+-+---+",
    "planner.finish": "+++++---+",
    "publishing.view": "+++++++++*",
    "publishing.release": "+-+------",
    "publishing.withdraw": "+-+------*",
    "drafting.view": "+++++++++*",
    "drafting.edit": "+--++---+",
    "drafting.comment": "+++++---+",
    "drafting.freeze": "+-------+",
    "drafting.sign": "----+---+",
    "procedures.view": "+++++++++*",
    "procedures.plan": "+-------+",
    "procedures.tell": "+---+---+",
    "procedures.override": "+-------+",
    "procedures.write": "+---+---+*",
    "consultations.view": "+++++++++*",
    "consultations.run": "+-------+",
    "consultations.register": "+---+---+",
    "consultations.propose": "+--++---+",
    "consultations.confirm": "+--------",
    "consultations.report": "+--------",
    "consultations.personal": "+--------*",
    "surveys.view": "+++++++++*",
    "surveys.edit": "+--++----",
    "surveys.enter": "+--++----",
    "surveys.results": "+--++----*",
    "surveys.release": "+---+----",
    "monitoring.view": "+++++++++*",
    "monitoring.follow": "+---+---+",
    "monitoring.readings": "+---+----",
    "monitoring.projects": "++-------",
    "monitoring.report": "+--------",
    "monitoring.update": "+---+---+",
}


def test_rooms_have_actions() -> None:
    ground = {"partnerships", "evidence", "strategies", "meetings", "planner", "publishing"}
    upper = {"drafting", "procedures", "consultations", "surveys", "monitoring", "workshops"}
    assert set(RULES) >= ground | upper


def test_every_action_has_a_name_and_a_label_of_its_own() -> None:
    actions = [one for module in RULES.values() for one in module.ACTIONS]
    for said in ([one.name for one in actions], [one.label for one in actions]):
        assert sorted(said) == sorted(set(said))
    for one in actions:
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", one.name)
        assert one.roles
        assert one.stages
        assert one.label[0].islower()


@pytest.mark.parametrize("room", RULES)
def test_every_action_of_a_room_is_told(room: str) -> None:
    module = RULES[room]
    named = {one for one in vars(module).values() if isinstance(one, Action)}
    own = {one for one in named if one.name.partition(".")[0] in one_of(module)}
    assert own <= set(module.ACTIONS)


def one_of(module: ModuleType) -> set[str]:
    """First words of the names of a room's actions."""
    return {one.name.partition(".")[0] for one in module.ACTIONS}


def test_every_action_is_in_the_table_of_roles() -> None:
    told = {
        one.name: "".join("+" if role in one.roles else "-" for role in ROLES)
        + ("*" if one.stages == EVERY_STAGE else "")
        for module in RULES.values()
        for one in module.ACTIONS
    }
    assert told == TABLE
