"""Forty remarks of the demonstration and what was decided about each; nobody real said them."""

from __future__ import annotations

from dataclasses import dataclass

from terytoria.portal.consultations.enums import Author, Channel, Outcome, Spot

FORM, MEETING, LETTER, EMAIL = Channel.FORM, Channel.MEETING, Channel.LETTER, Channel.EMAIL
RESIDENT, CLUB, FIRM = Author.RESIDENT, Author.ORGANISATION, Author.BUSINESS
NEIGHBOUR, OFFICE = Author.GOVERNMENT, Author.INSTITUTION


@dataclass(frozen=True)
class Voice:
    """A remark: its words, whose, how it came; ``spot`` and ``chapter`` say what it is on."""

    text: str
    author: Author
    channel: Channel = FORM
    spot: Spot = Spot.WHOLE
    chapter: str = ""


@dataclass(frozen=True)
class Topic:
    """Remarks that say the same, and the position on them.

    ``adds`` is the sentence that a heard remark adds to the first paragraph of ``chapter``.
    """

    title: str
    outcome: Outcome
    reasons: str
    voices: tuple[Voice, ...]
    chapter: str = ""
    adds: str = ""


def _on(chapter: str, spot: Spot = Spot.CHAPTER) -> tuple[Spot, str]:
    return spot, chapter


