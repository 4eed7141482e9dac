"""What can go wrong with the office; messages are Polish and never hold the key."""

from __future__ import annotations


class BdlError(RuntimeError):
    """The office was asked in vain; ``asked`` is the path and parameters of the question."""

    def __init__(self, message: str, asked: str = "") -> None:
        super().__init__(f"{message} [{asked}]" if asked else message)
        self.asked = asked


class BadKeyError(BdlError):
    """The key was refused (403), or is no key at all."""


class NotFoundError(BdlError):
    """The office knows no such path or id (404)."""


class BadRequestError(BdlError):
    """The office does not understand the question (400)."""


class UnavailableError(BdlError):
    """The office does not answer, or not in full, after all tries; ask again later."""


class InconsistentPagesError(BdlError):
    """Pages of one answer do not agree with one another; the download is to be repeated."""


class PayloadError(BdlError):
    """An answer that is not what the API gives; the message says where it is wrong."""

    def __init__(self, message: str, where: str = "", asked: str = "") -> None:
        super().__init__(f"{where}: {message}" if where else message, asked)
        self.where = where
