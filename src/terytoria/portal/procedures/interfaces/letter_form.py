"""The form of a letter: whom it goes to and what the portal does not know."""

from __future__ import annotations

from typing import Any

from django import forms

from terytoria.portal.partnerships.interfaces.fields import Choice, Words
from terytoria.reports.letters import Recipient, Template, asked

_LONGEST, _LONGEST_LINES = 300, 3000


class LetterForm(forms.Form):
    """Facts of a letter; nothing is required, what is empty is left as a gap."""

    def __init__(
        self, template: Template, copies: tuple[Recipient, ...], *given: Any, **options: Any
    ) -> None:
        super().__init__(*given, **options)
        self.copies = {one.code: one for one in copies}
        if len(copies) > 1:
            chosen = [(one.code, one.name) for one in copies]
            self.fields["recipient"] = Choice(
                label="Adresat", choices=chosen, initial=copies[0].code
            )
        for name in template.needs:
            fact = asked().get(name)
            if fact is not None and fact.typed:
                self.fields[name] = Words(
                    label=fact.label[:1].upper() + fact.label[1:],
                    required=False,
                    max_length=_LONGEST_LINES if fact.lines else _LONGEST,
                    rows=4 if fact.lines else 0,
                    help_text="Każdy w osobnym wierszu." if fact.lines else "",
                )

    def recipient(self) -> Recipient:
        """The one chosen, or the only one."""
        code = self.cleaned_data.get("recipient", next(iter(self.copies)))
        return self.copies[code]

    def typed(self) -> dict[str, str]:
        """What was typed, by fact."""
        data = self.cleaned_data
        return {name: str(text) for name, text in data.items() if name != "recipient"}
