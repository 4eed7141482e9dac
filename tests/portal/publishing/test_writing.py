"""Writing what is public: all or nothing, one at a time, and only when something changed."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.jobs.domain.recurring import order_due
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.models import Membership, Partnership
from terytoria.portal.publishing.domain.site import renew_site
from terytoria.portal.publishing.shelf import alone, card_of, put, put_site, take_away
from terytoria.portal.publishing.site import (
    Copy,
    Entry,
    Member,
    Release,
    Site,
    read_site,
    release_folder,
)

words = st.text(max_size=20)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat)
copies = st.builds(Copy, words, words, words, st.integers(0), words)
releases = st.builds(
    Release,
    id=st.integers(1),
    decision=words,
    number=words,
    title=words,
    outcome=words,
    adopted_on=days,
    released_on=days,
    paper=st.sampled_from(["", "diagnoza", "17"]),
    version=st.integers(0, 3),
    facts=st.dictionaries(words, words, max_size=2),
    files=st.lists(copies, max_size=2).map(tuple),
    withdrawn_on=st.one_of(st.just(""), days),
)
entries = st.builds(
    Entry,
    slug=words,
    name=words,
    short_name=words,
    members=st.lists(st.builds(Member, *[words] * 7), max_size=3).map(tuple),
    releases=st.lists(releases, max_size=4).map(tuple),
)


@given(st.lists(entries, max_size=3).map(tuple))
def test_a_site_is_read_back_as_it_was_written(found: tuple[Entry, ...]) -> None:
    site = Site(state="a", entries=found, goals=({"cel": "x", "wersja": 1},))
    assert Site.from_bytes(site.to_bytes()) == site


@given(entries)
def test_the_release_in_force_is_never_a_withdrawn_one(entry: Entry) -> None:
    for paper in entry.papers:
        alive = [one for one in paper.releases if one.alive]
        assert (paper.current is None) == (not alive)
        if paper.current is not None:
            assert paper.current.adopted_on == max(one.adopted_on for one in alive)
        for one in paper.releases:
            found = paper.version(one.version)
            assert found is not None
            assert found.alive or not any(r.alive for r in alive if r.version == one.version)
    assert all(one.alive for one in entry.decisions)


CARD = Release(1, "1-2026", "1/2026", "Tytuł", "przyjęto", "2026-01-01", "2026-01-02")


class TestShelf:
    def test_a_fault_in_the_middle_leaves_nothing(self, tmp_path: Path) -> None:
        def fails(folder: Path) -> Release:
            (folder / "half.pdf").write_bytes(b"%PDF")
            raise OSError(28, "no space left on device")

        with pytest.raises(OSError, match="no space"):
            put(tmp_path, 1, fails)
        assert not list((tmp_path / ".released").iterdir())
        assert card_of(tmp_path, 1) is None

    def test_done_once(self, tmp_path: Path) -> None:
        def fill(folder: Path) -> Release:
            (folder / "a.pdf").write_bytes(b"%PDF")
            return CARD

        assert put(tmp_path, 1, fill) == CARD
        assert put(tmp_path, 1, lambda _: pytest.fail("filled again")) == CARD

    def test_what_a_killed_worker_left_is_replaced(self, tmp_path: Path) -> None:
        folder = release_folder(tmp_path, 1)
        folder.mkdir(parents=True)
        (folder / "half.pdf").write_bytes(b"%")
        (folder.parent / ".1.abc").mkdir()
        put(tmp_path, 1, lambda _: CARD)
        assert [one.name for one in folder.parent.iterdir()] == ["1"]
        assert [one.name for one in folder.iterdir()] == ["release.json"]

    def test_taken_away_twice_the_card_stays(self, tmp_path: Path) -> None:
        def fill(folder: Path) -> Release:
            (folder / "diagnoza").mkdir()
            (folder / "diagnoza" / "a.pdf").write_bytes(b"%PDF")
            (folder / "b.pdf").write_bytes(b"%PDF")
            return CARD

        put(tmp_path, 1, fill)
        for _ in range(2):
            take_away(tmp_path, 1)
            assert [one.name for one in release_folder(tmp_path, 1).iterdir()] == ["release.json"]
        take_away(tmp_path, 2)
        assert card_of(tmp_path, 1) == CARD

    def test_readers_see_the_old_site_or_the_new_one(self, tmp_path: Path) -> None:
        sites = [Site(state=str(n), entries=(Entry("a", "n" * 50_000, "a"),)) for n in range(2)]
        put_site(tmp_path, sites[0])
        over = threading.Event()

        def write() -> None:
            for turn in range(60):
                put_site(tmp_path, sites[turn % 2])
            over.set()

        writer = threading.Thread(target=write)
        writer.start()
        seen = {"0"}
        while not over.is_set():
            site = read_site(tmp_path)
            assert site is not None
            seen.add(site.state)
        writer.join()
        assert seen <= {"0", "1"}
        assert {one.name for one in (tmp_path / ".released").iterdir()} == {"site.json"}

    def test_writers_take_turns(self, tmp_path: Path) -> None:
        inside: list[int] = []

        def turn() -> None:
            with alone(tmp_path):
                inside.append(1)
                assert sum(inside) == 1
                inside.append(-1)

        threads = [threading.Thread(target=turn) for _ in range(8)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert len(inside) == 16


@pytest.mark.django_db
class TestRenewing:
    def test_written_once_and_again_when_members_change(
        self, root: Path, dolina_made: Partnership, site: Any
    ) -> None:
        assert renew_site()
        assert not renew_site()
        first = site().entry("dolina")
        Membership.objects.filter(unit="0201043").update(until=today() - timedelta(days=1))
        assert renew_site()
        later = site().entry("dolina")
        assert {one.code for one in first.present} - {one.code for one in later.present} == {
            "0201043"
        }
        assert later.shape != first.shape
        assert [one.until for one in later.members if one.code == "0201043"] == [
            (today() - timedelta(days=1)).isoformat()
        ]

    def test_a_member_to_be_is_told_on_the_day(
        self, root: Path, dolina_made: Partnership, site: Any
    ) -> None:
        tomorrow = today() + timedelta(days=1)
        Membership.objects.create(partnership=dolina_made, unit="0201052", since=tomorrow)
        renew_site()
        assert "0201052" not in {one.code for one in site().entry("dolina").members}

    def test_a_partnership_known_only_from_a_folder_is_on_the_map(
        self, root: Path, dolina_made: Partnership, written: Any, site: Any
    ) -> None:
        written("reczne", short_name="Położone ręcznie")
        written("dolina", short_name="Ta sama")
        renew_site()
        assert site().entry("reczne").by_hand
        assert site().entry("dolina").short_name == "Dolina"

    def test_the_work_comes_round_by_itself(
        self, root: Path, dolina_made: Partnership, site: Any
    ) -> None:
        order_due(now())
        work(once=True)
        assert site().entry("dolina").name == "Partnerstwo Dolina"
