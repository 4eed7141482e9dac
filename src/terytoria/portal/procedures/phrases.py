"""Words of letters about procedures, in Polish."""

from __future__ import annotations

URGENT_SUBJECT = "Terytoria: zbliża się termin ustawowy ({partnership})"
BROKEN_SUBJECT = "Terytoria: minął termin ustawowy ({partnership})"
URGENT = "zbliża się termin, którego wymaga prawo."
BROKEN = "minął termin, którego wymaga prawo, a kroku nie odnotowano."

ALARM = """Dzień dobry,

{opening}

Procedura: {procedure} ({partnership})
{clock}
Podstawa: {basis}

Jeśli krok już się odbył, odnotuj go na stronie procedury:
{page}

To jedyna wiadomość o tym terminie, dopóki jego stan się nie zmieni.
Z przypomnień zrezygnujesz bez logowania tutaj:
{leave}

Portal Terytoria
"""