_BUS, _RUN, _AIMS = "Projekty", "System realizacji", "Cele strategiczne"
_BLOCK, _MAP = Spot.BLOCK, Spot.MAP
TOPICS = (
    Topic(
        "Autobusy wieczorem i w weekendy",
        Outcome.ACCEPTED,
        "Do opisu projektów dopisano połączenia wieczorne i weekendowe (przykład).",
        (
            Voice("Prosimy o autobusy także po godzinie 20 i w soboty.", RESIDENT),
            Voice("Po 20 nie ma jak wrócić z miasta. Prosimy o autobusy w soboty.", RESIDENT),
            Voice("Młodzież prosi o autobusy wieczorem i w soboty.", CLUB, MEETING),
            Voice("Autobusy w soboty są potrzebne pracownikom zmianowym.", FIRM, LETTER),
            Voice("Prosimy o przystanek i autobusy w soboty.", RESIDENT, FORM, *_on("", _MAP)),
            Voice("Ostatni autobus odjeżdża za wcześnie.", RESIDENT, MEETING, *_on(_BUS)),
        ),
        _BUS,
        "Plan przewozów obejmie też połączenia po godzinie dwudziestej i w dni wolne.",
    ),
    Topic(
        "Lekarz i przychodnia",
        Outcome.PARTLY,
        "Strategia nie zatrudnia lekarzy, ale dopisano dowóz do przychodni (przykład).",
        (
            Voice("Do lekarza czeka się miesiącami. Potrzebna druga przychodnia.", RESIDENT),
            Voice("Potrzebna przychodnia bliżej, z dowozem dla starszych.", RESIDENT, MEETING),
            Voice("Seniorzy proszą o dowóz do przychodni.", CLUB, LETTER),
            Voice("Wniosek o dowóz pacjentów do przychodni.", OFFICE, EMAIL, *_on(_BUS)),
            Voice("Tu przydałaby się filia przychodni.", RESIDENT, FORM, *_on("", _MAP)),
        ),
        _BUS,
        "Linie na telefon dowiozą także do przychodni w godzinach ich pracy.",
    ),
    Topic(
        "Drogi rowerowe",
        Outcome.PARTLY,
        "Dopisano wspólną koncepcję tras; budowy nie przesądzamy bez kosztów (przykład).",
        (
            Voice("Brakuje drogi rowerowej między gminami.", RESIDENT),
            Voice("Prosimy o drogę rowerową nad jezioro.", RESIDENT, FORM, *_on("", _MAP)),
            Voice("Klub rowerowy popiera wspólną sieć dróg rowerowych.", CLUB, EMAIL),
            Voice("Droga rowerowa odciążyłaby parking przy zakładzie.", FIRM, FORM, *_on(_BUS)),
        ),
        _BUS,
        "Gminy opracują wspólną koncepcję tras rowerowych.",
    ),
    Topic(
        "Opieka nad osobami starszymi",
        Outcome.ACCEPTED,
        "Zapis o liczeniu osób, które czekają na opiekę, dodano do celów (przykład).",
        (
            Voice("Trzeba wiedzieć, ile osób czeka na opiekę.", CLUB, MEETING, *_on(_AIMS)),
            Voice("Proszę dopisać, ile osób czeka na opiekę w domu.", RESIDENT, FORM, *_on(_AIMS)),
            Voice("Popieramy opiekę wytchnieniową.", OFFICE, LETTER, *_on(_AIMS, _BLOCK)),
        ),
        _AIMS,
        "Co roku policzymy też osoby, które czekają na opiekę.",
    ),
    Topic(
        "Raport częściej i prościej",
        Outcome.ACCEPTED,
        "Do systemu realizacji dopisano skrót raportu dla mieszkańców (przykład).",
        (
            Voice("Raport powinien mieć skrót, który każdy zrozumie.", RESIDENT, FORM, *_on(_RUN)),
            Voice("Prosimy o raport prostym językiem.", CLUB, EMAIL, *_on(_RUN, _BLOCK)),
            Voice("Skrót raportu warto wywiesić w sołectwach.", RESIDENT, MEETING, *_on(_RUN)),
        ),
        _RUN,
        "Raport ma skrót dla mieszkańców, pisany prostym językiem.",
    ),
    Topic(
        "Sąsiedzi partnerstwa",
        Outcome.ACCEPTED,
        "Dopisano uzgadnianie połączeń z sąsiednimi gminami (przykład).",
        (
            Voice("Prosimy uzgadniać rozkłady z sąsiednią gminą.", NEIGHBOUR, LETTER, *_on(_BUS)),
            Voice("Gmina sąsiednia wnosi o wspólne rozkłady jazdy.", NEIGHBOUR, EMAIL),
        ),
        _RUN,
        "Rozkłady jazdy uzgadniamy z gminami sąsiednimi.",
    ),
    Topic(
        "Tereny dla przedsiębiorców",
        Outcome.PARTLY,
        "Dopisano wspólną ofertę terenów; ulgi ustala każda rada gminy sama (przykład).",
        (
            Voice("Przedsiębiorcom brakuje uzbrojonych terenów i ulg.", FIRM, FORM, *_on(_BUS)),
            Voice("Prosimy o wspólną ofertę terenów i ulgi dla firm.", FIRM, MEETING),
            Voice("Tu jest teren, który można uzbroić.", FIRM, FORM, *_on("", _MAP)),
        ),
        _BUS,
        "Gminy przygotują jedną ofertę terenów inwestycyjnych.",
    ),
    Topic(
        "Remont drogi wojewódzkiej",
        Outcome.OUTSIDE,
        "Droga należy do województwa; uwagę przekazano jej zarządcy (przykład).",
        (
            Voice("Droga wojewódzka wymaga remontu.", RESIDENT),
            Voice("Kiedy remont drogi wojewódzkiej?", RESIDENT, MEETING),
            Voice("Dziury w drodze wojewódzkiej niszczą samochody firmy.", FIRM, LETTER),
            Voice("Remont drogi w tym miejscu jest pilny.", RESIDENT, FORM, *_on("", _MAP)),
        ),
    ),
    Topic(
        "Więcej mieszkań na wynajem",
        Outcome.REJECTED,
        "Liczba mieszkań wynika z diagnozy; większej gminy dziś nie utrzymają (przykład).",
        (
            Voice("Mieszkań na wynajem powinno być dwa razy więcej.", RESIDENT, FORM, *_on(_AIMS)),
            Voice("Za mało mieszkań na wynajem w celach.", CLUB, FORM, *_on(_AIMS, _BLOCK)),
            Voice("Prosimy o dwa razy więcej mieszkań dla młodych.", RESIDENT, MEETING),
        ),
    ),
    Topic(
        "Opłaty za odpady",
        Outcome.OUTSIDE,
        "Opłaty ustala rada każdej gminy; strategia o nich nie rozstrzyga (przykład).",
        (
            Voice("Opłaty za odpady są za wysokie.", RESIDENT),
            Voice("Prosimy obniżyć opłaty za odpady.", RESIDENT, LETTER),
        ),
    ),
    Topic(
        "Lotnisko",
        Outcome.REJECTED,
        "Diagnoza nie pokazuje takiej potrzeby, a koszt przekracza możliwości gmin (przykład).",
        (Voice("Strategia powinna przewidzieć lotnisko.", RESIDENT),),
    ),
    Topic(
        "Prostszy wstęp",
        Outcome.ACCEPTED,
        "We wprowadzeniu dodano, dla kogo jest ten dokument (przykład).",
        (Voice("Nie wiadomo, dla kogo to jest.", RESIDENT, FORM, *_on("Wprowadzenie", _BLOCK)),),
        "Wprowadzenie",
        "Dokument jest dla mieszkańców, radnych i tych, którzy będą go wykonywać.",
    ),
    Topic(
        "Ludność i szkoły",
        Outcome.REJECTED,
        "Liczby pochodzą z diagnozy i mają wskazane źródła; nie zmieniamy ich (przykład).",
        (
            Voice("Dane o ludności są za stare.", RESIDENT, FORM, *_on("Wnioski z diagnozy")),
            Voice("Szkoła ma więcej uczniów niż w danych.", OFFICE, EMAIL, *_on("", Spot.WHOLE)),
            Voice("Liczby są zbyt czarne.", RESIDENT, FORM, *_on("Wnioski z diagnozy", _BLOCK)),
        ),
    ),
)
