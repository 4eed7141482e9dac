"""Pages of a person's own account."""

from terytoria.portal.accounts.views.entrance import csrf_failure
from terytoria.portal.accounts.views.own import erase, factor_needed, home, my_data

__all__ = ["csrf_failure", "erase", "factor_needed", "home", "my_data"]
