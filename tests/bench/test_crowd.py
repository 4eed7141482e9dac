"""What a crowd was told and what the register holds are compared person by person."""

from __future__ import annotations

from dataclasses import replace

from bench.crowd import Outcome

SOUND = Outcome(3, {}, (1, 2, 3), (1, 2, 3), 1, 1)


def test_everybody_once_is_sound():
    assert SOUND.sound
    assert (SOUND.lost, SOUND.doubled) == (0, 0)


def test_a_receipt_without_a_remark_is_a_loss():
    found = replace(SOUND, register=(1, 2))
    assert (found.lost, found.sound) == (1, False)


def test_a_person_without_a_receipt_is_a_loss():
    found = replace(SOUND, receipts=(1, 3))
    assert (found.lost, found.sound) == (1, False)


def test_one_person_twice_in_the_register_is_told():
    found = replace(SOUND, register=(1, 2, 3, 4))
    assert (found.doubled, found.sound) == (1, False)


def test_a_gap_in_the_numbers_and_a_letter_that_is_lacking_are_not_sound():
    assert not replace(SOUND, receipts=(1, 2, 4), register=(1, 2, 4)).sound
    assert not replace(SOUND, letters=0).sound
