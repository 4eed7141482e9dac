"""What is done to accounts; every verb checks who acts and is logged."""

from terytoria.portal.accounts.domain.erasing import also_erases, erase_user
from terytoria.portal.accounts.domain.export import export_of
from terytoria.portal.accounts.domain.programme import assign_programme_role, end_programme_role
from terytoria.portal.accounts.domain.users import create_user, deactivate_user

__all__ = [
    "also_erases",
    "assign_programme_role",
    "create_user",
    "deactivate_user",
    "end_programme_role",
    "erase_user",
    "export_of",
]
