"""Which area a question means, and what a question without an answer is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.cli.areas import LARGEST, area_of_list, area_of_question, unit_name
from terytoria.cli.errors import QuestionError
from terytoria.territory import Area, Kind, Level, Register, Unit

DAY = date(2026, 1, 1)


def gmina(code: str, name: str, kind: Kind = Kind.RURAL) -> Unit:
    return Unit(code, name, Level.GMINA, kind, code[:4], 100.0)


REGISTER = Register(
    [
        Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 1.0),
        Unit("30", "wielkopolskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 1.0),
        Unit("32", "zachodniopomorskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 1.0),
        Unit("3002", "czarnkowsko-trzcianecki", Level.POWIAT, Kind.POWIAT, "30", 1.0),
        Unit("3217", "wałecki", Level.POWIAT, Kind.POWIAT, "32", 1.0),
        Unit("3262", "Szczecin", Level.POWIAT, Kind.CITY_WITH_POWIAT_RIGHTS, "32", 1.0),
        *(
            Unit(f"30{p}", f"nowowiejski {p}", Level.POWIAT, Kind.POWIAT, "30", 1.0)
            for p in range(90, 91 + LARGEST // 30)
        ),
        gmina("3002083", "Wieleń", Kind.URBAN_RURAL),
        gmina("3217011", "Wałcz", Kind.URBAN),
        gmina("3217023", "Człopa", Kind.URBAN_RURAL),
        gmina("3217043", "Tuczno", Kind.URBAN_RURAL),
        gmina("3217052", "Wałcz"),
        gmina("3262011", "Szczecin", Kind.URBAN),
        *(gmina(f"30{90 + k // 30}{k % 30:02d}2", f"Nowa Wieś {k}") for k in range(LARGEST + 1)),
    ]
)


def question(asked: str, name: str | None = None) -> Area:
    return area_of_question(REGISTER, asked, DAY, name)


def listed(codes: str, name: str | None = "Partnerstwo") -> Area:
    return area_of_list(REGISTER, codes, DAY, name)


def refusal(work, *arguments: object) -> str:
    with pytest.raises(QuestionError) as problem:
        work(*arguments)
    assert problem.value.exit_code == 2
    return problem.value.message


class TestOneUnit:
    @pytest.mark.parametrize(
        "asked", ["3217", " 3217 ", "powiat wałecki", "powiat walecki", "w powiecie wałeckim"]
    )
    def test_a_powiat_by_code_or_name(self, asked: str) -> None:
        area = question(asked)
        assert area.code == "3217"
        assert area.name == "Powiat wałecki"
        assert area.gminas == ("3217011", "3217023", "3217043", "3217052")

    def test_a_name_of_its_own(self) -> None:
        assert question("3217", "  Partnerstwo   wałeckie\n").name == "Partnerstwo wałeckie"

    def test_twins_are_listed_with_their_powiat(self) -> None:
        told = refusal(question, "Wałcz")
        assert "może oznaczać kilka jednostek" in told
        assert [line.split()[0] for line in told.splitlines()[1:]] == ["3217011", "3217052", "3217"]

    def test_one_gmina_is_no_partnership(self) -> None:
        for asked in ("3217043", "Tuczno", "w Tucznie"):
            told = refusal(question, asked)
            assert "3217043 Tuczno" in told
            assert "to jedna gmina" in told
            assert "3217 (powiat wałecki)" in told

    def test_a_city_with_powiat_rights_is_one_gmina_too(self) -> None:
        assert "jedną gminę" in refusal(question, "3262")

    @pytest.mark.parametrize("asked", ["3218", "321", "32170", "3217012", "02", "0"])
    def test_an_unknown_code_gets_the_nearest(self, asked: str) -> None:
        told = refusal(question, asked)
        assert told.startswith(f"Nie ma jednostki „{asked}”. Najbliższe:\n")
        assert "321" in told or "30" in told

    def test_an_unknown_name_gets_the_nearest(self) -> None:
        assert "3217043  Tuczno" in refusal(question, "Tucznno")
        assert "3217     wałecki" in refusal(question, "powiat walcki")

    def test_nothing_like_it(self) -> None:
        told = refusal(question, "xqxqxqxq")
        assert told == "Nie ma jednostki „xqxqxqxq”. Szukaj: terytoria units find NAZWA"
        assert "Szukaj" in refusal(question, "   ")

    def test_an_absurdly_large_area(self) -> None:
        told = refusal(question, "30")
        assert "Województwo wielkopolskie" in told
        assert "62 gminy" in told.replace("\N{NO-BREAK SPACE}", " ")
        assert "granica: 60" in told
        assert "Polska" in refusal(question, "PL")

    @given(st.text(max_size=30))
    def test_any_question_has_an_area_or_a_refusal(self, asked: str) -> None:
        try:
            told = f"Obszar {question(asked).name}"
        except QuestionError as problem:
            told = problem.message
        assert told.startswith(("Nie ma", "„", "Obszar", "3"))


class TestList:
    @pytest.mark.parametrize(
        "codes",
        [
            "3217011,3217023,3217052",
            " 3217052 , 3217011,, 3217023 ,",
            "3217011 3217023 3217052",
            "3217011;3217023;3217052",
            "3217011\n3217023\n3217052\n",
            "Człopa,3217011,3217052",
        ],
    )
    def test_separators_and_order_do_not_matter(self, codes: str) -> None:
        area = listed(codes)
        assert area.gminas == ("3217011", "3217023", "3217052")
        assert area.name == "Partnerstwo"
        assert not area.code

    def test_across_a_voivodeship_border(self) -> None:
        assert listed("3217043,3002083").voivodeships() == ("30", "32")

    def test_a_powiat_and_a_gmina_of_another(self) -> None:
        assert len(listed("3217,3002083")) == 5

    def test_one_powiat_is_the_powiat(self) -> None:
        assert listed("3217").code == "3217"

    @pytest.mark.parametrize("codes", ["", " ", ",", " , ; "])
    def test_an_empty_list(self, codes: str) -> None:
        assert refusal(listed, codes).startswith("Lista jednostek jest pusta.")

    def test_a_unit_named_twice(self) -> None:
        assert "dwa razy: 3217011 Wałcz (gmina miejska" in refusal(listed, "3217011, 3217011")

    @pytest.mark.parametrize("codes", ["3217,3217011", "3217011,3217"])
    def test_a_gmina_and_its_powiat(self, codes: str) -> None:
        told = refusal(listed, codes)
        assert told.startswith("3217011 Wałcz należy do 3217 Powiat wałecki")

    def test_an_unknown_code_in_the_list(self) -> None:
        assert "Nie ma jednostki „3217099”" in refusal(listed, "3217011,3217099")

    def test_one_gmina(self) -> None:
        assert "jedną gminę" in refusal(listed, "3217011")

    def test_a_name_is_needed(self) -> None:
        assert "--name" in refusal(listed, "3217011,3217023", None)

    @pytest.mark.parametrize("name", ["", "  ", "\n", "a\x00b", "\x1b[31mczerwone", "x" * 201])
    def test_names_that_cannot_be_shown(self, name: str) -> None:
        assert refusal(listed, "3217011,3217023", name).startswith("Nazwa obszaru")

    @given(st.lists(st.sampled_from(REGISTER.gminas[:5]), min_size=2, max_size=5, unique=True))
    def test_any_set_of_gminas_is_taken_whole(self, codes: list[str]) -> None:
        assert set(listed(",".join(codes)).gminas) == set(codes)


def test_names_of_units_as_areas() -> None:
    assert unit_name(REGISTER.unit("3217")) == "Powiat wałecki"
    assert unit_name(REGISTER.unit("32")) == "Województwo zachodniopomorskie"
    assert unit_name(REGISTER.unit("3217011")) == "Wałcz"
